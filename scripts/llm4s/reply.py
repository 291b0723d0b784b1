"""What a form is answered with, as Markdown in which nothing of the form is anything but text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from llm4s.filled import NAME
from llm4s.problem import Problem
from llm4s.syntax import INVISIBLE

_LONGEST = 12_000


def refusal(problems: Iterable[Problem], text: str, page: str) -> str:
    """Say what is wrong with a form and what to do; the text is the record it would give, whose lines the problems name.

    Args:
        problems: what is wrong.
        text: the record, if the form could be read as one.
        page: address of the page that explains codes.
    """
    found = list(problems)
    lines = [f"- {_place(problem)}{problem.message}{f' ({problem.hint})' if problem.hint else ''} [{problem.code}]" for problem in found]
    codes = ", ".join(f"[{code}]({page}#{code})" for code in dict.fromkeys(problem.code for problem in found))
    shown = ["The record that the form gives, whose lines the problems name:", "", fenced(text, "yaml"), ""] if text else []
    return "\n".join(
        [
            "Thank you. The form is not yet a record:",
            "",
            fenced("\n".join(lines)),
            "",
            f"What the codes mean: {codes}.",
            "",
            *shown,
            "Edit the first post of this issue (the three dots above it) and mend what is named; this check then runs again by itself.",
            "",
        ]
    )


def proposed(path: str, number: int) -> str:
    """Say in a pull request where it comes from and what to look at."""
    return "\n".join(
        [
            f"Made from the form in #{number}; `{path}` passes all checks.",
            "",
            "Before merging: read the source it names, compare the facts, and see that the summary is in our own words.",
            "",
            f"Closes #{number}.",
            "",
        ]
    )


def _place(problem: Problem) -> str:
    if problem.where.path != NAME:
        return f"{problem.where}: "
    return f"line {problem.where.line} of the form: " if problem.where.line > 1 else ""


def fenced(text: str, language: str = "") -> str:
    """Put a text into a block of code that nothing in it can end; of a long one its beginning, and invisible characters by their numbers."""
    shown = INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    if len(shown) > _LONGEST:
        shown = f"{shown[:_LONGEST]}\n… ({len(shown) - _LONGEST:,} more characters)"
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{shown.rstrip()}\n{fence}"
