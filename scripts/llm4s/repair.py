"""Puts new addresses in the place of old ones, touching no other byte."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from llm4s.layout import replaced
from llm4s.ledger import Ledger
from llm4s.markup import webs
from llm4s.observation import State
from llm4s.outside import Occurrence, without_anchor

_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9/._~!$&'+,;=:@%?#()-]*)?(?<![,:.])")


def moves(ledger: Ledger, secure: Iterable[str] = ()) -> dict[str, str]:
    """Say which addresses to rewrite: those that moved for good, and those that work as https; an anchor goes along."""
    wanted = {address: f"https://{address.removeprefix('http://')}" for address in secure}
    for memory in ledger.values():
        if memory.moved and memory.state is State.ALIVE:
            fragment = without_anchor(memory.address)[1]
            wanted[memory.address] = f"{memory.moved}#{fragment}" if fragment and "#" not in memory.moved else memory.moved
    return {old: new for old, new in wanted.items() if old != new and _PLAIN.fullmatch(new)}


def repair(files: Mapping[str, str], found: Iterable[Occurrence], wanted: Mapping[str, str]) -> dict[str, str]:
    """Give the new texts of the files in which an address is rewritten; addresses made from identifiers do not stand there."""
    places: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for occurrence in found:
        path, old = occurrence.where.path, occurrence.address
        if old not in wanted or path not in files:
            continue
        text = files[path]
        if path.endswith(".md"):  # the same address inside code stays as it is
            lines = text.split("\n")[: occurrence.where.line - 1]
            places[path].add((sum(map(len, lines)) + len(lines) + occurrence.where.column - 1, old))
        else:
            places[path] |= {(web.start, old) for web in webs(text) if web.address == old}
    return {path: replaced(files[path], ((start, start + len(old), wanted[old]) for start, old in spots)) for path, spots in places.items() if spots}
