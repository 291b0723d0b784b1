"""Addresses begin with https where the project knows that it works: at registries, and where a link check found the same address alive."""

from __future__ import annotations

from llm4s.fixer import AddressFixer, Known
from llm4s.identifier import recognise
from llm4s.observation import State


def _mend(address: str, known: Known) -> str:
    if not address.startswith("http://"):
        return address
    better = f"https://{address.removeprefix('http://')}"
    seen = known.ledger.get(better)
    return better if recognise(address) or (seen and seen.state is State.ALIVE) else address


def _may_stand_in(text: str, _known: Known) -> bool:
    return "http://" in text


FIXER = AddressFixer(
    "plain-http",
    "Addresses begin with https where the project knows that it works: at registries, and where a link check found it so.",
    _mend,
    _may_stand_in,
    "{address} works with https",
)
