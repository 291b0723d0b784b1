"""What readers filter, sort and compare records by: words, permissions of licences, years, sizes, days of checks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from llm4s.catalog import Catalog
from llm4s.fields import Gap, Ref, Word
from llm4s.link import find
from llm4s.memory import PRECISIONS, Checkpoint, checkpoints, whole_gigabytes, worded
from llm4s.record import Entry, Record, VocabularyWord, WordList
from llm4s.shape import hints, marks, walker
from llm4s.view import Names, field_label, present

PERMISSIONS = (("commercial", "Commercial use", "commercial_use"), ("derivatives", "Derivatives", "derivatives"))
_LABELS = {"modalities.input": "Reads", "modalities.output": "Gives back", **{key: label for key, label, _ in PERMISSIONS}}
_STRICTEST = ("no", "unknown", "unclear", "conditional", "yes")
_LAST = 1_000_000


class Carried(NamedTuple):
    """A word that a record carries: its place among others, its name, and how deep below a broader word it stands."""

    place: int
    name: str
    depth: int = 0


Trees = Mapping[str, Mapping[str, tuple[Carried, str | None]]]


def label(key: str) -> str:
    """Give the heading of a facet."""
    return _LABELS.get(key) or field_label(key)


@cache
def keys(cls: type[Record]) -> tuple[str, ...]:
    """Give the facets of a record class: every field of words, what it names under 'facets', and what its licences permit."""
    words = [name for name, hint in hints(cls).items() if any(isinstance(mark, Word) for mark in marks(hint))]
    general = [name for name in words if name in Record.model_fields]
    own = [name for name in words if name not in general]
    licensed = [key for key, _, _ in PERMISSIONS] if {"licence", "licences"} & set(cls.model_fields) else []
    return (*(name for name in general if name not in ("topics", "status")), *licensed, *own, *cls.facets, "topics", "status")


def trees(catalog: Catalog) -> Trees:
    """Give the words of every vocabulary, each after the word that includes it, with its depth."""
    return {entry.id: _tree(entry.record.words) for entry in catalog if isinstance(entry.record, WordList)}


def _tree(words: Sequence[VocabularyWord]) -> dict[str, tuple[Carried, str | None]]:
    known = {word.id for word in words}
    found: dict[str, tuple[Carried, str | None]] = {}

    def grow(broader: str | None, depth: int) -> None:
        for word in words:
            if (word.broader if word.broader in known else None) == broader and word.id not in found:
                found[word.id] = (Carried(len(found), word.name, depth), broader)
                grow(word.id, depth + 1)

    grow(None, 0)
    return found


def words_of(entry: Entry, names: Names, vocabularies: Trees) -> dict[str, dict[str, Carried]]:
    """Give the words a record carries in each facet by their ids; a word brings along those that include it."""
    record: Any = entry.record
    wanted = {key: dict[str, Carried]() for key in keys(entry.kind.cls)}
    walk = walker(entry.kind.cls)
    for path, mark, text in walk(record, ()) if walk else ():
        steps = [step for step in path if isinstance(step, str)]
        if isinstance(mark, Word):
            if (key := ".".join(steps)) in wanted:
                wanted[key] |= with_broader(text, vocabularies.get(mark.vocabulary, {}))
        elif steps[0] in wanted and (target := find(names.catalog, entry, mark, text)):
            wanted[steps[0]][text] = Carried(0, target.name)
    for key, found in wanted.items():
        value = getattr(record, key, None)
        if isinstance(value, Gap):
            found[value.value] = Carried(_LAST, value.value.replace("-", " ").capitalize())
        elif isinstance(value, list) and not found:
            found |= {str(item): Carried(0, str(item)) for item in value}
    for key, word in permissions(entry, names).items():
        wanted[key][word] = Carried(_LAST - _STRICTEST.index(word), permission_name(word, names))
    return wanted


def with_broader(word: str, tree: Mapping[str, tuple[Carried, str | None]]) -> dict[str, Carried]:
    """Give a word of a vocabulary and those that include it; nothing for a word that is not in it."""
    if word not in tree:
        return {}
    carried, broader = tree[word]
    return {word: carried} | (with_broader(broader, tree) if broader else {})


def permissions(entry: Entry, names: Names) -> dict[str, str]:
    """Give the strictest word of the licences of a record; nothing where its kind has no licence."""
    return {key: word for key, (word, _) in deciding(entry, names).items()}


def deciding(entry: Entry, names: Names) -> dict[str, tuple[str, Entry | None]]:
    """Give the strictest word of the licences of a record with the licence it stands in.

    The licence of training data is left aside: it binds those who train, and nobody states it for most models.
    """
    parts = list(_licences(entry.record))
    licences = [None if isinstance(part, Gap) else find(names.catalog, entry, Ref("licence"), part) for part in parts]
    return {
        key: min(((_permission(licence, field), licence) for licence in licences), key=lambda found: _STRICTEST.index(found[0]))
        for key, _, field in PERMISSIONS
        if parts
    }


def permission_name(word: str, names: Names) -> str:
    """Give a permission as readers see it."""
    return names.words.get(("permission", word), (word.capitalize(), ""))[0]


def _licences(record: Any) -> Iterator[Any]:
    if hasattr(record, "licence"):
        yield record.licence
    elif hasattr(record, "licences"):
        stated = [part for part in (record.licences.code, record.licences.weights) if part not in (None, Gap.NOT_APPLICABLE)]
        yield from stated or (Gap.UNKNOWN,)


def _permission(licence: Entry | None, field: str) -> str:
    word = str(getattr(licence.record, field)) if licence else "unknown"
    return word if word in _STRICTEST else "unclear"


def year(record: Any) -> int | None:
    """Give the year of a record: the one it states, or that of its first date."""
    for name in ("year", "published", "founded"):
        value = getattr(record, name, None)
        if value and not isinstance(value, Gap):
            return int(str(value)[:4])
    dates = getattr(record, "dates", None)
    return min(int(milestone.date[:4]) for milestone in dates) if dates else None


def parameters(record: Any) -> tuple[int, int] | None:
    """Give the smallest and the largest number of parameters of a record's checkpoints, all parameters counted."""
    found = [checkpoint.parameters for checkpoint in checkpoints(record)]
    return (min(found), max(found)) if found else None


