"""What was built from what: relations, the graph, and where one record stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm4s.catalog import Catalog
from llm4s.fields import Gap
from llm4s.index import Index, build_index
from llm4s.kinds import all_kinds
from llm4s.lineage import RELATIONS, build_lineage, graph, members, position
from llm4s.link import link
from llm4s.pages import pages
from llm4s.project import Project, State
from llm4s.record import Entry
from places import TODAY


def models(catalog: Catalog, **changes: dict[str, Any]) -> Catalog:
    """A catalog whose models are copies of one, each with changes of its own."""
    sample = catalog.of("models")["mossbert"]
    kept = [entry for entry in catalog if entry.kind.name != "model"]
    plain = {"superseded_by": [], "base_models": []}
    return Catalog(
        catalog.kinds, [*kept, *(Entry(sample.kind, id_, sample.record.model_copy(update={"name": id_, **plain, **fields})) for id_, fields in changes.items())]
    )


def among_models(catalog: Catalog) -> list[tuple[str, str, str]]:
    return [edge for edge in related(catalog) if {edge[0], edge[2]} <= set(catalog.of("models"))]


def related(catalog: Catalog) -> list[tuple[str, str, str]]:
    links, uses, _ = link(catalog)
    edges = build_lineage(catalog, build_index(links, uses)).edges
    return [(edge.earlier.id, RELATIONS[edge.relation].key, edge.later.id) for edge in edges]


def test_relations_run_from_the_earlier_to_the_later(state: State) -> None:
    assert related(state.catalog) == [
        ("fernbert", "uses", "gardener"),
        ("fernbert", "built", "fern-notes"),
        ("mossbert", "built", "fernbert"),
        ("mossbert", "replaces", "fernbert"),
        ("fern-run", "uses", "gardener"),
        ("fern-notes", "trained", "fernbert"),
        ("fern-notes", "uses", "gardener"),
        ("fern-notes", "built", "fern-test"),
    ]


def test_what_a_tutorial_teaches_is_no_lineage(state: State) -> None:
    assert any(link.origin.kind.name == "tutorial" and link.field == "models" for links in state.index.backlinks.values() for link in links)
    assert "ferns-for-all" not in {name for earlier, _, later in related(state.catalog) for name in (earlier, later)}


def test_circles_and_a_record_that_names_itself_are_drawn_once_and_end(state: State) -> None:
    catalog = models(state.catalog, a={"superseded_by": ["b"]}, b={"superseded_by": ["a"]}, c={"superseded_by": ["c"], "base_models": ["a", "a"]})
    assert among_models(catalog) == [("a", "replaces", "b"), ("a", "built", "c"), ("b", "replaces", "a")]


@pytest.mark.parametrize("gap", list(Gap))
def test_an_unknown_base_is_no_relation(state: State, gap: Gap) -> None:
    assert among_models(models(state.catalog, a={"base_models": gap, "training_data": gap})) == []


def test_the_graph_is_made_of_columns_of_one_length(state: State) -> None:
    site = state.site("")
    found = graph(state.catalog, site.lineage)
    held = members(state.catalog, site.lineage)
    assert found["paths"] == [entry.path for entry in held]
    assert all(len(found[key]) == len(held) for key in ("names", "aliases", "kind", "domain", "dates"))
    assert found["dates"][found["paths"].index("models/fernbert")] == "2025-02"
    assert found["dates"][found["paths"].index("datasets/fern-notes")] in ("", *(date for date in found["dates"]))
    assert found["old"] == [found["paths"].index("models/mossbert")]
    assert len(found["edges"]) == 3 * len(site.lineage.edges)
    assert max(found["edges"]) < max(len(held), len(RELATIONS))
    words = [found["domains"][place][0] for place in found["domain"][found["paths"].index("models/fernbert")]]
    assert words == ["botany", "ferns"] or set(words) >= {"ferns"}


def test_a_catalog_without_relations_gives_an_empty_graph(state: State) -> None:
    empty = Catalog(all_kinds(), [])
    assert graph(empty, build_lineage(empty, Index()))["edges"] == []


def test_a_position_names_the_nearest_and_counts_the_rest(state: State) -> None:
    children: dict[str, dict[str, Any]] = {f"child-{number}": {"base_models": ["a"]} for number in range(9)}
    catalog = models(state.catalog, a={}, **children)
    links, uses, _ = link(catalog)
    lineage = build_lineage(catalog, build_index(links, uses))
    found = position(lineage, catalog.of("models")["a"], 6)
    assert found is not None
    assert found.back == []
    (group,) = found.ahead
    assert (group.label, len(group.entries), group.more) == ("Basis of", 6, 3)
    child = position(lineage, catalog.of("models")["child-0"])
    assert child is not None
    assert [(part.label, [entry.id for entry in part.entries], part.more) for part in child.back] == [("Built from", ["a"], 0)]
    assert position(lineage, catalog.of("terms")["frond"]) is None


def body(state: State, url: str) -> str:
    return next(page.body for page in pages(state.site("", "https://host.example"), {url}))


def test_a_record_page_shows_its_place_and_leads_to_the_graph_where_there_is_one(fern: Path) -> None:
    plain = body(Project(fern).check(TODAY), "models/fernbert/")
    assert "Where it comes from" in plain
    assert "Trained on" in plain
    assert "See it in the whole graph" not in plain
    (fern / "docs/tree.md").write_text("---\ntitle: Tree\ndescription: All.\n---\n# Tree\n\n<!-- catalog: lineage -->\n", encoding="utf-8")
    state = Project(fern).check(TODAY)
    assert [problem for problem in state.problems if "tree.md" in str(problem)] == []
    assert '<a href="../../tree/?record=models/fernbert">' in body(state, "models/fernbert/")
    assert 'id="lineage"' not in body(state, "terms/frond/")
    assert "nothing known here" in body(state, "models/mossbert/")


def test_a_record_page_leads_to_its_own_data(state: State) -> None:
    text = body(state, "models/fernbert/")
    assert 'href="record.yaml"' in text
    assert 'href="record.json"' in text
    assert 'href="https://host.example/blob/main/data/models/fernbert.yaml"' in text
    assert "source on the code host" not in next(page.body for page in pages(state.site(""), {"models/fernbert/"}))
