"""A whole run: every host has its own queue, every finished address is written down at once, and the time is bounded."""

from __future__ import annotations

import asyncio
import datetime
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from llm4s.adapters.links.check import Checker, Look, PostponedError
from llm4s.adapters.links.journal import Journal
from llm4s.adapters.links.registries import ARXIV_AT_ONCE, Registries
from llm4s.identifier import Entry, Identifier, recognise
from llm4s.observation import Observation
from llm4s.outside import host_of, without_anchor

Job = Callable[[], Awaitable[None]]
Progress = Callable[[int, int], None]


@dataclass
class Run:
    """Checks addresses and gathers what was seen."""

    checker: Checker
    registries: Registries
    day: datetime.date
    journal: Journal | None = None
    titled: Collection[str] = ()
    """Addresses for which a title is to be compared."""
    progress: Progress = lambda _done, _all: None
    seen: dict[str, Observation] = field(default_factory=dict)

    async def check(self, addresses: Iterable[str], seconds: float | None = None) -> list[str]:
        """Check all addresses that were not seen yet; give those that the time did not suffice for, or whose host wants to be left alone."""
        wanted = sorted(set(addresses))
        queues = self._queues([address for address in wanted if address not in self.seen])
        self._total = len(wanted)
        try:
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
                for jobs in queues.values():
                    todo = iter(jobs)
                    for _ in range(min(self.checker.pace.connections, len(jobs))):
                        group.create_task(_work(todo))
        except TimeoutError:
            pass  # what was seen is kept; the rest is the next run's
        return [address for address in wanted if address not in self.seen]

    def _queues(self, addresses: Sequence[str]) -> dict[str, list[Job]]:
        queues: dict[str, list[Job]] = defaultdict(list)
        pages: dict[str, list[str]] = defaultdict(list)
        papers: dict[str, list[str]] = defaultdict(list)
        for address in addresses:
            name = recognise(address)
            if name is None:
                pages[without_anchor(address)[0]].append(address)
            elif name.registry == "arxiv":
                papers[name.name].append(address)
            else:
                queues[host_of(self.registries.services.of(name.registry))].append(self._registered(name, address))
        for names in _batches(papers, ARXIV_AT_ONCE):
            queues[host_of(self.registries.services.arxiv)].append(self._papers({name: papers[name] for name in names}))
        for url, same in pages.items():
            queues[host_of(url)].append(self._page(url, same))
        return queues

    def _page(self, url: str, addresses: Sequence[str]) -> Job:
        async def job() -> None:
            try:
                look = await self.checker.check(url, conditional=addresses == [url])
            except PostponedError:
                return
            looks = [(address, self.checker.anchor(look, without_anchor(address)[1])) for address in addresses]
            self._note([self._observation(address, found) for address, found in looks])

        return job

    def _registered(self, name: Identifier, address: str) -> Job:
        async def job() -> None:
            entry = await self.registries.ask(name, titled=address in self.titled)
            if entry:
                self._note([self._entry(address, entry)])
            else:
                await self._page(without_anchor(address)[0], [address])()

        return job

    def _papers(self, papers: dict[str, list[str]]) -> Job:
        async def job() -> None:
            entries = await self.registries.arxiv(list(papers)) or {}
            for name, addresses in papers.items():
                if name in entries:
                    self._note([self._entry(address, entries[name]) for address in addresses])
                else:
                    for address in addresses:
                        await self._page(address, [address])()

        return job

    def _observation(self, address: str, look: Look) -> Observation:
        return Observation(address, look.reason, self.day, look.moved, note=look.note)

    def _entry(self, address: str, entry: Entry) -> Observation:
        return Observation(address, entry.reason, self.day, entry.moved, entry.title, entry.note)

    def _note(self, observations: Sequence[Observation]) -> None:
        if self.journal:
            self.journal.add(observations)
        self.seen |= {observation.address: observation for observation in observations}
        self.progress(len(self.seen), self._total)


async def _work(jobs: Iterable[Job]) -> None:
    for job in jobs:
        await job()


def _batches(names: Iterable[str], most: int) -> list[list[str]]:
    rest = iter(names)
    return list(iter(lambda: list(islice(rest, most)), []))