def smallest(record: Any) -> Checkpoint | None:
    """Give the checkpoint of a record that has the fewest parameters, all parameters counted."""
    return min(checkpoints(record), key=lambda checkpoint: checkpoint.parameters, default=None)


def checked(record: Record) -> datetime.date | None:
    """Give the day of a record's newest check."""
    return max((evidence.checked for evidence in record.evidence), default=None)


def _span(first: str, *others: str) -> str:
    last = others[-1] if others else first
    return first if first == last else f"{first} to {last}"


def glance(entry: Entry, names: Names) -> list[tuple[str, str, str]]:
    """Give what one looks for first in a record, as key, heading and text."""
    found = []
    if since := year(entry.record):
        found.append(("year", "Year", str(since)))
    if hasattr(entry.record, "access"):
        found.append(("access", label("access"), "".join(piece.text for piece in present(entry, "access", names))))
    if sizes := sorted(checkpoints(entry.record), key=lambda checkpoint: checkpoint.parameters):
        precision, bits = PRECISIONS[-1]
        more = " and its cache" if sizes[0].kept is None else ""
        found.append(("parameters", "Parameters", _span(*(checkpoint.size for checkpoint in sizes))))
        found.append(("memory", f"Memory at {precision}", _span(*(worded(whole_gigabytes(checkpoint, bits)) for checkpoint in sizes)) + more))
    words = permissions(entry, names)
    found += [(key, heading, permission_name(words[key], names)) for key, heading, _ in PERMISSIONS if key in words]
    if day := checked(entry.record):
        found.append(("checked", "Last checked", day.isoformat()))
    return found
