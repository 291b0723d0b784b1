"""Problems for people, for programs, and for annotations on a code host."""

from __future__ import annotations

import json
from collections.abc import Sequence

from llm4s.problem import Problem, Severity

FORMATS = ("text", "json", "github")


def render(problems: Sequence[Problem], form: str) -> str:
    """Word problems in one of FORMATS; the text form ends with a count."""
    if form == "json":
        return json.dumps([_as_dict(problem) for problem in problems], ensure_ascii=False, indent=2)
    if form == "github":
        return "\n".join(_annotation(problem) for problem in problems)
    lines = [str(problem) for problem in problems]
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    return "\n".join([*lines, f"{errors} errors, {len(problems) - errors} warnings"])


def _as_dict(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.where.path,
        "line": problem.where.line,
        "column": problem.where.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def _annotation(problem: Problem) -> str:
    where = problem.where
    text = _escaped(f"{problem.message} ({problem.hint})" if problem.hint else problem.message)
    path = _escaped(where.path).replace(":", "%3A").replace(",", "%2C")
    return f"::{problem.severity} file={path},line={where.line},col={where.column},title={problem.code}::{text}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
