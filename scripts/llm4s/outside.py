"""Every address outside the site that records and chapters name, with its place, and the shard it belongs to."""

from __future__ import annotations

import functools
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from llm4s.catalog import Catalog
from llm4s.fields import Place
from llm4s.markup import Chapter, webs
from llm4s.problem import Location
from llm4s.record import Entry
from llm4s.shape import hints, marks
from llm4s.source import Path


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An address where it stands: in which file and place, in which record or page, and the title it should have there."""

    address: str
    where: Location
    group: str
    title: str = ""


def occurrences(catalog: Catalog, chapters: Iterable[Chapter]) -> list[Occurrence]:
    """Find all addresses outside the site, in the order of the catalog and the chapters."""
    found = [Occurrence(address, catalog.where(entry, path), entry.path, title) for entry in catalog for path, address, title in addresses(entry)]
    for chapter in chapters:
        found += [Occurrence(web.address, chapter.where(web.start), chapter.path) for web in chapter.addresses]
    return found


def addresses(entry: Entry) -> Iterator[tuple[Path, str, str]]:
    """Find the addresses of a record, each with its field and the title it should lead to, if that is known."""
    title = getattr(entry.record, "title", "")
    for path, text, place in _texts(entry.record, (), None):
        if place:
            yield path, place.start + text, title if path[0] == "identifiers" else ""
        elif text.startswith(("http://", "https://")) and not re.search(r"\s", text):
            yield path, text, ""
        else:
            yield from ((path, web.address, "") for web in webs(text))


def by_address(found: Iterable[Occurrence]) -> dict[str, list[Occurrence]]:
    """Group occurrences by their address."""
    groups: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in found:
        groups[occurrence.address].append(occurrence)
    return dict(groups)


def changed(found: Iterable[Occurrence], lines: Mapping[str, frozenset[int]]) -> list[Occurrence]:
    """Keep what stands on lines that a change adds or rewrites."""
    return [occurrence for occurrence in found if occurrence.where.line in lines.get(occurrence.where.path, ())]


def changed_lines(difference: str) -> dict[str, frozenset[int]]:
    """Read the lines of the new files that a unified difference without context adds or rewrites."""
    lines: dict[str, set[int]] = defaultdict(set)
    path = ""
    for line in difference.split("\n"):
        if line.startswith("+++ "):
            path = line[4:].strip().strip('"').removeprefix("b/")
        elif hunk := re.match(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@", line):
            lines[path] |= set(range(int(hunk[1]), int(hunk[1]) + int(hunk[2] or 1)))
    return {path: frozenset(numbers) for path, numbers in lines.items()}


def host_of(address: str) -> str:
    """Give the host of an address in small letters, without port; '' if there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def without_anchor(address: str) -> tuple[str, str]:
    """Part an address from its anchor; what cannot be parted is kept, and judged when it is asked for."""
    start, _, anchor = address.partition("#")
    return start, anchor


def in_shard(address: str, part: int, parts: int) -> bool:
    """Tell whether an address belongs to part 1..parts of the work; all addresses of a host go to the same part."""
    digest = hashlib.sha256(host_of(address).encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big") % parts == part - 1


@functools.cache
def _place(hint: Any) -> Place | None:
    return next((mark for mark in marks(hint) if isinstance(mark, Place)), None)


def _texts(value: object, path: Path, place: Place | None) -> Iterator[tuple[Path, str, Place | None]]:
    if isinstance(value, BaseModel):
        for name, hint in hints(type(value)).items():
            yield from _texts(getattr(value, name), (*path, name), _place(hint))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number), place)
    elif type(value) is str:
        yield path, value, place
