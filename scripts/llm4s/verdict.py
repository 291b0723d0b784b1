"""What a run of link checks means for the records and chapters in which the addresses stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from llm4s.identifier import same_title
from llm4s.ledger import MISSES, Ledger, Memory
from llm4s.observation import Observation, Reason, State
from llm4s.outside import Occurrence
from llm4s.problem import Problem, Severity


@dataclass(frozen=True, slots=True)
class Verdict:
    """One address at one place, what was seen, and what the ledger knows now."""

    occurrence: Occurrence
    seen: Observation
    memory: Memory

    @property
    def state(self) -> str:
        """The state in the ledger, or 'missed' as long as an address that never answered may come."""
        return self.memory.state.value if self.memory.state else "missed"


def verdicts(found: Iterable[Occurrence], seen: Mapping[str, Observation], ledger: Ledger) -> list[Verdict]:
    """Put together places, observations and memory; what was not looked at is left out."""
    return [Verdict(place, seen[place.address], ledger[place.address]) for place in found if place.address in seen and place.address in ledger]


def problems(all_verdicts: Iterable[Verdict], *, strict: bool) -> Iterator[Problem]:
    """Word what is wrong. Strict, for what a change brings in, a clear miss is an error at once; else only after three days of misses."""
    for verdict in all_verdicts:
        where, address, seen, memory = verdict.occurrence.where, verdict.occurrence.address, verdict.seen, verdict.memory
        why = f"{seen.reason}{f', {seen.note}' if seen.note else ''}"
        if seen.reason.state is State.DEAD:
            last = f"last alive on {memory.alive}" if memory.alive else "never seen alive"
            if memory.state is State.DEAD or (strict and seen.reason.definite):
                copy = f"; a copy is at {memory.archive}" if memory.archive else ""
                yield Problem(where, "dead-link", f"'{address}' is dead: {why}; {last}", f"replace or remove it{copy}")
            else:
                what = f"'{address}' was missed {memory.misses} of {MISSES} times: {why}; {last}"
                yield Problem(where, "missed-link", what, "it is dead after misses on three days", Severity.WARNING)
        if seen.reason is Reason.NO_ANCHOR:
            yield Problem(where, "missing-anchor", f"'{address}' works, but {seen.note}", "correct the part after #", Severity.WARNING)
        if seen.reason is Reason.ARCHIVED:
            yield Problem(where, "archived-repository", f"'{address}' is archived", "say so in the record's status, or name its successor", Severity.WARNING)
        if seen.moved:
            yield Problem(where, "moved-link", f"'{address}' moved to '{seen.moved}'", "run 'llm4s links --fix'", Severity.WARNING)
        if verdict.occurrence.title and seen.title and not same_title(verdict.occurrence.title, seen.title):
            what = f"'{address}' is “{seen.title}”, not “{verdict.occurrence.title}”"
            yield Problem(where, "wrong-title", what, "correct the identifier or the title")
