"""Politeness: how often and how many at once a host is asked, and how long it asked to be left alone."""

from __future__ import annotations

import asyncio
import email.utils
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

PER_SECOND = 1.0
CONNECTIONS = 2
AT_ONCE = 64


@dataclass
class _Gate:
    turns: asyncio.Semaphore
    next: float = 0.0
    until: float = 0.0
    closed: bool = False


@dataclass
class Pace:
    """Gives hosts their turns; a rate of 0 is no limit, for hosts of one's own."""

    per_second: float = PER_SECOND
    connections: int = CONNECTIONS
    at_once: int = AT_ONCE
    _gates: dict[str, _Gate] = field(default_factory=dict)
    _all: asyncio.Semaphore | None = None

    def gate(self, host: str) -> _Gate:
        """Give the state of a host."""
        if host not in self._gates:
            self._gates[host] = _Gate(asyncio.Semaphore(self.connections))
        return self._gates[host]

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until a host may be asked, and hold one of its connections."""
        gate = self.gate(host)
        self._all = self._all or asyncio.Semaphore(self.at_once)
        async with gate.turns:
            clock = asyncio.get_running_loop().time
            start = max(clock(), gate.next)
            gate.next = start + (1 / self.per_second if self.per_second else 0)
            while (wait := max(start, gate.until) - clock()) > 0:  # the host may ask for a pause while this turn waits
                await asyncio.sleep(wait)
            async with self._all:
                yield

    def pause(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while."""
        gate = self.gate(host)
        gate.until = max(gate.until, asyncio.get_running_loop().time() + seconds)

    def close(self, host: str) -> None:
        """Leave a host alone for the rest of the run."""
        self.gate(host).closed = True

    def is_closed(self, host: str) -> bool:
        """Tell whether a host asked for more patience than a run has."""
        return host in self._gates and self._gates[host].closed


def retry_after(text: str) -> float | None:
    """Read Retry-After in both of its forms as seconds from now; None if it says nothing."""
    if text.strip().isdigit():
        return float(text.strip()[:9])
    try:
        then = email.utils.parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(0.0, then - time.time())
