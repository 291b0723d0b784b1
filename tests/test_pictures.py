"""The pictures as data, as files, and as tables to read without scripts."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import yaml

from llm4s import pictures
from llm4s.catalog import Catalog
from llm4s.chapters import expand, place_of
from llm4s.export import as_json, record_files, table_text
from llm4s.kinds import all_kinds
from llm4s.pictures import CHARTS, PICTURES, picture_files, picture_html
from llm4s.project import Project, State
from places import ROOT, TODAY


def test_every_picture_has_its_data_and_every_chart_its_table(state: State) -> None:
    files = dict(picture_files(state.site("https://ferns.example/")))
    assert set(files) == {
        f"pictures/{name}" for name in ("lineage.json", "timeline.json", "charts.json", "lineage.csv", "timeline.csv", *(f"{id_}.csv" for id_ in CHARTS))
    }
    charts = json.loads(files["pictures/charts.json"])
    assert set(charts) == set(CHARTS)
    for id_, chart in charts.items():
        rows = list(csv.reader(io.StringIO(files[f"pictures/{id_}.csv"])))
        assert rows == [[str(cell) for cell in row] for row in [chart["columns"], *chart["rows"]]]
    relations = list(csv.reader(io.StringIO(files["pictures/lineage.csv"])))
    assert ["models/fernbert", "built from", "models/mossbert", "FernBERT", "MossBERT"] in relations


def test_a_table_is_safe_for_spreadsheets() -> None:
    assert table_text([["=cmd()", 5, "a,b"], ["+1", "", "x"]]) == "'=cmd(),5,\"a,b\"\n'+1,,x\n"


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_can_be_read_without_scripts(state: State, name: str) -> None:
    html = picture_html(state.site(""), name, "../../")
    assert f'data-picture="{name.partition("-")[0]}"' in html
    assert "<details" in html
    assert " open>" in html
    assert '<th scope="row">' in html
    assert "style=" not in html
    assert "onclick" not in html


def test_long_tables_are_cut_and_say_so(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {name: picture_html(state.site(""), name, "") for name in ("lineage", "timeline", "chart-size")}
    monkeypatch.setattr(pictures, "MOST_ROWS", 0)
    assert "0 records with the most relations" in picture_html(state.site(""), "lineage", "")
    assert "The newest 0; 1 older ones" in picture_html(state.site(""), "chart-size", "")
    monkeypatch.setattr(pictures, "MOST_ROWS", 1)
    assert "The newest 1; the files have all." in picture_html(state.site(""), "timeline", "")
    assert all("The newest" not in html and "with the most" not in html for html in whole.values())


def test_a_catalog_without_records_has_empty_pictures(state: State) -> None:
    site = state.site("")
    empty = type(site)(Catalog(all_kinds(), []), type(state.index)())
    assert {path for path, _ in picture_files(empty)} == {path for path, _ in picture_files(site)}
    assert all("<table" in picture_html(empty, name, "") for name in PICTURES)


def test_a_chapter_places_a_picture(fern: Path) -> None:
    page = "---\ntitle: T\ndescription: D.\n---\n# T\n\n<!-- catalog: timeline -->\n\n<!-- catalog: chart-size -->\n"
    (fern / "docs/t.md").write_text(page, encoding="utf-8")
    (fern / "docs/u.md").write_text(page.replace("timeline", "timeline limit=3").replace("chart-size", "chart-sizes"), encoding="utf-8")
    state = Project(fern).check(TODAY)
    chapter = next(chapter for chapter in state.chapters if chapter.path == "docs/t.md")
    from llm4s.chapters import Guide

    fragments = expand(chapter, Guide(state.site(""))).fragments
    assert 'href="../pictures/timeline.csv"' in fragments[0]
    assert 'data-chart="size"' in fragments[1]
    faults = [problem for problem in state.problems if "u.md" in str(problem)]
    assert len(faults) == 2
    assert "did you mean 'chart-size'?" in str(faults[1].hint)
    assert place_of("timeline", state.chapters) == "t/"
    assert place_of("lineage", state.chapters) == ""


def test_each_record_has_its_own_json_and_yaml(state: State) -> None:
    files = dict(record_files(state.catalog))
    assert len(files) == 2 * len(state.catalog)
    for kind in state.catalog.kinds:
        for row in json.loads(as_json(list(state.catalog.of(kind.plural).values()))):
            assert json.loads(files[f"{kind.plural}/{row['id']}/record.json"]) == row
    entry = state.catalog.of("models")["fernbert"]
    text = (ROOT / "tests/project/data/models/fernbert.yaml").read_text(encoding="utf-8")
    assert files[f"{entry.url}record.yaml"] == text
    assert yaml.safe_load(text)["name"] == entry.name
    assert set(dict(record_files(state.catalog, {entry.url}))) == {f"{entry.url}record.json", f"{entry.url}record.yaml"}


def test_a_record_that_came_from_no_file_has_no_yaml(state: State) -> None:
    entry = state.catalog.of("models")["fernbert"]
    files = dict(record_files(Catalog(state.catalog.kinds, [entry])))
    assert files[f"{entry.url}record.yaml"] == ""
