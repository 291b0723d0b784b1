"""Checking a few files gives what checking all would give for them."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
import yaml

from llm4s.adapters.cli import main
from llm4s.disk import read_tree
from llm4s.load import Memo
from llm4s.nearby import concerns, nearby
from llm4s.problem import Location, Problem
from llm4s.project import Project
from places import HERE, ROOT, TODAY
from test_cases import CASES, apply


def both(root: Path, wanted: set[str], memo: Memo | None = None) -> tuple[list[str], list[str]]:
    """Give what the whole check says of files, and what a check of these alone says; a memory makes whole checks one after the other quick."""
    whole = [str(problem) for problem in Project(root, {} if memo is None else memo).check(TODAY).problems if concerns(problem, wanted)]
    return whole, [str(problem) for problem in Project(root).check(TODAY, wanted).problems]


@pytest.mark.parametrize(
    "path", [path for path in CASES if path.parent.name != "rules-file"], ids=lambda path: path.relative_to(HERE / "cases").with_suffix("").as_posix()
)
def test_each_case_gives_the_same_for_its_files_alone(path: Path, fern: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    apply(fern, case)
    whole, alone = both(fern, set(case["files"]))
    assert alone == whole
    assert alone or not case["problems"], "the test tries something"


def test_changes_to_real_records_are_judged_alike(tmp_path: Path) -> None:
    """Names, ids, identifiers, dates and lineage of real records are given to others, which rules across records must notice."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "docs").mkdir()
    chance = random.Random(8)
    found, memo = 0, {}
    records = [path for path in sorted((tmp_path / "data").glob("*/*.yaml")) if path.parent.name in ("models", "papers", "tools", "datasets")]
    for _ in range(12):
        path, other = chance.sample(records, 2)
        before, theirs = path.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")
        stolen = theirs.split("\n", 1)[0] + "\n" + before.split("\n", 1)[1]
        stolen += "superseded_by: [nothing-of-the-sort]\n" if "superseded_by" not in stolen else ""
        path.write_text(stolen, encoding="utf-8")
        whole, alone = both(tmp_path, {path.relative_to(tmp_path).as_posix()}, memo)
        path.write_text(before, encoding="utf-8")
        assert alone == whole
        found += len(alone)
    assert found >= 12


def test_a_circle_is_found_from_any_of_its_records(fern: Path) -> None:
    """It is longer than what names a record and what that names, so that lineage must be followed to its end."""
    text = (fern / "data/models/fernbert.yaml").read_text(encoding="utf-8")
    names = ["lichen", "alga", "yeast", "mould", "rust"]
    for name, base in zip(names, [*names[1:], names[0]], strict=True):
        changed = text.replace("FernBERT", name).replace("fern bert", f"{name} model").replace("base_models: [mossbert]", f"base_models: [{base}]")
        (fern / f"data/models/{name}.yaml").write_text(changed, encoding="utf-8")
    for name in names:
        whole, alone = both(fern, {f"data/models/{name}.yaml"})
        assert alone == whole
        assert any("leads back to" in problem for problem in alone)


def test_only_what_is_near_is_read() -> None:
    files = read_tree(ROOT, "data", skip=("data/audit", "data/links", "data/schema", "data/rules"))
    near = nearby(files, {"data/models/scibert.yaml"})
    assert {"data/papers/beltagy-2019-scibert.yaml", "data/organizations/allen-institute-for-ai.yaml", "data/vocabularies/domain.yaml"} <= near
    assert len(near) < len(files) / 4
    assert nearby(files, {"docs/index.md", "data/models/zzzz.yaml"}) < near


def test_a_problem_concerns_the_file_it_stands_in_and_those_it_names() -> None:
    problem = Problem(Location("data/models/b.yaml"), "duplicate-name", "the name 'A' belongs to models/a-1 already")
    assert concerns(problem, {"data/models/b.yaml"})
    assert concerns(problem, {"data/models/a-1.yaml"})
    assert not concerns(problem, {"data/models/x.yaml", "docs/index.md"})


def test_the_command_takes_files_and_folders(fern: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (fern / "data/terms/root.yaml").write_text("name: [\n", encoding="utf-8")
    assert main(["--root", str(fern), "check", str(fern / "data/models/mossbert.yaml"), str(fern / "docs/index.md")]) == 0
    assert "3 pages checked" in capsys.readouterr().out
    assert main(["--root", str(fern), "check", str(fern / "data/terms/root.yaml")]) == 1
    assert main(["--root", str(fern), "check", str(fern / "data/terms")]) == 1
    assert main(["--root", str(fern), "check", str(fern / "data/vocabularies/domain.yaml")]) == 1
    capsys.readouterr()
    assert main(["--root", str(fern), "check", str(tmp_path / "elsewhere.yaml")]) == 2
    assert "lies outside the project" in capsys.readouterr().err
