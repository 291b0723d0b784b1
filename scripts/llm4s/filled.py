"""A filled form as the code host writes it, taken apart at the headings of its questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llm4s.problem import Location, Problem

MAX_CHARACTERS = 100_000
NAME = "form"
_EMPTY = ("_No response_", "None")


def first_heading(body: str) -> str:
    """Give the first heading of a form, by which it is known; nothing where there is none."""
    match = re.search(r"^### (.*\S)\s*$", body[:MAX_CHARACTERS], re.MULTILINE)
    return match[1] if match else ""


def read_answers(body: str, labels: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
    """Give the answer under each heading; a heading that stands twice leaves open which of the two is the form's, and is refused."""
    if len(body) > MAX_CHARACTERS:
        what = f"the form has {len(body):,} characters; at most {MAX_CHARACTERS:,} are read"
        return {}, [Problem(Location(NAME), "bad-form", what, "shorten it")]
    answers: dict[str, list[str]] = {}
    problems: list[Problem] = []
    current: list[str] = []
    for number, line in enumerate(body.replace("\r\n", "\n").split("\n"), 1):
        label = line[4:].strip() if line.startswith("### ") else ""
        if label not in labels:
            current.append(line)
        elif label in answers:
            what = f"the heading '{label}' stands twice"
            problems.append(Problem(Location(NAME, number), "bad-form", what, "let no line of your text begin with ### and the name of a question"))
        else:
            current = answers[label] = []
    return {label: _cleaned("\n".join(lines)) for label, lines in answers.items()}, problems


def _cleaned(text: str) -> str:
    return "" if text.strip() in _EMPTY else text.strip()
