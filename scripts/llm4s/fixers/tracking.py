"""Addresses carry no parameters that only tell who sent a reader."""

from __future__ import annotations

import re

from llm4s.fixer import AddressFixer, Known

_NAMES = r"utm_[a-z_]+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|mkt_tok|_hsenc|_hsmi|vero_id|twclid|ttclid|li_fat_id"
_TRACKING = re.compile(rf"[?&](?:{_NAMES})=", re.IGNORECASE)
_ONE = re.compile(rf"(?:{_NAMES})=[^&#]*\Z", re.IGNORECASE)


def _mend(address: str, _known: Known) -> str:
    start, mark, anchor = address.partition("#")
    path, _, query = start.partition("?")
    if not _TRACKING.search(start):
        return address
    kept = "&".join(part for part in query.split("&") if not _ONE.match(part))
    return f"{path}{'?' if kept else ''}{kept}{mark}{anchor}"


def _may_stand_in(text: str, _known: Known) -> bool:
    return bool(_TRACKING.search(text))


FIXER = AddressFixer(
    "tracking-parameter",
    "Addresses carry no parameters that only tell who sent a reader, such as utm_source.",
    _mend,
    _may_stand_in,
    "{address} carries parameters that track readers",
)
