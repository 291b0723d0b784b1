"""Exceptions from link checks: each with its pattern, its reason, the day it began and the day it ends."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from llm4s.fields import Day, Line, Text
from llm4s.problem import Problem
from llm4s.rows import Placed, Row, read_rows

LONGEST = datetime.timedelta(days=180)


class Waiver(Row):
    """Addresses that are not checked for a while."""

    pattern: Annotated[Line, Field(pattern=r"^https?://[^/*\s]+(/\S*)?$")]
    """An address, in which * stands for any characters; the host is written out."""
    reason: Annotated[Text, Field(min_length=10)]
    """Why the address cannot be checked, and how one sees that it is good."""
    since: Day
    """The day on which the exception was made."""
    expires: Day
    """The day on which it ends, at most 180 days later."""


@dataclass(frozen=True)
class Waivers:
    """All exceptions with their places."""

    known: tuple[Placed[Waiver], ...] = ()

    def covers(self, address: str, today: datetime.date) -> bool:
        """Tell whether an exception that has not expired names an address."""
        return any(known.row.expires >= today and _matches(known.row.pattern, address) for known in self.known)

    def problems(self, addresses: Collection[str], today: datetime.date) -> Iterator[Problem]:
        """Find exceptions that expired, run too long, begin later than today, or match nothing."""
        for placed in self.known:
            waiver, where = placed.row, placed.where
            if waiver.expires < today:
                what = f"the exception for '{waiver.pattern}' expired on {waiver.expires}"
                yield Problem(where, "expired-exception", what, "look whether the address is good, then remove the exception or give it a new term")
            if waiver.expires - waiver.since > LONGEST or waiver.since > today:
                what = f"the exception for '{waiver.pattern}' runs from {waiver.since} to {waiver.expires}"
                yield Problem(where, "long-exception", what, "it begins today at the latest and lasts 180 days at most")
            if not any(_matches(waiver.pattern, address) for address in addresses):
                yield Problem(where, "stale-exception", f"the exception for '{waiver.pattern}' matches no address", "remove it")


def read(path: str, data: bytes) -> tuple[Waivers, list[Problem]]:
    """Read the file of exceptions; what cannot be read is no exception."""
    found, problems = read_rows(path, data, {"exceptions": Waiver}, "bad-exception")
    return Waivers(tuple(found["exceptions"])), problems


def _matches(pattern: str, address: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), address) is not None
