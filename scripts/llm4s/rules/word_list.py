"""Vocabularies do not repeat words, and broader words exist."""

from __future__ import annotations

from collections.abc import Iterator

from llm4s.problem import Problem
from llm4s.record import WordList
from llm4s.rule import Rule, Scope


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        if not isinstance(entry.record, WordList):
            continue
        words = [word.id for word in entry.record.words]
        for number, word in enumerate(entry.record.words):
            if word.id in words[:number]:
                yield RULE.problem(scope, entry, ("words", number, "id"), f"the word '{word.id}' stands twice", "keep one of them")
            if word.broader is not None and (word.broader not in words or word.broader == word.id):
                what = f"'broader' names '{word.broader}', which is no other word of this vocabulary"
                yield RULE.problem(scope, entry, ("words", number, "broader"), what, "name a word that stands in the same file")


RULE = Rule("word-list", "The words of a vocabulary are unique, and a broader word is another word of the same vocabulary.", _check)
