"""A model and the papers that describe it agree on name and date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from llm4s.identifier import arxiv_month, letters, month_before
from llm4s.problem import Problem
from llm4s.record import Entry
from llm4s.rule import Rule, Scope


def _check(scope: Scope) -> Iterator[Problem]:
    papers = scope.catalog.of("papers")
    for entry in scope.catalog.of("models").values():
        record: Any = entry.record
        described = [papers[name] for name in record.papers if name in papers]
        if not described:
            continue
        names = [letters(name) for name in (entry.name, *record.aliases)]
        if not any(name in letters(text) for paper in described for text in _texts(paper) for name in names):
            what = f"no paper of {entry.name} names it, neither in title nor in summary: '{described[0].record.name}'"
            yield RULE.problem(scope, entry, ("papers", 0), what, "name the paper that describes the model, or add the name it has there as an alias")
        yield from _dates(scope, entry, described)


def _dates(scope: Scope, entry: Entry, papers: Iterable[Entry]) -> Iterator[Problem]:
    records: list[Any] = [paper.record for paper in papers]
    numbers = [record.identifiers.arxiv for record in records if record.identifiers.arxiv]
    months = [month for number in numbers if (month := arxiv_month(number))]
    record: Any = entry.record
    for place, milestone in enumerate(record.dates):
        given = milestone.date[:7]
        if milestone.event == "preprint" and not milestone.note and months and not any(_near(given, month) for month in months):
            what = f"the preprint date {milestone.date} fits none of its papers on arXiv ({', '.join(numbers)})"
            yield RULE.problem(
                scope,
                entry,
                ("dates", place, "date"),
                what,
                "compare the date with the arXiv page, name the paper it dates, or say in a 'note' which version it is",
            )


def _near(given: str, month: str) -> bool:
    return given in {known[: len(given)] for known in (month, month_before(month))}


def _texts(paper: Entry) -> Iterator[str]:
    record: Any = paper.record
    yield from (record.title, record.name, record.summary, *record.aliases)


RULE = Rule(
    "model-paper",
    "A model is named in a paper that describes it, and its preprint date, unless a note says of what, fits the arXiv number of one of its papers.",
    _check,
)
