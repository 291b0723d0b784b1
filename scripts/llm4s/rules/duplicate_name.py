"""Two records of one kind do not share a name or alias, letter by letter."""

from __future__ import annotations

from collections.abc import Iterator

from llm4s.problem import Problem
from llm4s.rule import Rule, Scope
from llm4s.source import Path


def _check(scope: Scope) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for entry in scope.catalog:
        names: list[tuple[Path, str]] = [(("name",), entry.name)]
        names += [(("aliases", n), alias) for n, alias in enumerate(entry.record.aliases)]
        for path, name in names:
            first = seen.setdefault((entry.kind.name, name), entry.path)
            if first != entry.path:
                hint = "merge the records, or add what tells them apart, such as the year"
                yield RULE.problem(scope, entry, path, f"the name '{name}' belongs to {first} already", hint)


RULE = Rule("duplicate-name", "Names and aliases are unique within a kind, letter by letter (GLM and gLM are two things).", _check)
