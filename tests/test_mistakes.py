"""The table of mistakes on the page for contributors, made from the cases that say which mistake they are."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from places import HERE, ROOT

PAGE = ROOT / "docs/contribute/mistakes.md"
CASES = sorted((HERE / "cases").rglob("*.yml"))
PARTS = ("The file", "YAML", "Fields", "Values", "Text", "Addresses", "References", "Facts and evidence")
START = """---
title: Mistakes and what they are told
description: More than a hundred ways to get a record wrong, each with the message that it gets, made from the cases that the tests try.
---
# Mistakes and what they are told

Every refusal names file, line, column, field, what was found, what was expected, what to do, and a code that leads to its [explanation](problems.md).
These are tried by the tests, each in a file of its own below `tests/cases/`, and this page is made from them.
"""


def mistakes() -> list[tuple[str, str, list[str]]]:
    cases = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in CASES]
    return [(case["part"], case["mistake"], case["problems"]) for case in cases if "mistake" in case]


def table() -> str:
    found = sorted(mistakes(), key=lambda row: PARTS.index(row[0]))
    lines = [START]
    for part in PARTS:
        lines += [f"## {part}", ""]
        lines += [f"{mistake}\n:   {shown(problems)} {codes(problems)}".rstrip() + "\n" for of, mistake, problems in found if of == part]
    return "\n".join(lines)


def shown(problems: list[str]) -> str:
    if not problems:
        return "nothing; it is read like any other"
    text = re.sub(r" \[[a-z0-9-]+\]$", "", problems[0])
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
    return f"{fence} {text} {fence}{more}" if len(fence) > 1 else f"`{text}`{more}"


def codes(problems: list[str]) -> str:
    found = dict.fromkeys(re.search(r"\[([a-z0-9-]+)\]$", problem)[1] for problem in problems)
    return ", ".join(f"[{code}](problems.md#{code})" for code in found)


def test_the_page_is_current(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-cases"):
        PAGE.write_text(table(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == table(), "run: pytest tests/test_mistakes.py --update-cases"


def test_there_are_enough_mistakes_each_once() -> None:
    found = mistakes()
    assert len(found) >= 60
    assert {part for part, _, _ in found} == set(PARTS)
    assert [name for name, count in Counter(mistake for _, mistake, _ in found).items() if count > 1] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.relative_to(HERE / "cases").with_suffix("").as_posix())
def test_a_refusal_has_all_its_parts(path: Path) -> None:
    """Place, message, code; and what to do, in a hint or as what was expected."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    for problem in case["problems"]:
        match = re.fullmatch(r"(?:data|docs)/\S.*?:[1-9][0-9]*:[1-9][0-9]*: (?:error|warning): (.+) \[([a-z0-9-]+)\]", problem, re.DOTALL)
        assert match, problem
        assert "expected" in match[1] or match[1].endswith((")", "?")), f"says neither what was expected nor what to do: {problem}"
