"""Addresses known to have moved, and hosts known to be gone: what is written of them is wrong before anybody asks the network."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from llm4s.catalog import Catalog
from llm4s.fields import Day, Line, PartialDate, Url
from llm4s.load import read_part
from llm4s.markup import Chapter
from llm4s.outside import addresses, host_of
from llm4s.problem import Problem
from llm4s.record import Part

MOVES = "data/links/moves.yaml"
_START = re.compile(r"https?://(?:www\.)?")


class Move(Part):
    """A repository, or all of an owner, that has a new address."""

    was: Annotated[Line, Field(pattern=r"^[a-z0-9.-]+(/[\w.-]+){1,2}$")]
    """Host and path of the old address, such as github.com/owner/name."""
    now: Annotated[Line, Field(pattern=r"^[a-z0-9.-]+(/[\w.-]+){1,2}$")]
    """Host and path of the new address."""
    source: Url
    """Where the new address is given."""
    checked: Day
    """Day on which that was read."""


class Closed(Part):
    """A host that answers no more."""

    host: Annotated[Line, Field(pattern=r"^[a-z0-9.-]+$")]
    """The host's name."""
    since: PartialDate
    """When it was closed, as exact as the source is."""
    instead: Line
    """What to use in its place."""
    source: Url
    """Where the end is told."""
    checked: Day
    """Day on which that was read."""


class File(Part):
    """The file of moves."""

    moves: list[Move]
    """Repositories and owners with new addresses."""
    closed: list[Closed]
    """Hosts that are gone."""


@dataclass(frozen=True)
class Moves:
    """All known moves and closed hosts."""

    moves: tuple[Move, ...] = ()
    closed: tuple[Closed, ...] = ()

    def now(self, address: str) -> str:
        """Give the new address of one that has moved; '' for others. Letters of either case are one, as at code hosts."""
        start = _START.match(address)
        rest = address[start.end() :] if start else ""
        for move in self.moves:
            if rest.casefold().startswith(move.was.casefold()) and rest[len(move.was) : len(move.was) + 1] in ("", "/", "#", "?", "."):
                return f"https://{move.now}{rest[len(move.was) :]}"
        return ""

    def end_of(self, address: str) -> Closed | None:
        """Tell when the host of an address was closed, if it was."""
        host = host_of(address).removeprefix("www.")
        return next((closed for closed in self.closed if closed.host == host), None)

    def problems(self, catalog: Catalog, chapters: Iterable[Chapter]) -> Iterator[Problem]:
        """Find the addresses in records and chapters whose host is gone."""
        for entry in catalog:
            for path, address, _ in addresses(entry) if self.may_stand_in(catalog.data(entry)) else ():
                if fault := self._fault(address):
                    yield Problem(catalog.where(entry, path), *fault)
        for chapter in chapters:
            for web in chapter.addresses:
                if fault := self._fault(web.address):
                    yield Problem(chapter.where(web.start), *fault)

    @functools.cached_property
    def _needles(self) -> tuple[bytes, ...]:
        return (*(move.was.casefold().encode() for move in self.moves), *(closed.host.encode() for closed in self.closed))

    def may_stand_in(self, data: bytes) -> bool:
        """Look through a file as a whole first: nearly none holds such an address, and finding all addresses of a record takes longer."""
        low = data.lower()
        return any(needle in low for needle in self._needles)

    def _fault(self, address: str) -> tuple[str, str, str] | None:
        if closed := self.end_of(address):
            return "closed-host", f"the host of {address} is closed since {closed.since}", closed.instead
        return None


def read(path: str, data: bytes) -> tuple[Moves, list[Problem]]:
    """Read the file of moves; where it cannot be read, none are known."""
    found, _, problems = read_part(path, data, File)
    return (Moves(tuple(found.moves), tuple(found.closed)) if found else Moves()), problems
