"""Dates of records, as exact as they are stated."""

from __future__ import annotations

from typing import Any

from llm4s.catalog import Catalog
from llm4s.fields import Gap
from llm4s.parts import Milestone
from llm4s.project import State
from llm4s.record import Entry
from llm4s.timeline import by_year, event_name, moments, moments_of, table, timeline


def changed(state: State, path: str, **changes: Any) -> Entry:
    entry = state.catalog.get(path)
    assert entry is not None
    return Entry(entry.kind, entry.id, entry.record.model_copy(update=changes))


def short(entry: Entry) -> list[tuple[str, str]]:
    return [(moment.date, moment.event) for moment in moments_of(entry)]


def test_dates_come_earliest_first_with_what_they_date(state: State) -> None:
    dates = [
        Milestone(date="2025-03-01", event="journal"),
        Milestone(date="2025", event="preprint"),
        Milestone(date="2025-02", event="weights-released", note="base"),
    ]
    assert short(changed(state, "models/fernbert", dates=dates)) == [("2025", "preprint"), ("2025-02", "weights-released"), ("2025-03-01", "journal")]


def test_one_date_of_a_field_stands_in_where_there_is_no_list(state: State) -> None:
    assert short(changed(state, "papers/frond-2025-fernbert", dates=[], year=2025)) == [("2025", "publication")]
    assert short(changed(state, "tutorials/ferns-for-all", published="2024-05")) == [("2024-05", "publication")]
    assert short(changed(state, "organizations/fern-lab", founded="1999")) == [("1999", "founded")]


def test_a_missing_or_unknown_date_gives_none(state: State) -> None:
    assert short(changed(state, "tutorials/ferns-for-all", published=Gap.UNKNOWN)) == []
    assert short(changed(state, "tools/fern-run", dates=[])) == []
    assert short(changed(state, "terms/frond")) == []


def test_a_retraction_is_a_date_of_its_own(state: State) -> None:
    paper = changed(state, "papers/frond-2025-fernbert", dates=[], year=2025, retracted="2026-01")
    assert short(paper) == [("2025", "publication"), ("2026-01", "retracted")]
    names = state.site("").names
    assert event_name("retracted", names) == "Retracted"
    assert event_name("no-such-word", names) == "No such word"
    entries = [paper if entry.path == paper.path else entry for entry in state.catalog]
    catalog = Catalog(state.catalog.kinds, entries)
    assert timeline(catalog, moments(catalog), names)["events"][-1] == ["retracted", "Retracted"]


def test_a_word_that_no_vocabulary_knows_comes_after_those_it_knows(state: State) -> None:
    entry = changed(state, "models/fernbert", dates=[Milestone(date="2020", event="zzz"), Milestone(date="2021", event="preprint")])
    catalog = Catalog(state.catalog.kinds, [entry])
    assert [event for event, _ in timeline(catalog, moments(catalog), state.site("").names)["events"]] == ["preprint", "zzz"]


def test_columns_point_into_the_table_of_all_records(state: State) -> None:
    found = moments(state.catalog)
    columns = timeline(state.catalog, found, state.site("").names)
    paths = [entry.path for entry in state.catalog]
    assert columns["records"] == len(paths)
    assert [paths[row] for row in columns["rows"]] == [moment.entry.path for moment in found]
    assert columns["dates"] == sorted(columns["dates"])
    assert [columns["events"][kind][0] for kind in columns["kinds"]] == [moment.event for moment in found]
    assert columns["notes"] == {str(number): moment.note for number, moment in enumerate(found) if moment.note}
    assert columns["notes"]


def test_the_table_and_the_counts_hold_every_date(state: State) -> None:
    found = moments(state.catalog)
    rows = list(table(found, state.site("").names, "https://ferns.example/"))
    assert len(rows) == len(found) + 1
    assert ["2025-02", "Weights released", "base size", "model", "models/fernbert", "FernBERT", "https://ferns.example/models/fernbert/"] in rows or any(
        row[4] == "models/fernbert" and row[6] == "https://ferns.example/models/fernbert/" for row in rows
    )
    kinds, years = by_year(found, state.catalog)
    assert "Models" in kinds
    assert sum(sum(counts) for _, counts in years) == len(found)
    assert [year for year, _ in years] == sorted((year for year, _ in years), reverse=True)
