"""What is superseded names what replaced it, and lineage has no circles."""

from __future__ import annotations

from collections.abc import Iterator

from llm4s.problem import Problem
from llm4s.rule import Rule, Scope

_LINEAGE = ("superseded_by", "base_models", "built_from", "built_on", "parents")


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        if entry.record.status == "superseded" and not entry.record.superseded_by:
            yield RULE.problem(scope, entry, ("status",), "the record is superseded, but nothing is named that replaced it", "add 'superseded_by:'")
    for field in _LINEAGE:
        yield from _circles(scope, field)


def _circles(scope: Scope, field: str) -> Iterator[Problem]:
    following: dict[str, list[str]] = {}
    for link in scope.links:
        if link.field == field:
            following.setdefault(link.origin.path, []).append(link.target.path)
    for start in _leading_to_circles(following):
        reached: set[str] = set()
        front = list(following[start])
        while front:
            path = front.pop()
            if path not in reached:
                reached.add(path)
                front.extend(following.get(path, ()))
        entry = scope.catalog.get(start)
        if start in reached and entry:
            yield RULE.problem(scope, entry, (field,), f"'{field}' leads back to {start} itself", "remove one link of the circle", key=True)


def _leading_to_circles(following: dict[str, list[str]]) -> list[str]:
    """Peel off ends again and again, so that long lineages without circles cost little."""
    preceding: dict[str, list[str]] = {}
    open_ends = {start: sum(target in following for target in targets) for start, targets in following.items()}
    for start, targets in following.items():
        for target in targets:
            preceding.setdefault(target, []).append(start)
    ends = [start for start, count in open_ends.items() if count == 0]
    while ends:
        end = ends.pop()
        del open_ends[end]
        for start in preceding.get(end, ()):
            open_ends[start] -= 1
            if open_ends[start] == 0:
                ends.append(start)
    return list(open_ends)


RULE = Rule("successor", "A superseded record names its successor, and lineage (bases, parts, parents, successors) has no circles.", _check)
