"""Nothing was checked in the future."""

from __future__ import annotations

from collections.abc import Iterator

from llm4s.problem import Problem
from llm4s.rule import Rule, Scope


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        for number, evidence in enumerate(entry.record.evidence):
            if evidence.checked > scope.today:
                what = f"'checked' is {evidence.checked}, which lies in the future"
                yield RULE.problem(scope, entry, ("evidence", number, "checked"), what, "give the day on which you read the source")


RULE = Rule("future-check", "The day on which a source was checked is not in the future.", _check)
