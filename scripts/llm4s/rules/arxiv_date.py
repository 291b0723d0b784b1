"""A paper is not older than its arXiv id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from llm4s.identifier import arxiv_month, month_before
from llm4s.problem import Problem
from llm4s.rule import Rule, Scope


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        record: Any = entry.record
        number = getattr(getattr(record, "identifiers", None), "arxiv", None) or ""
        registered = arxiv_month(number)
        if registered is None:
            continue
        earliest = month_before(registered)
        for place, milestone in enumerate(record.dates):
            if milestone.event == "preprint" and milestone.date[:7] < earliest[: len(milestone.date)]:
                what = f"the preprint date {milestone.date} lies before its arXiv number {number} was given out"
                yield RULE.problem(scope, entry, ("dates", place, "date"), what, "compare both with the arXiv page")
        if record.type == "preprint" and record.year < int(earliest[:4]):  # a journal may print what reaches arXiv years later
            what = f"the year {record.year} lies before its arXiv number {number} was given out"
            yield RULE.problem(scope, entry, ("year",), what, "compare both with the arXiv page")


RULE = Rule("arxiv-date", "The preprint date, and the year of what is a preprint only, do not lie more than a month before the month that the arXiv number names.", _check)
