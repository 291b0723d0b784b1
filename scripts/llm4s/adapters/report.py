"""Problems for people, for programs, and for annotations on a code host."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict

from llm4s.problem import Problem, Severity
from llm4s.statistics import Statistics
from llm4s.syntax import CONTROL, INVISIBLE

FORMATS = ("text", "json", "github")


def render(problems: Sequence[Problem], form: str, page: str = "", *, linked: bool = False) -> str:
    """Word problems in one of FORMATS; the text form ends with a count.

    Args:
        problems: what was found.
        form: one of FORMATS.
        page: address of the page that explains codes, if there is one.
        linked: whether a terminal reads the text, in which each code can be a link.
    """
    if form == "json":
        return json.dumps([_as_dict(problem) for problem in problems], ensure_ascii=False, indent=2)
    if form == "github":
        return "\n".join(_annotation(problem, page) for problem in problems)
    lines = [_line(problem, page if linked else "") for problem in problems]
    if problems and page:
        lines += [f"what the codes mean: {page} or 'llm4s explain {problems[0].code}'"]
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    return "\n".join([*lines, f"{errors} errors, {len(problems) - errors} warnings"])


def counts(found: Statistics, dangling: int, form: str) -> str:
    """Word the state of a catalogue as text or JSON; `dangling` is the number of references to what is not there."""
    if form == "json":
        return json.dumps({**asdict(found), "day": found.day.isoformat(), "dangling": dangling}, ensure_ascii=False, indent=2)
    lines = [f"{'':16}{'records':>8}{'facts':>8}{'evidence':>10}{'fresh':>8}{'unverified':>12}{'orphans':>9}"]
    for row in (*found.kinds, found.total):
        shares = f"{row.share_supported:>9.1%} {row.share_fresh:>8.1%}"
        lines.append(f"{row.name:16}{row.records:>8}{row.facts:>8} {shares}{row.unverified:>11}{len(row.orphans):>9}")
    lines += ["", *(f"{name:24}{sum(numbers):>8}" for name, numbers in found.domains), ""]
    lines += [f"nothing leads to: {path}" for path in found.total.orphans]
    return "\n".join([*lines, f"dangling references: {dangling}"])


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


def _line(problem: Problem, page: str) -> str:
    """Write a problem for a terminal: what could command it, such as the name of a file, is shown by its number."""
    line = CONTROL.sub(_numbered, INVISIBLE.sub(_numbered, str(problem)))
    if not page.startswith("http"):
        return line
    return f"{line.removesuffix(f'[{problem.code}]')}[\x1b]8;;{page}#{problem.code}\x1b\\{problem.code}\x1b]8;;\x1b\\]"


def _numbered(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _annotation(problem: Problem, page: str) -> str:
    where = problem.where
    text = _escaped(f"{problem.message} ({problem.hint})" if problem.hint else problem.message)
    if page:
        text += _escaped(f"\n{page}#{problem.code}")
    path = _escaped(where.path).replace(":", "%3A").replace(",", "%2C")
    return f"::{problem.severity} file={path},line={where.line},col={where.column},title={problem.code}::{text}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
