from __future__ import annotations

import gc
from pathlib import Path

import pytest

from llm4s.project import Project, State
from places import HERE, TODAY
from test_cases import changed


def test_cited_papers_are_those_that_chapters_cite(state: State) -> None:
    assert [entry.id for entry in state.cited()] == ["frond-2025-fernbert", "spore-2020-roots"]


def test_files_other_than_markdown_are_no_chapters(fern: Path) -> None:
    (fern / "docs/data.csv").write_text("[@nobody]\n", encoding="utf-8")
    assert len(Project(fern).check(TODAY).chapters) == 3


def test_a_changed_chapter_is_read_again(fern: Path) -> None:
    project = Project(fern)
    assert project.check(TODAY).problems == []
    path = fern / "docs/guide/leaves.md"
    path.write_text(changed(path, {"title: Leaves": "title: All leaves"}), encoding="utf-8")
    assert "All leaves" in {chapter.title for chapter in project.check(TODAY).chapters}


def test_one_run_shows_every_problem_and_loses_no_good_record(fern: Path) -> None:
    (fern / "data/models/fernbert.yaml").write_text("name: [\n", encoding="utf-8")
    (fern / "data/terms/root.yaml").write_text("", encoding="utf-8")
    state = Project(fern).check(TODAY)
    assert [(problem.where.path, problem.code) for problem in state.problems] == [
        ("data/models/fernbert.yaml", "yaml-syntax"),
        ("data/terms/root.yaml", "empty-file"),
    ]
    assert len(state.catalog) == 36


def test_a_long_lineage_is_checked_in_linear_time(fern: Path) -> None:
    text = (fern / "data/models/mossbert.yaml").read_text(encoding="utf-8").replace("status: superseded\n", "").replace("facts: [status, ", "facts: [")
    for number in range(300):
        record = text.replace("MossBERT", f"Moss {number}").replace("superseded_by: [fernbert]", f"superseded_by: [moss-{number + 1}]" if number < 299 else "")
        (fern / f"data/models/moss-{number}.yaml").write_text(record, encoding="utf-8")
    assert Project(fern).check(TODAY).problems == []


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_of_garbage_is_left_as_it_was(enabled: bool) -> None:
    (gc.enable if enabled else gc.disable)()
    try:
        Project(HERE / "project").check(TODAY)
        assert gc.isenabled() is enabled
    finally:
        gc.enable()
