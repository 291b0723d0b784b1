"""What was published before: addresses, what was removed and why, and what each release changed."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from llm4s.fields import Day, Line
from llm4s.load import read_part
from llm4s.problem import Location, Problem
from llm4s.record import Part
from llm4s.source import Source, decode

FOLDER = "data/history"
REMOVED = f"{FOLDER}/removed.yaml"
ADDRESSES = f"{FOLDER}/addresses"
RELEASES = f"{FOLDER}/releases"
Address = Annotated[Line, Field(pattern=r"^([a-z0-9._-]+/){1,3}$")]
RecordPath = Annotated[Line, Field(pattern=r"^[a-z]+/[a-z0-9-]+$")]


class Removed(Part):
    """A page that is no more."""

    address: Address
    """Its address below the site's, such as models/scibert/."""
    name: Line
    """What stood there."""
    reason: Line
    """Why it was removed, in one sentence."""
    removed: Day
    """Day of the removal."""
    instead: list[Address] = []
    """Addresses of pages to read in its place."""


class RemovedFile(Part):
    """The file of what was removed."""

    removed: list[Removed]
    """Pages that are no more."""


class Named(Part):
    """A record in the account of a release."""

    record: RecordPath
    """Its path at the time of the release."""
    name: Line
    """Its name at that time."""
    was: RecordPath | None = None
    """The path it had before."""
    fields: list[Line] = []
    """The fields that changed, as readers see their names."""


class Release(Part):
    """What a release of the data changed, as `llm4s release` wrote it."""

    name: Line
    """Name of the release."""
    day: Day
    """Day on which the account was written."""
    counts: dict[str, int]
    """Number of records of each kind, by the kind's folder."""
    added: list[Named] = []
    """New records."""
    renamed: list[Named] = []
    """Records with a new address; the old one leads there."""
    removed: list[Named] = []
    """Records that are no more."""
    changed: list[Named] = []
    """Records of which fields changed."""
    chapters: list[Line] = []
    """Titles of chapters whose text changed."""


@dataclass(frozen=True)
class History:
    """All that is known of former states."""

    removed: tuple[Removed, ...] = ()
    releases: tuple[Release, ...] = ()
    """The newest first."""
    addresses: Mapping[str, Location] = field(default_factory=dict)
    """Every address that was ever published, with its place in the lists."""
    source: Source | None = None
    """The file of what was removed, for places."""

    def problems(self, living: Container[str], broken: Iterable[str]) -> Iterator[Problem]:
        """Find addresses that were published and lead nowhere now, and removals that cannot be true."""
        starts = tuple(f"{path}/" for path in broken)
        gone: set[str] = set()
        for number, removed in enumerate(self.removed):
            where = Location(REMOVED) if self.source is None else self.source.locate(("removed", number, "address"))
            if removed.address in living or removed.address in gone:
                found = "is a page that lives" if removed.address in living else "stands here twice"
                yield Problem(where, "removed-address", f"{removed.address} {found}", "take this entry out")
            gone.add(removed.address)
            for address in removed.instead:
                if address not in living and not address.startswith(starts):
                    yield Problem(where, "removed-address", f"{address}, to be read instead, is no page", "name a page of the site as it is now")
        for address, where in self.addresses.items():
            if address not in living and address not in gone and not address.startswith(starts):
                hint = f"name it among the 'former_ids' of the record that it became, or say in {REMOVED} why it is gone"
                yield Problem(where, "lost-address", f"{address} was published and leads nowhere now", hint)


def read(files: Mapping[str, bytes]) -> tuple[History, list[Problem]]:
    """Read the files of the history, by their paths below the root."""
    problems: list[Problem] = []
    removed, source = None, None
    releases: list[Release] = []
    addresses: dict[str, Location] = {}
    for path, data in files.items():
        if path == REMOVED:
            removed, source, faults = read_part(path, data, RemovedFile)
        elif path.startswith(f"{ADDRESSES}/") and path.endswith(".txt"):
            found, faults = _read_addresses(path, data)
            addresses |= found
        elif path.startswith(f"{RELEASES}/") and path.endswith(".yaml"):
            release, _, faults = read_part(path, data, Release)
            releases += [release] if release else []
        else:
            faults = [Problem(Location(path), "unknown-folder", f"{path} belongs to no history", f"known: {REMOVED}, {ADDRESSES}/*.txt, {RELEASES}/*.yaml")]
        problems += faults
    releases.sort(key=lambda release: (release.day, release.name), reverse=True)
    return History(tuple(removed.removed) if removed else (), tuple(releases), addresses, source), problems


def _read_addresses(path: str, data: bytes) -> tuple[dict[str, Location], list[Problem]]:
    text, fault = decode(path, data)
    found: dict[str, Location] = {}
    problems = [fault] if fault else []
    last = ""
    for number, line in enumerate((text or "").splitlines(), 1):
        if line <= last or not re.fullmatch(r"[a-z0-9._/-]{1,300}", line):
            what = f"{line[:80]!r} is no address, or not in its order"
            problems.append(Problem(Location(path, number), "address-list", what, "one address in a line, sorted, each once, as 'llm4s release' writes them"))
        else:
            found[line] = Location(path, number)
            last = line
    return found, problems
