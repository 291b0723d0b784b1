"""What is asked for a new record, one question after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from llm4s.entered import Question
from llm4s.record import Kind

Check = Callable[[str], str]
Ask = Callable[[str, Mapping[str, str], str, Check], str]


def kind_from(kinds: Mapping[str, Kind], asking: Ask) -> Kind:
    """Ask for the kind of a record."""
    names = {name: kind.title for name, kind in kinds.items()}
    return kinds[asking("Kind of record", names, "", lambda text: "" if text in names else f"choose one of {', '.join(names)}")]


def answers(questions: Iterator[Question], known: Mapping[str, Any], asking: Ask, say: Callable[[str], None]) -> dict[str, Any]:
    """Ask for all fields that are not known yet; an empty answer leaves a field open."""
    given: dict[str, Any] = {}
    for question in questions:
        if question.name not in known:
            say(f"\n{question.means}")
            text = asking(question.name, question.choices, "", lambda text, question=question: question.fault(text) if text else "")  # type: ignore[misc]
            if text:
                given[question.name] = question.value(text)
    return given
