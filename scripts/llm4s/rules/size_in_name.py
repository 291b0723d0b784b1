"""A size that a name carries is among the sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from llm4s.fields import Gap, quantity_value
from llm4s.problem import Problem
from llm4s.rule import Rule, Scope
from llm4s.source import Path

_SIZE = re.compile(r"(?<![\w.])([0-9]+(?:\.[0-9]+)?[MB])(?![A-Za-z])")
SLACK = 0.15


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog.of("models").values():
        record: Any = entry.record
        if isinstance(record.sizes, Gap):
            continue
        known = [quantity_value(size.parameters) for size in record.sizes]
        names: list[tuple[Path, str]] = [(("name",), entry.name), *((("aliases", n), alias) for n, alias in enumerate(record.aliases))]
        for path, name in names:
            for found in _SIZE.findall(name):
                if not any(abs(size - quantity_value(found)) <= SLACK * quantity_value(found) for size in known):
                    what = f"'{name}' speaks of {found}, but the sizes are {', '.join(size.parameters for size in record.sizes)}"
                    yield RULE.problem(scope, entry, path, what, "add the size, or correct the name")


RULE = Rule("size-in-name", f"A number of parameters in a model's name is among its sizes, within {SLACK:.0%}.", _check)
