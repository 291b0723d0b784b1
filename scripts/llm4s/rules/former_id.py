"""A former id leads to one record, and to none that lives."""

from __future__ import annotations

from collections.abc import Iterator

from llm4s.problem import Problem
from llm4s.rule import Rule, Scope


def _check(scope: Scope) -> Iterator[Problem]:
    folders = [kind.plural for kind in scope.catalog.kinds]
    claimed: dict[str, str] = {}
    for entry in scope.catalog:
        for number, former in enumerate(entry.former_paths):
            place = ("former_ids", number)
            first = claimed.setdefault(former, entry.path)
            if former.split("/")[0] not in folders:
                yield RULE.problem(scope, entry, place, f"'{former}' lies in no folder of records", f"known: {', '.join(folders)}")
            elif scope.catalog.get(former) or former in scope.catalog.broken:
                yield RULE.problem(scope, entry, place, f"{former} is a record that lives", "give one of the two another id, or remove the former id")
            elif first != entry.path or entry.former_paths.index(former) != number:
                yield RULE.problem(scope, entry, place, f"{former} leads to {first} already", "leave it with the one record that it became")


RULE = Rule("former-id", "A former id belongs to one record and is not the id of a record that lives.", _check)
