"""Repositories and hub entries bear the name of what they are linked from, or the link says what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from llm4s.identifier import letters, recognise
from llm4s.problem import Problem
from llm4s.record import Entry
from llm4s.rule import Rule, Scope
from llm4s.source import Path


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        known: set[str] | None = None
        for path, url in _addresses(entry):
            found = recognise(url)
            if found is None or found.registry not in ("github", "hugging-face"):
                continue
            known = _parts_of_names(entry) if known is None else known
            slug = letters(found.name)
            if not any(part in slug for part in known):
                what = f"'{found.name}' shares no word with the names of this record"
                yield RULE.problem(scope, entry, path, what, "correct the address, or add a 'note' to the link that says what is there")


def _addresses(entry: Entry) -> Iterator[tuple[Path, str]]:
    record: Any = entry.record
    for place, link in enumerate(record.links):
        if link.note is None:
            yield ("links", place, "url"), link.url
    repository = getattr(record, "repository", None)
    if isinstance(repository, str) and repository.startswith("http"):
        yield ("repository",), repository


def _parts_of_names(entry: Entry) -> set[str]:
    record: Any = entry.record
    names = [entry.name, entry.id, *record.aliases, getattr(record, "title", "")]
    whole = {letters(name) for name in names}
    parts = {letters(part) for name in names for part in re.split(r"[\s/()\[\]_.:,-]+", name)}
    initials = {"".join(part[0] for part in re.split(r"[\s-]+", name) if part[:1].isalpha()).casefold() for name in names if name}
    return {part for part in whole | parts | initials if len(part) > 2 or (len(part) == 2 and not part.isalpha())}


RULE = Rule("foreign-repository", "The address of a repository or hub entry shares a word with the record's names, or its link has a note.", _check)
