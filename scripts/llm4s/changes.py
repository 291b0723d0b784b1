"""What became of single records between two states: fields in words, names kept, evidence left behind."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass

from llm4s.catalog import Catalog
from llm4s.record import Entry
from llm4s.shape import hints
from llm4s.view import Names, field_label, presenter


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs: its text before and after, or, of a list, what went and what came."""

    field: str
    label: str
    before: str = ""
    after: str = ""
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A fact that changed while what supports it was not read again."""

    field: str
    label: str
    sources: tuple[tuple[str, datetime.date], ...]
    """What supports it, with the day on which that was read."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that is there before and after, perhaps under another path."""

    before: Entry
    after: Entry
    fields: tuple[FieldChange, ...]
    left_behind: tuple[LeftBehind, ...]
    kept_by: str = ""
    """Of a record with another path, how it was known again: 'former id', 'identifier' or 'name'; 'merged' into a record that was there already."""


def compared(before: Entry, after: Entry, old: Names, new: Names, kept_by: str = "") -> RecordChange:
    """Compare a record with what it became."""
    shared = [name for name in after.kind.cls.model_fields if name in before.kind.cls.model_fields]
    differing = [name for name in shared if getattr(before.record, name) != getattr(after.record, name)]
    differing.sort(key=lambda name: name == "evidence")  # what changed comes before what supports it
    fields = tuple(_field(name, before, after, old, new) for name in differing)
    behind = tuple(found for name in differing if name not in after.kind.cls.editorial and (found := _left_behind(name, before, after)))
    return RecordChange(before, after, fields, behind, kept_by)


def renames(gone: dict[str, Entry], come: dict[str, Entry], new: Catalog) -> Iterator[tuple[Entry, Entry, str]]:
    """Find which of the new records are old ones under another path: by former id, else by identifier, else by kind and name."""
    free = dict(come)
    for path, entry in gone.items():
        if known := new.former.get(path):
            free.pop(known.path, None)
            yield entry, known, "former id"
    marks = {mark: entry for entry in reversed(free.values()) for mark in _marks(entry)}
    for path, entry in gone.items():
        if path not in new.former:
            found = next(((marks[mark], mark[0]) for mark in _marks(entry) if mark in marks and marks[mark].path in free), None)
            if found:
                del free[found[0].path]
                yield entry, found[0], found[1]


def _marks(entry: Entry) -> list[tuple[str, str, str]]:
    identifiers = getattr(entry.record, "identifiers", None) or ()
    known = [("identifier", name, value.casefold()) for name, value in identifiers if value]
    return [*known, ("name", entry.kind.name, entry.name)]


def _field(name: str, before: Entry, after: Entry, old: Names, new: Names) -> FieldChange:
    if name == "evidence":
        was, now = _support(before, after), _support(after, before)
    else:
        was, now = _items(name, before, old), _items(name, after, new)
    if was == now:  # what readers see of it is the same, so it is shown as it is written
        was, now = _written(name, before), _written(name, after)
    label = field_label(name)
    if isinstance(getattr(before.record, name), list) or isinstance(getattr(after.record, name), list):
        removed, added = tuple(item for item in was if item not in now), tuple(item for item in now if item not in was)
        if removed or added:
            return FieldChange(name, label, removed=removed, added=added)
    return FieldChange(name, label, ", ".join(was), ", ".join(now))


def _items(name: str, entry: Entry, names: Names) -> list[str]:
    value = getattr(entry.record, name)
    show = presenter(hints(entry.kind.cls)[name])
    parts = [[item] for item in value] if isinstance(value, list) else [] if value is None else [value]
    return ["".join(piece.text for piece in show(part, entry, names)) for part in parts]


def _support(entry: Entry, other: Entry) -> list[str]:
    """Say by source which facts it supports here and not there, so that a fact with a new source is not lost among the others."""
    known = {(fact, evidence.source, evidence.checked) for evidence in other.record.evidence for fact in evidence.facts}
    found: dict[str, list[str]] = {}
    for evidence in entry.record.evidence:
        for fact in evidence.facts:
            if (fact, evidence.source, evidence.checked) not in known:
                found.setdefault(f"{evidence.source}, read on {evidence.checked}", []).append(field_label(fact))
    return [f"{', '.join(facts)}: {source}" for source, facts in found.items()]


def _written(name: str, entry: Entry) -> list[str]:
    value = json.loads(entry.record.model_dump_json(include={name}, exclude_none=True)).get(name, "")
    return [text if isinstance(text, str) else json.dumps(text, ensure_ascii=False) for text in (value if isinstance(value, list) else [value])]


def _left_behind(name: str, before: Entry, after: Entry) -> LeftBehind | None:
    """Name the sources of a fact, if each of them was read on no other day than before."""
    known = {(evidence.source, evidence.checked) for evidence in before.record.evidence}
    support = tuple(dict.fromkeys((evidence.source, evidence.checked) for evidence in after.record.evidence if name in evidence.facts))
    return LeftBehind(name, field_label(name), support) if support and known.issuperset(support) else None
