"""Addresses that stand in data/links/moves.yaml are written as they are now."""

from __future__ import annotations

from llm4s.fixer import AddressFixer, Known
from llm4s.moved import MOVES


def _mend(address: str, known: Known) -> str:
    return known.moves.now(address) or address


def _may_stand_in(text: str, known: Known) -> bool:
    return known.moves.may_stand_in(text.encode())


FIXER = AddressFixer("moved-address", f"Addresses that {MOVES} knows to have moved are written as they are now.", _mend, _may_stand_in, "{address} has moved")
