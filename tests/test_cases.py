"""Golden cases: files laid over the fabricated project, and the problems they give, place and wording included."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from llm4s.project import Project
from places import HERE, TODAY

CASES = sorted((HERE / "cases").rglob("*.yml"))


def apply(root: Path, case: dict) -> None:
    for path, given in case["files"].items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = changed(target, given) if isinstance(given, dict) else given
        target.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


def changed(path: Path, changes: dict[str, str]) -> str:
    """Change a fabricated file: each old text stands in it once and gives way to the new."""
    content = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {path}"
        content = content.replace(old, new)
    return content


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.relative_to(HERE / "cases").with_suffix("").as_posix())
def test_case_gives_its_problems(path: Path, fern: Path, request: pytest.FixtureRequest) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    apply(fern, case)
    found = [str(problem) for problem in Project(fern).check(TODAY).problems]
    if request.config.getoption("--update-cases"):
        case["problems"] = found
        path.write_text(yaml.safe_dump(case, sort_keys=False, allow_unicode=True, width=200), encoding="utf-8")
    assert found == case["problems"]


def test_there_are_cases_of_every_step() -> None:
    assert {path.parent.name for path in CASES} == {"record", "mistakes", "rules", "chapter", "rules-file"}
