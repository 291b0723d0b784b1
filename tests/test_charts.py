"""Numbers about the catalog, counted by hand."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from llm4s import charts
from llm4s.catalog import Catalog
from llm4s.fields import Gap
from llm4s.parts import Licences, Milestone, Size
from llm4s.project import State
from llm4s.record import Entry
from places import TODAY


def copies(state: State, path: str, *changes: dict[str, Any]) -> Catalog:
    """The catalog, with the records of one kind replaced by copies of one record."""
    sample = state.catalog.get(path)
    assert sample is not None
    others = [entry for entry in state.catalog if entry.kind is not sample.kind]
    made = [
        Entry(sample.kind, f"copy-{number}", sample.record.model_copy(update={"name": f"Copy {number}", **fields})) for number, fields in enumerate(changes)
    ]
    return Catalog(state.catalog.kinds, [*others, *made])


def test_every_chart_is_a_whole_table_with_words(state: State) -> None:
    for chart in charts.charts(state.catalog, state.site("").names, TODAY):
        assert chart.title
        assert chart.description.endswith(".")
        assert all(len(row) == len(chart.columns) for row in chart.rows), chart.id
        assert chart.form in ("span", "stack", "bars")
        assert chart.data()["rows"] == chart.rows


def test_sizes_stand_at_the_first_date_and_unknown_ones_are_counted(state: State) -> None:
    checkpoints = [Size(parameters="7B", counts="total"), Size(parameters="110M", counts="total"), Size(parameters="900B", counts="active")]
    dates = [Milestone(date="2024-03", event="preprint"), Milestone(date="2023", event="announcement")]
    catalog = copies(state, "models/fernbert", {"sizes": checkpoints, "dates": dates}, {"sizes": Gap.UNDISCLOSED}, {"dates": []})
    chart = charts.sizes(catalog)
    assert chart.rows == [["2023", "Copy 0", 110_000_000, 7_000_000_000]]
    assert chart.linked == ["models/copy-0"]
    assert "One model states a size; 2 more" in chart.description
    assert "0 models state a size" in charts.sizes(copies(state, "models/fernbert")).description


def test_openness_counts_every_year_between_the_first_and_the_last(state: State) -> None:
    dated = [
        {"dates": [Milestone(date=year, event="preprint")], "access": access}
        for year, access in (("2020", "closed"), ("2022-05", "closed"), ("2022", "open-weights"))
    ]
    chart = charts.openness(copies(state, "models/fernbert", *dated, {"dates": [], "access": "closed"}), state.site("").names)
    at = {name: place for place, name in enumerate(chart.columns)}
    assert [row[0] for row in chart.rows] == ["2020", "2021", "2022"]
    assert [row[at["Closed"]] for row in chart.rows] == [1, 0, 1]
    assert [row[at["Open"]] for row in chart.rows] == [0, 0, 1]
    assert charts.openness(Catalog(state.catalog.kinds, []), state.site("").names).rows == []


def test_licences_are_ranked_and_gaps_stand_apart(state: State) -> None:
    weights: list[Any] = ["fern-1-0", "fern-1-0", Gap.UNDISCLOSED, None, "no-such-licence"]
    catalog = copies(state, "models/fernbert", *({"licences": Licences.model_construct(code=None, weights=part, data=None)} for part in weights))
    chart = charts.licences(catalog, type(state.site("").names).of(catalog))
    counts = {row[0]: row[1] for row in chart.rows}
    name = str(chart.rows[0][0])
    assert counts[name] == 2
    assert counts["no-such-licence"] == counts["Unknown"] == counts["Undisclosed"] == 1
    assert [row[0] for row in chart.rows][-2:] == ["Unknown", "Undisclosed"]


def test_the_short_name_of_a_licence_is_its_spdx_word(state: State) -> None:
    licence = state.catalog.of("licences")["fern-1-0"]
    for spdx, shown in (("Fern-1.0", "Fern-1.0"), (Gap.NOT_APPLICABLE, licence.name)):
        changed = Entry(licence.kind, licence.id, licence.record.model_copy(update={"spdx": spdx}))
        catalog = Catalog(state.catalog.kinds, [changed if entry.path == licence.path else entry for entry in state.catalog])
        assert shown in {row[0] for row in charts.licences(catalog, type(state.site("").names).of(catalog)).rows}


def test_rare_licences_are_put_together(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"rare-{number}" for number in range(5)]
    catalog = copies(state, "models/fernbert", *({"licences": Licences.model_construct(code=None, weights=name, data=None)} for name in names))
    monkeypatch.setattr(charts, "MOST_LICENCES", 2)
    chart = charts.licences(catalog, type(state.site("").names).of(catalog))
    (rest,) = [row for row in chart.rows if str(row[0]).endswith(" others")]
    assert sum(int(row[1]) for row in chart.rows) == 5
    assert int(rest[1]) >= 3


def test_domains_count_those_below_them(state: State) -> None:
    rows = {row[0]: row[1:] for row in charts.domains(state.catalog).rows}
    above, below = rows["Botany"], rows["↳ Ferns"]
    assert above[0] >= below[0] > 0
    assert charts.domains(Catalog(state.catalog.kinds, [])).rows == []


def test_freshness_counts_each_age_once_and_leaves_vocabularies_out(state: State) -> None:
    day = datetime.date(2026, 1, 31)
    first, later = charts.freshness(state.catalog, day), charts.freshness(state.catalog, day + datetime.timedelta(days=10_000))
    records = sum(entry.kind.name != "vocabulary" for entry in state.catalog)
    assert sum(int(row[1]) for row in first.rows) == sum(int(row[1]) for row in later.rows) == records
    assert dict(map(tuple, later.rows))["older"] > 0
    unchecked = charts.freshness(copies(state, "models/fernbert", {"evidence": []}), day)
    assert unchecked.rows[-1] == ["never", 1]


@pytest.mark.parametrize(("days", "place"), [(0, 0), (30, 0), (31, 1), (90, 1), (91, 2), (365, 3), (366, 4), (730, 4), (731, 5)])
def test_an_age_falls_into_one_group(state: State, days: int, place: int) -> None:
    checked = state.catalog.of("models")["fernbert"].record.evidence[0].model_copy(update={"checked": TODAY - datetime.timedelta(days=days)})
    sample = state.catalog.of("models")["fernbert"]
    catalog = Catalog(state.catalog.kinds, [Entry(sample.kind, "one", sample.record.model_copy(update={"evidence": [checked]}))])
    assert [row[1] for row in charts.freshness(catalog, TODAY).rows] == [int(number == place) for number in range(len(charts.AGES))]
