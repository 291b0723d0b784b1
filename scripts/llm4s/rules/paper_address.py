"""The addresses of a paper are those of its identifiers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from llm4s.identifier import recognise
from llm4s.problem import Problem
from llm4s.rule import Rule, Scope


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog.of("papers").values():
        record: Any = entry.record
        for place, link in enumerate(record.links):
            found = recognise(link.url) if link.note is None else None
            own = getattr(record.identifiers, found.registry, None) if found else None
            if found and own and own.casefold() != found.name.casefold():
                what = f"the link leads to {found.registry} {found.name}, but the identifier of this paper is {own}"
                yield RULE.problem(
                    scope, entry, ("links", place, "url"), what, "correct the one that is wrong, or add a 'note' to the link that says what is there"
                )


RULE = Rule("paper-address", "A link of a paper to arXiv or by DOI carries the identifier of its record, or has a note.", _check)
