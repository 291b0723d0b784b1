"""Lists whose order says nothing are in alphabetical order, and dates in theirs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from llm4s.problem import Problem
from llm4s.rule import Rule, Scope

FIELDS = ("tasks", "topics", "languages", "see_also")


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        record: Any = entry.record
        for field in FIELDS:
            given = getattr(record, field, None)
            if isinstance(given, list) and given != sorted(given):
                yield RULE.problem(scope, entry, (field,), f"'{field}' is not in alphabetical order", f"write [{', '.join(sorted(given))}]")
        dates = [milestone.date for milestone in getattr(record, "dates", None) or ()]
        if dates != sorted(dates):
            yield RULE.problem(scope, entry, ("dates",), "the dates are not in their order", f"write them as {', '.join(sorted(dates))}")


RULE = Rule("unsorted", f"Dates stand in their order, and {', '.join(FIELDS)} in alphabetical order: their order says nothing.", _check)
