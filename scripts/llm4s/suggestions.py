"""What fixers would change, as suggestions on the lines of a change that is under review."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from llm4s.fixer import HINT
from llm4s.problem import Problem

MARK = "<!-- llm4s fix -->"
"""Begins every comment, so that the next run finds those of the last."""
MAX_COUNT, MAX_LINES, MAX_LENGTH = 30, 4_000, 30_000
"""Comments in a review; lines of a file that is compared; characters of a suggestion."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lines of a file, counted from 1, with what to write instead."""

    path: str
    first: int
    last: int
    lines: tuple[str, ...]


def suggestions(path: str, old: bytes, new: bytes, shown: Sequence[range]) -> list[Suggestion]:
    """Give the changes from old to new that fall on lines which are shown; none where lines do not say what differs.

    Args:
        path: the file's path below the root.
        old: its bytes in the change under review.
        new: what they should be.
        shown: the lines of it that the code host shows, counted from 1; only there can anything be suggested.
    """
    before, after = _lines(old), _lines(new)
    if before is None or after is None or before == after:
        return []
    found: list[Suggestion] = []
    for tag, start, end, from_, to in difflib.SequenceMatcher(None, before, after).get_opcodes():
        if (
            tag != "equal"
            and (one := _suggestion(path, before, (start, end), after[from_:to]))
            and any(one.first in lines and one.last in lines for lines in shown)
        ):
            found.append(one)
    return found


def _suggestion(path: str, before: Sequence[str], span: tuple[int, int], lines: Sequence[str]) -> Suggestion | None:
    """Replace a span of lines; what is put between two lines is suggested as a change of the line before, or of the first."""
    start, end = span
    if start == end:
        if not before:
            return None
        start, end, lines = (start - 1, end, [before[start - 1], *lines]) if start else (0, 1, [*lines, before[0]])
    return Suggestion(path, start + 1, end, tuple(lines)) if sum(map(len, lines)) <= MAX_LENGTH else None


def _lines(data: bytes) -> list[str] | None:
    """Cut a file into lines as git does; None where its lines do not say all of it."""
    try:
        *lines, rest = data.decode().split("\n")
    except UnicodeDecodeError:
        return None
    return None if rest or len(lines) > MAX_LINES or any("\r" in line or "\ufeff" in line for line in lines) else lines


def review(found: Sequence[Suggestion], problems: Iterable[Problem], commit: str, page: str) -> dict[str, object] | None:
    """Give the body of a request that writes a review with the suggestions; None where there are none.

    The shape is that of "Create a review for a pull request" in GitHub's REST API, version 2022-11-28.

    Args:
        found: the suggestions.
        problems: what the check says of the same files.
        commit: the full name of the commit under review.
        page: address of the page that explains codes, if there is one.
    """
    if not found:
        return None
    told: dict[str, list[Problem]] = {}
    for problem in problems:
        if HINT in problem.hint:
            told.setdefault(problem.where.path, []).append(problem)
    first = found[:MAX_COUNT]
    body = (
        f"`llm4s fix` would mend {_places(len(found))} on the lines of this change. Take the suggestions, or run it: it also mends what cannot be shown here."
    )
    if len(found) > len(first):
        body += f" The first {len(first)} are shown."
    return {"commit_id": commit, "event": "COMMENT", "body": body, "comments": [_comment(one, told, page) for one in first]}


def _places(count: int) -> str:
    return "one place" if count == 1 else f"{count} places"


def _comment(one: Suggestion, told: Mapping[str, Sequence[Problem]], page: str) -> dict[str, object]:
    codes = dict.fromkeys(problem.code for problem in told.get(one.path, ()) if one.first <= problem.where.line <= one.last)
    words = ", ".join(_named(codes, page)) or "Not as the project writes it"
    text = "".join(f"{line}\n" for line in one.lines)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    comment: dict[str, object] = {"path": one.path, "side": "RIGHT", "line": one.last, "body": f"{MARK}\n{words}.\n\n{fence}suggestion\n{text}{fence}\n"}
    return comment if one.first == one.last else {**comment, "start_line": one.first, "start_side": "RIGHT"}


def _named(codes: Iterable[str], page: str) -> Iterator[str]:
    for code in codes:
        yield f"[`{code}`]({page}#{code})" if page.startswith("http") else f"`{code}`"
