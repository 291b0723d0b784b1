"""Repairs that need the network: which addresses work as https, which have a copy in the web archive."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from llm4s.adapters.links.check import Checker, PostponedError
from llm4s.adapters.links.registries import Registries
from llm4s.ledger import Ledger, Memory
from llm4s.moved import Moves
from llm4s.observation import Reason, State
from llm4s.outside import Occurrence, without_anchor
from llm4s.repair import moves, repair


async def secure_addresses(checker: Checker, ledger: Ledger, wanted: Iterable[str], seconds: float | None) -> list[str]:
    """Give the http addresses that are good and as good with https."""
    good: list[str] = []

    async def look(address: str) -> None:
        try:
            found = await checker.check(f"https://{without_anchor(address)[0].removeprefix('http://')}", conditional=False)
        except PostponedError:
            return
        if found.reason is Reason.OK and found.answer and found.answer.url.startswith("https://"):
            good.append(address)

    plain = [
        address
        for address in wanted
        if address.startswith("http://") and (known := ledger.get(address)) and known.state is State.ALIVE and not known.moved
    ]  # fmt: skip
    try:
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
            for address in plain:
                group.create_task(look(address))
    except TimeoutError:
        pass  # what was not looked at stays as it is
    return sorted(good)


async def archive(registries: Registries, ledger: Ledger, wanted: Collection[str], seconds: float | None) -> tuple[dict[str, Memory], int]:
    """Store the archived copies of addresses that have none yet, those of dead ones first; of living ones a copy may be made."""
    known, copied = dict(ledger), 0
    missing = [known[address] for address in wanted if address in known and not known[address].archive]
    try:
        async with asyncio.timeout(seconds):
            for memory in sorted(missing, key=lambda memory: (memory.state is not State.DEAD, memory.misses == 0, memory.address)):
                copy = await registries.copy_of(memory.address)
                if not copy and memory.state is State.ALIVE:
                    copy = await registries.make_copy(memory.address)
                if copy:
                    known[memory.address] = replace(memory, archive=copy)
                    copied += 1
    except TimeoutError:
        pass  # the next run asks for the others
    return known, copied


def write_repairs(root: Path, found: Collection[Occurrence], ledger: Ledger, secure: Iterable[str], known: Moves) -> list[str]:
    """Rewrite addresses in records and chapters, those known to have moved without asking; give the files that changed."""
    paths = {occurrence.where.path for occurrence in found}
    files = {path: (root / path).read_bytes().decode("utf-8") for path in paths}
    changed = repair(files, found, moves(ledger, secure) | {old: new for old in (place.address for place in found) if (new := known.now(old))})
    for path, text in changed.items():
        (root / path).write_bytes(text.encode())
    return sorted(changed)
