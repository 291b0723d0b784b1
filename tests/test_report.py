from __future__ import annotations

import json

from llm4s.adapters.report import render
from llm4s.problem import Location, Problem, Severity, has_errors, in_order

ERROR = Problem(Location("data/a:b,c.yaml", 3, 5), "bad-value", "100% wrong\nand more", "mend it")
WARNING = Problem(Location("data/a.yaml"), "odd", "odd", severity=Severity.WARNING)


def test_text_has_a_line_for_each_problem_and_a_count() -> None:
    lines = render([WARNING], "text").split("\n")
    assert lines == ["data/a.yaml:1:1: warning: odd [odd]", "0 errors, 1 warnings"]


def test_json_has_every_part() -> None:
    assert json.loads(render([ERROR], "json")) == [
        {"path": "data/a:b,c.yaml", "line": 3, "column": 5, "severity": "error", "code": "bad-value", "message": "100% wrong\nand more", "hint": "mend it"}
    ]


def test_annotations_escape_what_the_code_host_would_read_as_commands() -> None:
    assert render([ERROR], "github") == "::error file=data/a%3Ab%2Cc.yaml,line=3,col=5,title=bad-value::100%25 wrong%0Aand more (mend it)"
    assert render([WARNING], "github").endswith("::odd")


def test_problems_are_ordered_without_repeats() -> None:
    assert in_order([ERROR, WARNING, ERROR]) == [WARNING, ERROR]
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])
