"""The memory of link health: one line of text for each address, sorted, so that two versions merge line by line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from llm4s.observation import Observation, Reason, State
from llm4s.problem import Location, Problem

LEDGER = "data/links/ledger.tsv"
HEADER = "# address\tstate\treason\tchecked\talive\tmisses\tmoved\tarchive"
MISSES = 3
_NONE = "-"
_CONFLICT = re.compile(r"(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)")


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of one address; without a state when it never answered and was not missed often enough."""

    address: str
    state: State | None
    reason: Reason
    checked: datetime.date
    alive: datetime.date | None = None
    misses: int = 0
    moved: str = ""
    archive: str = ""

    def line(self) -> str:
        """Write the line of the ledger."""
        fields = (self.address, self.state, self.reason, self.checked, self.alive, self.misses, self.moved, self.archive)
        return "\t".join(_NONE if field in (None, "") else str(field) for field in fields)


Ledger = Mapping[str, Memory]


def read(path: str, text: str) -> tuple[dict[str, Memory], list[Problem]]:
    """Read a ledger; of lines for one address, as a merge may leave them, the one checked last counts."""
    known: dict[str, Memory] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#") or _CONFLICT.match(line):
            continue
        memory = _read_line(line)
        if memory is None:
            hint = "run 'llm4s links' to write it anew, or take the line from the history"
            problems.append(Problem(Location(path, number), "bad-ledger", "this is no line of the ledger of links", hint))
        elif memory.address not in known or _rank(known[memory.address]) < _rank(memory):
            known[memory.address] = memory
    return known, problems


def write(ledger: Ledger) -> str:
    """Write a ledger: the same text for the same content, whatever order it came in."""
    return "\n".join([HEADER, *sorted(memory.line() for memory in ledger.values()), ""])


def remember(ledger: Ledger, observations: Iterable[Observation], wanted: Iterable[str] | None = None) -> dict[str, Memory]:
    """Put observations into a ledger, and drop addresses that are no longer wanted."""
    known = dict(ledger)
    for seen in sorted(observations, key=lambda seen: (seen.day, seen.address)):
        known[seen.address] = _after(known.get(seen.address), seen)
    keep = known if wanted is None else frozenset(wanted)
    return {address: memory for address, memory in known.items() if address in keep}


def _after(before: Memory | None, seen: Observation) -> Memory:
    """Say what is known after one more look: dead only after misses on different days, alive or blocked at once."""
    old = before or Memory(seen.address, None, seen.reason, datetime.date.min)
    if seen.day < old.checked:  # a late piece of an older run teaches nothing
        return old
    archive = seen.archive or old.archive
    if seen.reason.state is not State.DEAD:
        alive = seen.day if seen.reason.state is State.ALIVE else old.alive
        return Memory(seen.address, seen.reason.state, seen.reason, seen.day, alive, 0, seen.moved, archive)
    misses = old.misses if old.misses and old.checked == seen.day else old.misses + 1
    state = State.DEAD if misses >= MISSES else old.state
    return replace(old, state=state, reason=seen.reason, checked=seen.day, misses=misses, archive=archive)


def _rank(memory: Memory) -> tuple[datetime.date, int, str]:
    return memory.checked, memory.misses, memory.line()


def _read_line(line: str) -> Memory | None:
    fields = ["" if field == _NONE else field for field in line.split("\t")]
    try:
        address, state, reason, checked, alive, misses, moved, archive = fields
        return Memory(
            address,
            State(state) if state else None,
            Reason(reason),
            datetime.date.fromisoformat(checked),
            datetime.date.fromisoformat(alive) if alive else None,
            int(misses),
            moved,
            archive,
        )
    except ValueError:
        return None
