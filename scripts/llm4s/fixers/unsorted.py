"""Lists whose order says nothing are in alphabetical order, and dates in theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm4s.document import Document
from llm4s.fixer import Fault, Fixer
from llm4s.layout import rearranged
from llm4s.record import ALPHABETICAL


def _find(document: Document) -> Iterator[Fault]:
    value = document.value or {}
    for field in ALPHABETICAL:
        given = value.get(field)
        if isinstance(given, list) and all(isinstance(item, str) for item in given) and given != sorted(given):
            yield _fault(document, field, given, f"'{field}' is not in alphabetical order", f"write [{', '.join(sorted(given))}]")
    stated = value.get("dates")
    if isinstance(stated, list) and all(isinstance(item, dict) and "date" in item for item in stated):
        dates = [str(item["date"]) for item in stated]
        if dates != sorted(dates):
            yield _fault(document, "dates", dates, "the dates are not in their order", f"write them as {', '.join(sorted(dates))}")


def _fault(document: Document, field: str, given: Sequence[str], message: str, hint: str) -> Fault:
    node = document.tree.at((field,))
    return Fault(node.start, message, hint, rearranged(node, sorted(range(len(given)), key=given.__getitem__)))


FIXER = Fixer("unsorted", f"Dates stand in their order, and {', '.join(ALPHABETICAL)} in alphabetical order: their order says nothing.", _find)
