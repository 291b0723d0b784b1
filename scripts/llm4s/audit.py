"""Holds records against tables of facts from elsewhere: who agrees, who does not, and what has been settled with a reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from llm4s.catalog import Catalog
from llm4s.comparison import Comparison, compare, numbers, title
from llm4s.fields import Day, Line, Text
from llm4s.identifier import letters
from llm4s.load import read_part
from llm4s.moved import Moves
from llm4s.problem import Location, Problem, Severity
from llm4s.record import Entry, Part

SETTLED = "data/audit/settled.yaml"
KINDS = ("papers", "models", "datasets", "benchmarks", "tools")


class Settled(Part):
    """A difference that was looked into."""

    record: Line
    """Path of the record, such as models/galactica."""
    field: Line
    """The field that differs, as the audit names it."""
    reason: Text
    """Why the record stands as it is, with the source that decided."""
    checked: Day
    """Day on which it was looked into."""


class File(Part):
    """The file of settled differences."""

    settled: list[Settled]
    """All of them."""


@dataclass
class Audit:
    """What came out: by (kind, field) how many agree, differ and are settled, and the open differences as problems."""

    known: Counter[str] = field(default_factory=Counter)
    """Records of each kind that the tables know."""
    agree: Counter[tuple[str, str]] = field(default_factory=Counter)
    differ: Counter[tuple[str, str]] = field(default_factory=Counter)
    settled: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def read_settled(data: bytes) -> tuple[list[tuple[Settled, Location]], list[Problem]]:
    """Read the file of settled differences."""
    found, source, problems = read_part(SETTLED, data, File)
    if found is None or source is None:
        return [], problems
    return [(row, source.locate(("settled", number))) for number, row in enumerate(found.settled)], []


def audit(catalog: Catalog, tables: Mapping[str, Iterable[Mapping[str, Any]]], settled: Sequence[tuple[Settled, Location]], moves: Moves) -> Audit:
    """Compare a catalogue with rows of tables by kind; a row is matched by an identifier or the very name, never by a folded name.

    A table's claim is not the truth: an open difference is a warning to look into, and a settlement that meets no
    difference any more is one, too.
    """
    found = Audit()
    reasons = {(row.record, row.field): (row, where) for row, where in settled}
    met: set[tuple[str, str]] = set()
    for plural in KINDS:
        rows = _matched(catalog, plural, tables.get(plural, ()))
        found.known[plural] = len(rows)
        for entry, row in rows:
            for one in compare(entry, row, catalog, moves):
                key, cell = (entry.path, one.field), (plural, one.field)
                if one.agrees:
                    found.agree[cell] += 1
                elif key in reasons:
                    found.settled[cell] += 1
                    met.add(key)
                else:
                    found.differ[cell] += 1
                    found.problems.append(_problem(catalog, one))
    for key, (known, where) in reasons.items():
        if key not in met:
            what = f"the settlement of '{known.field}' of {known.record} meets no difference"
            found.problems.append(Problem(where, "stale-settlement", what, "remove it", Severity.WARNING))
    return found


def _problem(catalog: Catalog, one: Comparison) -> Problem:
    what = f"'{one.field}' is {one.ours}, but {', '.join(one.sources) or 'the table'} says {one.theirs}"
    hint = f"correct the record, or settle the difference with its reason in {SETTLED}"
    return Problem(catalog.where(one.entry, one.path), "audit-difference", what, hint, Severity.WARNING)


def _matched(catalog: Catalog, plural: str, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Entry, Mapping[str, Any]]]:
    by_name: dict[str, set[str]] = defaultdict(set)
    by_number: dict[str, set[str]] = defaultdict(set)
    by_title: dict[str, set[str]] = defaultdict(set)
    for entry in catalog.of(plural).values():
        for name in (entry.name, *entry.record.aliases):
            by_name[name].add(entry.id)
        for number in numbers(entry, catalog):
            by_number[number].add(entry.id)
        if plural == "papers":
            by_title[letters(title(entry))].add(entry.id)
    entries, found = catalog.of(plural), []
    for row in rows:
        given = {str(row[name]).casefold() for name in ("arxiv", "doi") if row.get(name)}
        named = by_name.get(str(row.get("name")), set())
        shared = {id_ for number in given for id_ in by_number.get(number, ())}
        titled = by_title.get(letters(str(row.get("title") or "")), set())
        ids = (shared or titled) if plural == "papers" else {id_ for id_ in named if id_ in shared or not given or not numbers(entries[id_], catalog)}
        if len(ids) == 1:
            found.append((entries[ids.pop()], row))
    return found
