"""Exceptions from link checks: each with its pattern, its reason, the day it began and the day it ends."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from llm4s.fields import Day, Line, Text
from llm4s.problem import Location, Problem
from llm4s.source import Source, parse

LONGEST = datetime.timedelta(days=180)


class Waiver(BaseModel):
    """Addresses that are not checked for a while."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", use_attribute_docstrings=True)

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

    known: tuple[tuple[Waiver, Location], ...] = ()

    def covers(self, address: str, today: datetime.date) -> bool:
        """Tell whether an exception that has not expired names an address."""
        return any(waiver.expires >= today and _matches(waiver.pattern, address) for waiver, _ in self.known)

    def problems(self, addresses: Collection[str], today: datetime.date) -> Iterator[Problem]:
        """Find exceptions that expired, run too long, begin later than today, or match nothing."""
        for waiver, where in self.known:
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
    source, problems = parse(path, data)
    if source is None:
        return Waivers(), problems
    rows = source.value.get("exceptions")
    if not isinstance(rows, list) or set(source.value) != {"exceptions"}:
        return Waivers(), [Problem(Location(path), "bad-exception", "the file holds no list 'exceptions' or more than that", "write 'exceptions: []'")]
    known: list[tuple[Waiver, Location]] = []
    for number, row in enumerate(rows):
        try:
            known.append((Waiver.model_validate_json(json.dumps(row)), source.locate(("exceptions", number))))
        except ValidationError as fault:
            problems.append(_problem(source, number, fault))
    return Waivers(tuple(known)), problems


def _problem(source: Source, number: int, fault: ValidationError) -> Problem:
    first = fault.errors(include_url=False)[0]
    where = source.locate(("exceptions", number, *first["loc"]))
    name = ".".join(str(part) for part in first["loc"]) or "the exception"
    return Problem(where, "bad-exception", f"'{name}' of an exception does not hold: {first['msg']}", "give pattern, reason, since and expires")


def _matches(pattern: str, address: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), address) is not None
