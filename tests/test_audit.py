"""Records held against tables of facts from elsewhere, and counts of the catalogue's state."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from llm4s import audit, moved
from llm4s.adapters import cli
from llm4s.catalog import Catalog
from llm4s.chapters import mentions
from llm4s.project import Project, State
from llm4s.record import Entry
from llm4s.statistics import statistics
from places import TODAY

NUMBER = "2501.99999"
PAPER = {
    "title": "FernBERT — Reading ferns and mosses",
    "arxiv": NUMBER,
    "doi": "10.9999/FERN.2025",
    "authors": ["Ada Frond", "The Fern Lab", "Ben Spore"],
    "authors_complete": True,
    "year_preprint": 2025,
}
MODEL = {"name": "FernBERT", "arxiv": NUMBER, "dates": {"2025-03-02": ["a/list"]}, "params": ["110M", "many"], "sources": ["a/list"]}


def held(state: State, settled: str = "settled: []", moves: str = "{moves: [], closed: []}", **tables: list[dict[str, Any]]) -> audit.Audit:
    rows, faults = audit.read_settled(settled.encode())
    assert faults == []
    return audit.audit(state.catalog, tables, rows, moved.read(moved.MOVES, moves.encode())[0])


def told(found: audit.Audit) -> list[str]:
    return [problem.message.split(",")[0] for problem in found.problems]


def test_what_agrees_is_counted_and_nothing_is_said(state: State) -> None:
    found = held(state, papers=[PAPER], models=[MODEL])
    assert told(found) == []
    assert found.known == {"papers": 1, "models": 1, "datasets": 0, "benchmarks": 0, "tools": 0}
    assert set(found.agree) == {("papers", name) for name in ("title", "arxiv", "doi", "authors", "year_preprint")} | {
        ("models", name) for name in ("arxiv", "dates", "sizes")
    }
    assert set(found.agree.values()) == {1}
    assert not found.differ


@pytest.mark.parametrize(
    ("changes", "field", "place"),
    [
        ({"title": "Moss in winter"}, "title", "7:8"),
        ({"doi": "10.9999/moss"}, "doi", "18:8"),
        ({"authors": ["Ben Spore", "Ada Frond"]}, "authors", "9:3"),
        ({"year_preprint": 2024}, "year_preprint", "17:10"),
    ],
)
def test_a_difference_is_told_at_its_place(state: State, changes: dict[str, Any], field: str, place: str) -> None:
    found = held(state, papers=[PAPER | changes])
    assert [str(problem).split(" warning: ")[0] for problem in found.problems] == [f"data/papers/frond-2025-fernbert.yaml:{place}:"]
    assert found.differ == {("papers", field): 1}


def test_a_paper_with_another_number_is_found_by_its_title(state: State) -> None:
    found = held(state, papers=[{"title": "FernBERT: reading ferns & mosses", "arxiv": "2502.00001"}, {"arxiv": NUMBER}])
    assert told(found) == ["'arxiv' is 2501.99999"]


@pytest.mark.parametrize("changes", [{"dates": {"2024-11": []}}, {"dates": None, "date": "2026"}, {"date_all": {"2023-05-01": []}, "dates": {}}])
def test_dates_far_apart_differ(state: State, changes: dict[str, Any]) -> None:
    assert held(state, models=[MODEL | changes]).differ == {("models", "dates"): 1}


def test_other_sizes_differ_and_ten_percent_do_not(state: State) -> None:
    assert held(state, models=[MODEL | {"params": ["13B"]}]).differ == {("models", "sizes"): 1}
    assert not held(state, models=[MODEL | {"params": ["6.7B"]}]).differ
    assert ("models", "sizes") not in held(state, models=[MODEL | {"name": "MossBERT", "arxiv": None}]).agree


def test_names_are_never_folded_and_numbers_keep_namesakes_apart(state: State) -> None:
    assert held(state, models=[MODEL | {"name": "Fernbert"}]).known["models"] == 0
    assert held(state, models=[MODEL | {"arxiv": "2401.00001"}]).known["models"] == 0
    assert held(state, models=[{"name": "fern bert"}]).known["models"] == 1


def test_a_repository_may_have_moved(state: State) -> None:
    text = "{moves: [{was: github.com/moss/run, now: github.com/fern/run, source: https://example.org, checked: 2026-01-31}], closed: []}"
    entry = state.catalog.of("tools")["fern-run"]
    changed = entry.record.model_copy(update={"repository": "https://github.com/fern/run/tree/main"})
    catalog = Catalog(state.catalog.kinds, [Entry(entry.kind, entry.id, changed)])
    moves = moved.read(moved.MOVES, text.encode())[0]
    for repo, agrees in (("Fern/Run", True), ("moss/run", True), ("moss/other", False)):
        found = audit.audit(catalog, {"tools": [{"name": entry.name, "repo": repo}]}, [], moves)
        assert (found.agree["tools", "repository"] == 1) is agrees, repo


def test_what_is_settled_is_counted_apart_and_settlements_go_stale(state: State) -> None:
    row = "{{record: {record}, field: {field}, reason: Read in the journal itself., checked: 2026-01-31}}"
    text = "settled: [" + ", ".join(row.format(record="papers/frond-2025-fernbert", field=name) for name in ("title", "doi")) + "]"
    found = held(state, text, papers=[PAPER | {"title": "Moss in winter"}])
    assert found.settled == {("papers", "title"): 1}
    assert told(found) == ["the settlement of 'doi' of papers/frond-2025-fernbert meets no difference"]


def test_the_command_prints_a_table_and_leaves_out_what_it_cannot_read(fern: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = tmp_path / "tables"
    assert cli.main(["--root", str(fern), "audit", str(tables)]) == 2
    tables.mkdir()
    (tables / "papers.jsonl").write_text(f"{json.dumps(PAPER)}\n\n[1]\nnot json\n", encoding="utf-8")
    assert cli.main(["--root", str(fern), "audit", str(tables)]) == 0
    out, err = capsys.readouterr()
    assert "papers      title                  1       0        0" in out
    assert "papers.jsonl:3 is no JSON object" in err
    assert "papers.jsonl:4 is no JSON object" in err
    (fern / audit.SETTLED).parent.mkdir()
    (fern / audit.SETTLED).write_text("settled: [7]", encoding="utf-8")
    assert cli.main(["--root", str(fern), "audit", str(tables), "--format", "json"]) == 1
    assert [problem["code"] for problem in json.loads(capsys.readouterr().out)] == ["bad-value"]


def test_the_state_of_a_catalogue_is_counted(state: State) -> None:
    found = statistics(state.catalog, state.index, mentions(state.chapters), TODAY)
    assert found.total.records == sum(row.records for row in found.kinds)
    assert found.total.facts >= found.total.supported > 0
    assert found.total.share_fresh == 1
    models = next(row for row in found.kinds if row.name == "Models")
    assert (models.records, models.unverified, models.orphans) == (2, 1, ())
    assert "Vocabularies" not in {row.name for row in found.kinds}
    assert dict(found.domains)["Ferns"][[row.name for row in found.kinds].index("Models")] == 1
    later = statistics(state.catalog, state.index, (), TODAY + datetime.timedelta(days=900))
    assert later.total.fresh == 0
    assert len(later.total.orphans) >= len(found.total.orphans)


def test_nothing_is_counted_where_nothing_is(tmp_path: Path) -> None:
    empty = Project(tmp_path).check(TODAY)
    found = statistics(empty.catalog, empty.index, ())
    assert (found.day, found.total.records, found.total.share_fresh, found.total.share_supported) == (datetime.date.min, 0, 1, 1)
    assert found.domains == ()


def test_the_command_counts_as_text_and_json(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(fern), "stats"]) == 0
    out = capsys.readouterr().out
    assert out.endswith("dangling references: 0\n")
    assert "nothing leads to: " in out
    assert cli.main(["--root", str(fern), "stats", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["total"]["records"] == sum(row["records"] for row in found["kinds"])
