"""What a service says of a name, cleaned: text stays one line of visible characters, and lists end somewhere."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from llm4s.syntax import INVISIBLE

MAX_TEXT = 1_000
MAX_AUTHORS = 400
_MARKUP = re.compile(r"</?(?:[a-z]+:)?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """The facts of an answer; what is not said is empty."""

    name: str
    """The name that the service gives back: it should be the one that was asked for."""
    title: str = ""
    authors: tuple[str, ...] = ()
    more_authors: bool = False
    date: str = ""
    event: str = ""
    type: str = ""
    venue: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    arxiv: str = ""
    doi: str = ""
    address: str = ""
    """Of the repository, for readers."""
    licence: str = ""
    """As the service states it, mostly an SPDX identifier."""
    language: str = ""
    archived: bool = False
    papers: tuple[str, ...] = ()
    """arXiv numbers of papers that describe it."""
    remarks: tuple[tuple[str, str], ...] = ()
    """Fields and what to look at there."""


def clean(text: object) -> str:
    """Give text as one line without markup, control characters and characters that cannot be seen; '' for what is no text."""
    if not isinstance(text, str):
        return ""
    plain = html.unescape(_MARKUP.sub("", text[: 10 * MAX_TEXT]))
    visible = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in INVISIBLE.sub("", plain))
    return " ".join("".join(char for char in visible if unicodedata.category(char) not in ("Cf", "Cs", "Co", "Cn")).split())[:MAX_TEXT]


def listed(value: object) -> list[Any]:
    """Give a list, or an empty one for what is no list."""
    return value if isinstance(value, list) else []


def grouped(value: object) -> dict[str, Any]:
    """Give a group of fields, or an empty one for what is none."""
    return value if isinstance(value, dict) else {}


def from_json(text: str) -> dict[str, Any]:
    """Read a JSON object; an empty one for what is none."""
    try:
        return grouped(json.loads(text))
    except (ValueError, RecursionError):
        return {}
