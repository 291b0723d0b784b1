"""What was built from what, trained on what, uses what, and was replaced by what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from llm4s import facets
from llm4s.catalog import Catalog
from llm4s.index import Index
from llm4s.record import Entry
from llm4s.timeline import moments_of

Json = dict[str, Any]


class Relation(NamedTuple):
    """A way in which a later record hangs on an earlier one, in the words of either."""

    key: str
    label: str
    back: str
    """What the later one is to the earlier."""
    ahead: str
    """What the earlier one is to the later."""


RELATIONS = (
    Relation("built", "built from", "Built from", "Basis of"),
    Relation("trained", "trained on", "Trained on", "Trained"),
    Relation("uses", "uses", "Uses", "Used by"),
    Relation("replaces", "replaces", "Replaces", "Replaced by"),
)
_FIELDS = {"base_models": 0, "built_from": 0, "built_on": 0, "generated_by": 0, "training_data": 1, "superseded_by": 3}
_PARTS = {("system", "models"): 2, ("system", "tools"): 2, ("system", "datasets"): 2}
"""Fields that other kinds have, too, but with another meaning: a tutorial's models are what it teaches."""


class Edge(NamedTuple):
    """A relation between two records; the number is its place among RELATIONS."""

    earlier: Entry
    later: Entry
    relation: int


@dataclass(frozen=True)
class Lineage:
    """All relations, and those of one record by its path."""

    edges: Sequence[Edge]
    back: Mapping[str, Sequence[Edge]]
    """Relations to what a record comes from."""
    ahead: Mapping[str, Sequence[Edge]]
    """Relations to what came of a record."""

    def holds(self, entry: Entry) -> bool:
        """Tell whether anything is known about where a record comes from or what came of it."""
        return entry.path in self.back or entry.path in self.ahead


class Group(NamedTuple):
    """Neighbours that hang on a record in the same way: the words for it, the first of them, and how many more there are."""

    relation: Relation
    label: str
    entries: list[Entry]
    more: int


class Position(NamedTuple):
    """Where a record stands: what it comes from, and what came of it."""

    back: list[Group]
    ahead: list[Group]


def build_lineage(catalog: Catalog, index: Index) -> Lineage:
    """Collect the relations between records from their references, each once, in the order of the catalog."""
    place = {entry.path: number for number, entry in enumerate(catalog)}
    found: dict[tuple[str, str, int], Edge] = {}
    for links in index.backlinks.values():
        for link in links:
            relation = _FIELDS.get(link.field, _PARTS.get((link.origin.kind.name, link.field)))
            if relation is not None and link.origin is not link.target:
                replaced = RELATIONS[relation].key == "replaces"
                edge = Edge(link.origin, link.target, relation) if replaced else Edge(link.target, link.origin, relation)
                found[edge.earlier.path, edge.later.path, relation] = edge
    edges = sorted(found.values(), key=lambda edge: (place[edge.earlier.path], place[edge.later.path], edge.relation))
    back: dict[str, list[Edge]] = defaultdict(list)
    ahead: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        back[edge.later.path].append(edge)
        ahead[edge.earlier.path].append(edge)
    return Lineage(edges, dict(back), dict(ahead))


def position(lineage: Lineage, entry: Entry, most: int = 6) -> Position | None:
    """Give the nearest relatives of a record, of each relation at most so many; None where none is known."""
    if not lineage.holds(entry):
        return None
    back = [(edge.relation, edge.earlier) for edge in lineage.back.get(entry.path, ())]
    ahead = [(edge.relation, edge.later) for edge in lineage.ahead.get(entry.path, ())]
    return Position(_groups(back, most, ahead=False), _groups(ahead, most, ahead=True))


def _groups(found: Sequence[tuple[int, Entry]], most: int, *, ahead: bool) -> list[Group]:
    groups = []
    for number, relation in enumerate(RELATIONS):
        entries = [entry for kind, entry in found if kind == number]
        if entries:
            groups.append(Group(relation, relation.ahead if ahead else relation.back, entries[:most], max(0, len(entries) - most)))
    return groups


def members(catalog: Catalog, lineage: Lineage) -> list[Entry]:
    """Give the records of which a relation is known, in the order of the catalog."""
    return [entry for entry in catalog if lineage.holds(entry)]


def graph(catalog: Catalog, lineage: Lineage) -> Json:
    """Give the lineage as columns: records, and relations as places of the earlier, of the later, and of the relation."""
    entries = members(catalog, lineage)
    place = {entry.path: number for number, entry in enumerate(entries)}
    kinds = list(dict.fromkeys(entry.kind for entry in entries))
    tree = facets.trees(catalog).get("domain", {})
    carried = [_domains(entry, tree) for entry in entries]
    used = {word: found for words in carried for word, found in words.items()}
    order = sorted(used, key=lambda word: used[word].place)
    domains = {word: number for number, word in enumerate(order)}
    return {
        "relations": [list(relation) for relation in RELATIONS],
        "kinds": [[kind.plural, kind.title, kind.cls.label[0]] for kind in kinds],
        "domains": [[word, used[word].name, used[word].depth] for word in order],
        "paths": [entry.path for entry in entries],
        "names": [entry.name for entry in entries],
        "aliases": ["; ".join(entry.record.aliases) for entry in entries],
        "kind": [kinds.index(entry.kind) for entry in entries],
        "domain": [[domains[word] for word in words] for words in carried],
        "dates": [next((moment.date for moment in moments_of(entry)), "") for entry in entries],
        "old": [number for number, entry in enumerate(entries) if entry.record.status != "active"],
        "edges": [number for edge in lineage.edges for number in (place[edge.earlier.path], place[edge.later.path], edge.relation)],
    }


def _domains(entry: Entry, tree: Mapping[str, tuple[facets.Carried, str | None]]) -> dict[str, facets.Carried]:
    found: dict[str, facets.Carried] = {}
    for word in entry.record.domains:
        found |= facets.with_broader(word, tree)
    return found
