"""A paper is not older than its arXiv id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from llm4s.problem import Problem
from llm4s.rule import Rule, Scope

_NEW_STYLE = re.compile(r"([0-9]{2})([0-9]{2})\.")


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        record: Any = entry.record
        match = _NEW_STYLE.match(getattr(getattr(record, "identifiers", None), "arxiv", None) or "")
        if not match:
            continue
        registered = f"20{match[1]}-{match[2]}"
        for number, milestone in enumerate(record.dates):
            if milestone.event == "preprint" and milestone.date[:7] < _month_before(registered)[: len(milestone.date)]:
                what = f"the preprint date {milestone.date} lies before its arXiv number {record.identifiers.arxiv} was given out"
                yield RULE.problem(scope, entry, ("dates", number, "date"), what, "compare both with the arXiv page")


def _month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


RULE = Rule("arxiv-date", "A preprint date does not lie more than a month before the month that the arXiv number names.", _check)
