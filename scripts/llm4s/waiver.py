"""Exceptions from link checks: each with its pattern, its reason, the day it began and the day it ends."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from llm4s.fields import Day, Line, Text
from llm4s.load import read_part
from llm4s.problem import Location, Problem
from llm4s.record import Part

LONGEST = datetime.timedelta(days=180)


class Waiver(Part):
    """Addresses that are not checked for a while."""

    address: Annotated[Line, Field(pattern=r"^https?://[^/*\s]+(/\S*)?$")]
    """An address, in which * stands for any characters; the host is written out."""
    reason: Annotated[Text, Field(min_length=10)]
    """Why the address cannot be checked, and how one sees that it is good."""
    since: Day
    """The day on which the exception was made."""
    expires: Day
    """The day on which it ends, at most 180 days later."""


class File(Part):
    """The file of exceptions."""

    exceptions: list[Waiver]
    """All exceptions."""


@dataclass(frozen=True)
class Waivers:
    """All exceptions with their places."""

    known: tuple[tuple[Waiver, Location], ...] = ()

    def covers(self, address: str, today: datetime.date) -> bool:
        """Tell whether an exception that has not expired names an address."""
        return any(waiver.expires >= today and _matches(waiver.address, address) for waiver, _ in self.known)

    def problems(self, addresses: Collection[str], today: datetime.date) -> Iterator[Problem]:
        """Find exceptions that expired, run too long, begin later than today, or match nothing."""
        for waiver, where in self.known:
            if waiver.expires < today:
                what = f"the exception for '{waiver.address}' expired on {waiver.expires}"
                yield Problem(where, "expired-exception", what, "look whether the address is good, then remove the exception or give it a new term")
            if waiver.expires - waiver.since > LONGEST or waiver.since > today:
                what = f"the exception for '{waiver.address}' runs from {waiver.since} to {waiver.expires}"
                yield Problem(where, "long-exception", what, "it begins today at the latest and lasts 180 days at most")
            if not any(_matches(waiver.address, address) for address in addresses):
                yield Problem(where, "stale-exception", f"the exception for '{waiver.address}' matches no address", "remove it")


def read(path: str, data: bytes) -> tuple[Waivers, list[Problem]]:
    """Read the file of exceptions; where it cannot be read, there are none."""
    found, source, problems = read_part(path, data, File)
    if found is None or source is None:
        return Waivers(), problems
    return Waivers(tuple((waiver, source.locate(("exceptions", number))) for number, waiver in enumerate(found.exceptions))), []


def _matches(pattern: str, address: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), address) is not None
