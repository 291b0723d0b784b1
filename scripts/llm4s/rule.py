"""What a rule is: a code, what it asks for, and a check over the whole catalog."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from llm4s.catalog import Catalog
from llm4s.link import Link
from llm4s.problem import Problem, Severity
from llm4s.record import Entry
from llm4s.source import Path


@dataclass(frozen=True, slots=True)
class Scope:
    """All that a rule may look at; today is handed in so that a check gives the same answer again."""

    catalog: Catalog
    links: Sequence[Link]
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Rule:
    """A check across fields or records. The description stands in the documentation under the code."""

    code: str
    description: str
    check: Callable[[Scope], Iterator[Problem]]
    severity: Severity = Severity.ERROR

    def problem(self, scope: Scope, entry: Entry, path: Path, message: str, hint: str, *, key: bool = False) -> Problem:
        """Make a problem of this rule at the place of a value of an entry."""
        return Problem(scope.catalog.where(entry, path, key=key), self.code, message, hint, self.severity)
