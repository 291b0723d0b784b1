"""No word mixes Latin letters with letters of other scripts that look like them."""

from __future__ import annotations

from collections.abc import Iterator

from llm4s.letters import foreign_letter, mixed_word
from llm4s.problem import Location, Problem
from llm4s.rule import Rule, Scope


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        if scope.catalog.data(entry).isascii():
            continue
        for number, line in enumerate(scope.catalog.text(entry).split("\n"), 1):
            if word := mixed_word(line):
                where = Location(scope.catalog.where(entry).path, number, line.index(word) + 1)
                what = f"'{word}' mixes Latin letters with one that only looks so{foreign_letter(word)}"
                yield Problem(where, "look-alike", what, "type the word anew in Latin letters, so that a search finds it", RULE.severity)


RULE = Rule("look-alike", "No word mixes Latin letters with letters of other scripts that look the same.", _check)
