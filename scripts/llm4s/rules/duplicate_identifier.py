"""One arXiv id, DOI or other identifier belongs to one paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from llm4s.problem import Problem
from llm4s.rule import Rule, Scope


def _check(scope: Scope) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for entry in scope.catalog:
        identifiers: Any = getattr(entry.record, "identifiers", None)
        for name, value in identifiers or ():
            if value is None:
                continue
            first = seen.setdefault((name, value.casefold()), entry.path)
            if first != entry.path:
                what = f"the {name} identifier {value} belongs to {first} already"
                yield RULE.problem(scope, entry, ("identifiers", name), what, "correct it, or merge the two records")


RULE = Rule("duplicate-identifier", "One arXiv id, DOI or other identifier belongs to one record.", _check)
