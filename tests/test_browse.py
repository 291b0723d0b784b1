"""What the browser filters and sorts by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from llm4s import facets
from llm4s.browse import browser_files
from llm4s.export import exports
from llm4s.fields import Gap
from llm4s.kinds import all_kinds
from llm4s.project import Project, State
from llm4s.record import Entry, Kind
from llm4s.view import Names
from places import TODAY


def tables(state: State) -> dict[str, Any]:
    return {path.removeprefix("explore/").removesuffix(".json"): json.loads(text) for path, text in browser_files(state.catalog, state.site("").names)}


def carried(table: Any, key: str) -> dict[str, list[str]]:
    facet = next(facet for facet in table["facets"] if facet["key"] == key)
    return {id_: [facet["words"][place][0] for place in places] for id_, places in zip(table["ids"], facet["values"], strict=True)}


def changed(state: State, path: str, **changes: Any) -> Entry:
    entry = state.catalog.get(path)
    assert entry is not None
    return Entry(entry.kind, entry.id, entry.record.model_copy(update=changes))


def test_there_is_a_table_for_each_kind_and_one_for_all(state: State) -> None:
    found = tables(state)
    assert set(found) == {"all", *(kind.plural for kind in all_kinds())}
    assert found["all"]["ids"] == [entry.path for entry in state.catalog]
    assert {path for path, _ in exports(Names.of(state.catalog))} >= {"explore/all.json", "explore/models.json"}


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_all_columns_of_a_table_are_as_long_as_its_ids_and_point_to_something(state: State, kind: Kind) -> None:
    for table in (tables(state)[kind.plural], tables(state)["all"]):
        size = len(table["ids"])
        for key in ("names", "aliases", "shorts"):
            assert len(table[key]) == size
        for facet in table["facets"]:
            assert len(facet["values"]) == size
            assert all(0 <= place < len(facet["words"]) for row in facet["values"] for place in row)
        for column in table["columns"]:
            assert len(column["cells"]) == size
            assert all(0 <= piece < len(table["pieces"]) for cell in column["cells"] for piece in cell)
        for number in table["numbers"]:
            assert len(number["least"]) == len(number.get("most", number["least"])) == size


def test_every_facet_that_a_class_names_is_one_of_its_fields() -> None:
    for kind in all_kinds():
        assert {key.partition(".")[0] for key in kind.cls.facets} <= set(kind.cls.model_fields), kind.name


def test_a_word_brings_along_the_word_that_includes_it_and_stands_below_it(state: State) -> None:
    table = tables(state)["models"]
    assert carried(table, "domains")["fernbert"] == ["ferns", "botany"]
    domains = next(facet for facet in table["facets"] if facet["key"] == "domains")
    assert [(word, depth) for word, _, depth in domains["words"]] == [("botany", 0), ("ferns", 1)]


def test_gaps_references_and_words_inside_parts_are_facets_too(state: State) -> None:
    table = tables(state)["models"]
    assert carried(table, "developers") == {"fernbert": ["fern-lab"], "mossbert": ["undisclosed"]}
    assert carried(table, "architecture")["mossbert"] == ["unknown"]
    assert carried(table, "modalities.output")["fernbert"] == ["label"]
    assert [facet["label"] for facet in table["facets"] if facet["key"].startswith("modalities")] == ["Reads", "Gives back"]
    assert table["facets"][-1]["key"] == "status"
    assert carried(tables(state)["tutorials"], "languages")["ferns-for-all"] == ["English"]


def test_numbers_are_years_sizes_and_days(state: State) -> None:
    numbers = {number["key"]: number for number in tables(state)["models"]["numbers"]}
    assert numbers["year"]["least"] == [2025, 2020]
    assert (numbers["parameters"]["least"], numbers["parameters"]["most"]) == ([110_000_000, None], [110_000_000, None])
    assert numbers["checked"]["least"] == [20484, 20484]  # 2026-01-31, days after 1970
    assert "parameters" not in {number["key"] for number in tables(state)["datasets"]["numbers"]}


def test_the_strictest_licence_of_code_and_weights_decides(state: State) -> None:
    names = state.site("").names
    licence = state.catalog.of("licences")["fern-1-0"].record
    parts = state.catalog.of("models")["fernbert"].record.licences
    allowed = str(licence.commercial_use)

    def permitted(**changes: Any) -> str:
        return facets.permissions(changed(state, "models/fernbert", licences=parts.model_copy(update=changes)), names)["commercial"]

    assert permitted(weights=None) == allowed
    assert permitted(weights=Gap.NOT_APPLICABLE, data=Gap.UNKNOWN) == allowed
    assert permitted(weights=Gap.UNDISCLOSED) == "unknown"
    assert permitted(code=None, weights=None) == "unknown"
    assert facets.permissions(state.catalog.of("organizations")["fern-lab"], names) == {}
    assert facets.permission_name("unclear", names) in ("unclear", "Unclear")


def test_a_permission_that_is_no_known_word_is_unclear(fern: Path) -> None:
    state = Project(fern).check(TODAY)
    licence = state.catalog.of("licences")["fern-1-0"]
    odd = Entry(licence.kind, licence.id, licence.record.model_copy(update={"commercial_use": "on-sundays"}))
    catalog = state.catalog.__class__(state.catalog.kinds, [odd if entry is licence else entry for entry in state.catalog])
    names = state.site("").names.__class__.of(catalog)
    tool = changed(state, "tools/fern-run", licence="fern-1-0")
    assert facets.permissions(tool, names)["commercial"] == "unclear"


def test_the_first_glance_gives_year_memory_permissions_and_the_check(state: State) -> None:
    found = {key: text for key, _, text in facets.glance(state.catalog.of("models")["fernbert"], state.site("").names)}
    assert found["year"] == "2025"
    assert (found["access"], found["parameters"]) == ("Open", "110M")
    assert found["memory"] == "0.081 GB and its cache"
    assert found["checked"] == "2026-01-31"
    assert found["commercial"] == "Unknown"
    assert facets.glance(changed(state, "vocabularies/domain"), state.site("").names) == []


def test_a_table_of_things_with_sizes_says_what_memory_is_computed_from(state: State) -> None:
    table = tables(state)["models"]
    assert table["smallest"] == [[110_000_000, None, 20000], None]
    assert table["memory"]["precisions"] == table["precisions"] == [["16-bit", 2.0], ["8-bit", 1.0625], ["4-bit", 0.6125]]
    assert "smallest" not in tables(state)["datasets"]
    assert facets.smallest(state.catalog.of("models")["mossbert"].record) is None


def test_a_gap_is_no_year(state: State) -> None:
    assert facets.year(changed(state, "tutorials/ferns-for-all", published=Gap.UNKNOWN).record) is None


def test_the_filter_finds_full_titles_and_other_names(state: State) -> None:
    assert tables(state)["papers"]["aliases"][0] == "FernBERT: Reading Ferns & Mosses"
    assert tables(state)["models"]["aliases"][0] == "fern bert"


def test_words_that_no_vocabulary_knows_stand_as_they_are_and_a_circle_ends(state: State) -> None:
    entry = state.catalog.of("models")["fernbert"]
    names = state.site("").names
    assert facets.words_of(entry, names, {})["domains"] == {"ferns": facets.Carried(0, "ferns")}
    assert facets.words_of(entry, names, {})["access"] == {}
    domains = state.catalog.of("vocabularies")["domain"]
    round_about = [word.model_copy(update={"broader": "ferns" if word.id == "botany" else "botany"}) for word in domains.record.words]  # type: ignore[attr-defined]
    vocabulary = Entry(domains.kind, domains.id, domains.record.model_copy(update={"words": round_about}))
    catalog = state.catalog.__class__(state.catalog.kinds, [vocabulary])
    assert facets.trees(catalog) == {"domain": {}}
