"""From a record's fields to pieces of text and links that a template only has to print."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from llm4s.catalog import Catalog
from llm4s.fields import Gap, Place, Ref, Unit, Word
from llm4s.kept import Kept
from llm4s.link import find
from llm4s.record import Entry, WordList
from llm4s.shape import hints

_LABELS = {
    "spdx": "SPDX identifier",
    "isbn": "ISBN",
    "arxiv": "arXiv",
    "doi": "DOI",
    "acl": "ACL Anthology",
    "pmid": "PubMed",
    "openreview": "OpenReview",
}
_GROUP = re.compile(r"\{(\w+)\}|\[([^\]]*)\]|([^{\[]+)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; with an address it is a link, with a title it explains itself, with a class it looks different."""

    text: str
    href: str = ""
    title: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What presenting needs to know besides the value: the catalog, the words, and the way to the site's root."""

    catalog: Catalog
    words: dict[tuple[str, str], tuple[str, str]]
    kept: Kept | None = None
    """What was made of single records before; a preview brings it along."""

    @classmethod
    def of(cls, catalog: Catalog, kept: Kept | None = None) -> Names:
        """Collect the names and descriptions of all words of a catalog."""
        words: dict[tuple[str, str], tuple[str, str]] = {}
        for entry in catalog:
            if isinstance(entry.record, WordList):
                words |= {(entry.id, word.id): (word.name, word.description) for word in entry.record.words}
        return cls(catalog, words, kept)


Show = Callable[[Any, Entry, Names], Iterator[Piece]]
SEPARATOR = Piece(", ", css="sep")
OF_NAMES = Piece("; ", css="sep")


def field_label(name: str) -> str:
    """Turn a field's name into words for readers."""
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def present(entry: Entry, field: str, names: Names, most: int = 0) -> list[Piece]:
    """Give the pieces of one field of a record, of a list at most so many items; nothing when it is empty."""
    value = getattr(entry.record, field)
    if value is None or value == []:
        return []
    show = presenter(hints(entry.kind.cls)[field])
    if most and isinstance(value, list) and len(value) > most:
        return [*show(value[:most], entry, names), Piece(f" +{len(value) - most}", css="rest")]
    return list(show(value, entry, names))


@cache
def presenter(hint: Any) -> Show:
    """Build the function that presents values of a type."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *metadata = get_args(hint)
        for mark in metadata:
            if isinstance(mark, Ref):
                return _reference(mark)
            if isinstance(mark, Word):
                return _word(mark)
            if isinstance(mark, Unit):
                return _with_unit(presenter(inner), mark)
            if isinstance(mark, Place):
                return _at_place(mark)
        return presenter(inner)
    if origin is list:
        return _list(presenter(get_args(hint)[0]))
    if origin in (Union, types.UnionType):
        return _union([part for part in get_args(hint) if part is not type(None)])
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return _part(hint)
    return _scalar


def _scalar(value: Any, entry: Entry, names: Names) -> Iterator[Piece]:
    if isinstance(value, Gap):
        yield Piece(value.value.replace("-", " "), css=f"gap gap-{value.value}")
    elif isinstance(value, bool):
        yield Piece("yes" if value else "no")
    elif isinstance(value, int):
        yield Piece(f"{value:,}" if value > 9999 else str(value))
    else:
        text = str(value)
        yield Piece(re.sub(r"^https?://(www\.)?", "", text), text, css="external") if text.startswith(("http://", "https://")) else Piece(text)


def _reference(mark: Ref) -> Show:
    def show(value: str, entry: Entry, names: Names) -> Iterator[Piece]:
        target = find(names.catalog, entry, mark, value)
        yield Piece(target.name, target.url, css="record") if target else Piece(value)

    return show


def _word(mark: Word) -> Show:
    def show(value: str, entry: Entry, names: Names) -> Iterator[Piece]:
        name, description = names.words.get((mark.vocabulary, value), (value, ""))
        yield Piece(name, f"vocabularies/{mark.vocabulary}/{value}/", description, "word")

    return show


def _with_unit(inner: Show, unit: Unit) -> Show:
    def show(value: Any, entry: Entry, names: Names) -> Iterator[Piece]:
        yield from inner(value, entry, names)
        if not isinstance(value, Gap):
            yield Piece(f" {unit.name}")

    return show


def _at_place(place: Place) -> Show:
    def show(value: str, entry: Entry, names: Names) -> Iterator[Piece]:
        yield Piece(value, place.start + value, css="external")

    return show


def _list(inner: Show) -> Show:
    def show(value: list[Any], entry: Entry, names: Names) -> Iterator[Piece]:
        for number, item in enumerate(value):
            if number:
                yield OF_NAMES if isinstance(item, str) and ", " in item else SEPARATOR
            yield from inner(item, entry, names)

    return show


def _union(parts: list[Any]) -> Show:
    inner = next((presenter(part) for part in parts if Gap not in _leaves(part)), _scalar)

    def show(value: Any, entry: Entry, names: Names) -> Iterator[Piece]:
        yield from (_scalar if isinstance(value, Gap) else inner)(value, entry, names)

    return show


def _leaves(hint: Any) -> list[Any]:
    arguments = get_args(hint)
    return [hint] if not arguments else [leaf for part in arguments[:1] for leaf in _leaves(part)]


def _part(cls: type[BaseModel]) -> Show:
    shows = {name: presenter(hint) for name, hint in hints(cls).items()}
    steps = _GROUP.findall(getattr(cls, "pattern", ""))

    def run(value: Any, entry: Entry, names: Names, todo: list[tuple[str, str, str]]) -> Iterator[Piece]:
        for field, group, literal in todo:
            if literal:
                yield Piece(literal)
            elif field:
                yield from shows[field](getattr(value, field), entry, names)
            else:
                inside = _GROUP.findall(group)
                if all(getattr(value, name) is not None for name, _, _ in inside if name):
                    yield from run(value, entry, names, inside)

    def show(value: Any, entry: Entry, names: Names) -> Iterator[Piece]:
        yield from run(value, entry, names, steps)

    return show if steps else _by_name(shows)


def _by_name(shows: dict[str, Show]) -> Show:
    """Present the filled fields of a part that has no pattern, each after its name."""

    def show(value: Any, entry: Entry, names: Names) -> Iterator[Piece]:
        filled = [(name, part) for name in shows if (part := getattr(value, name)) is not None]
        for number, (name, part) in enumerate(filled):
            yield Piece(f"{'; ' if number else ''}{field_label(name)}: ")
            yield from shows[name](part, entry, names)

    return show
