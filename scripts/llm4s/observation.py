"""What one look at an address gave: a reason, and the state that the reason stands for."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What readers would find: the page, a door that lets people in but no programs, or nothing."""

    ALIVE = "alive"
    BLOCKED = "blocked"
    DEAD = "dead"


class Reason(StrEnum):
    """Why an address was judged as it was."""

    OK = "ok"
    NO_ANCHOR = "no-anchor"
    ARCHIVED = "archived"
    GATED = "gated"
    FORBIDDEN = "forbidden"
    CHALLENGE = "challenge"
    LOGIN = "login"
    TOO_MANY = "too-many-requests"
    CERTIFICATE = "certificate"
    GONE = "gone"
    NO_HOST = "no-host"
    REFUSED = "refused"
    NOT_TLS = "not-tls"
    UNSAFE = "unsafe"
    PARKED = "parked"
    SOFT_404 = "soft-404"
    HOME = "redirect-to-home"
    BAD_REDIRECT = "bad-redirect"
    NO_IDENTIFIER = "no-such-identifier"
    SERVER_ERROR = "server-error"
    TIMEOUT = "timeout"
    CUT = "cut"
    BAD_ANSWER = "bad-answer"

    @property
    def state(self) -> State:
        """The state that one look with this reason speaks for."""
        return _STATES.get(self, State.DEAD)

    @property
    def definite(self) -> bool:
        """Whether a miss cannot be a passing trouble of the server or the way to it."""
        return self.state is State.DEAD and self not in _PASSING


_STATES = (
    dict.fromkeys((Reason.OK, Reason.NO_ANCHOR, Reason.ARCHIVED, Reason.GATED), State.ALIVE)
    | dict.fromkeys((Reason.FORBIDDEN, Reason.CHALLENGE, Reason.LOGIN, Reason.TOO_MANY, Reason.CERTIFICATE), State.BLOCKED)
)  # fmt: skip
_PASSING = frozenset({Reason.SERVER_ERROR, Reason.TIMEOUT, Reason.CUT, Reason.BAD_ANSWER})


@dataclass(frozen=True, slots=True)
class Observation:
    """One look at one address: where it permanently leads now, and the title that a registry gave, if any."""

    address: str
    reason: Reason
    day: datetime.date
    moved: str = ""
    title: str = ""
    note: str = ""
    archive: str = ""

    def as_line(self) -> str:
        """Write it as one line of JSON."""
        fields = {name: str(getattr(self, name)) for name in self.__slots__ if getattr(self, name)}
        return json.dumps(fields, ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str) -> Observation | None:
        """Read a line again; None if it was torn or is none of ours."""
        try:
            fields = json.loads(line)
            day = datetime.date.fromisoformat(fields.pop("day"))
            return cls(fields.pop("address"), Reason(fields.pop("reason")), day, **{name: str(value) for name, value in fields.items()})
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
