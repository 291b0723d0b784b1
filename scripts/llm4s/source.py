"""Restricted YAML: text becomes plain values, and every key and value keeps its place.

Refused: anchors, aliases, merge keys, tags, duplicate keys, several documents, deep nesting, invisible characters.
Resolved: null, true and false, whole numbers, decimals. Everything else is text, so `no`, `1.10.2` and dates stay as written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from llm4s.problem import Location, Problem
from llm4s.syntax import CONTROL, INVISIBLE, syntax_fault, unseen

MAX_BYTES = 262_144
MAX_DEPTH = 10
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SYMBOLIC_LINK = b"\xff symbolic link"
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} )", re.MULTILINE)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"[-+]?([0-9]{1,300}\.[0-9]{0,300}([eE][-+]?[0-9]{1,3})?|[0-9]{1,300}[eE][-+]?[0-9]{1,3})\Z")
_NAMED: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]
Place = tuple[int, int]


def named(path: Path) -> str:
    """Name a value by its fields, items counted from 1: dates.2.event."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


@dataclass(frozen=True, slots=True)
class Source:
    """One parsed file: its value and its bytes, which are read again when a place in it is asked for."""

    path: str
    value: dict[str, Any]
    data: bytes

    def locate(self, path: Path, *, key: bool = False) -> Location:
        """Give the place of a value, of its key, or of the nearest parent that exists."""
        keys, values = _places(self.data)
        if key and path in keys:
            return Location(self.path, *keys[path])
        while path and path not in values:
            path = path[:-1]
        return Location(self.path, *values.get(path, (1, 1)))


class _RefusedError(Exception):
    def __init__(self, mark: Any, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.code, self.message, self.hint = code, message, hint


def parse(path: str, data: bytes) -> tuple[Source | None, list[Problem]]:
    """Read one record file; on any fault give no source and the problem that stopped the reading."""
    text, problem = decode(path, data)
    if text is None:
        return None, [problem] if problem else []
    if conflict := _CONFLICT.search(text):
        where = Location(path, text.count("\n", 0, conflict.start()) + 1)
        return None, [Problem(where, "merge-conflict", "the file holds the marks of a merge conflict", "keep one of the two versions and remove the marks")]
    if hidden := _unseen_problem(path, text):
        return None, [hidden]
    try:
        value = _Reader(text).document()
    except _RefusedError as fault:
        return None, [Problem(Location(path, *fault.place), fault.code, fault.message, fault.hint)]
    except yaml.YAMLError as fault:
        return None, [_syntax_problem(path, text, fault)]
    return Source(path, value, data), []


@lru_cache(maxsize=16)
def _places(data: bytes) -> tuple[Mapping[Path, Place], Mapping[Path, Place]]:
    """Give the places of the keys and values of a text that is known to be good."""
    reader = _Reader(data.decode())
    reader.document()
    return reader.keys, reader.values


def _resolved(text: str) -> str | int | float | bool | None:
    """Give the value of plain text."""
    if text in _NAMED:
        return _NAMED[text]
    if text[0] in "+-0123456789":
        if _INTEGER.match(text):
            return int(text)
        if _DECIMAL.match(text) and math.isfinite(number := float(text)):
            return number
    return text


def decode(path: str, data: bytes) -> tuple[str | None, Problem | None]:
    """Turn bytes into text: UTF-8 without byte order mark, of bounded size, without NUL."""
    if len(data) > MAX_BYTES:
        what = f"the file has more than {MAX_BYTES:,} bytes, which is all that is read"
        return None, Problem(Location(path), "file-too-large", what, "shorten it or split it into several records")
    if data == SYMBOLIC_LINK:
        return None, Problem(Location(path), "symbolic-link", "the file is a symbolic link", "put the content itself here")
    if data.startswith(BYTE_ORDER_MARK):
        return None, Problem(Location(path), "byte-order-mark", "the file starts with a byte order mark", "save it as UTF-8 without BOM, or run 'llm4s fix'")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        what = f"byte 0x{data[fault.start]:02x} is not valid UTF-8"
        return None, Problem(Location(path, line, column), "not-utf-8", what, "save the file as UTF-8, which editors offer as an encoding")


def _syntax_problem(path: str, text: str, fault: yaml.YAMLError) -> Problem:
    context, problem = getattr(fault, "context_mark", None), getattr(fault, "problem_mark", None)
    mark = problem or context
    where = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    detail = getattr(fault, "problem", None) or getattr(fault, "reason", None) or "the text cannot be read"
    opened = context.line + 1 if context else where.line
    if context and "quoted scalar" in str(getattr(fault, "context", "")) and "end of stream" in str(detail):
        where = Location(path, opened, context.column + 1)  # the end of the file is where it was noticed, not where it is
    line = next(iter(text.split("\n")[where.line - 1 : where.line]), "")
    return Problem(where, "yaml-syntax", *syntax_fault(str(detail), str(getattr(fault, "context", "")), opened, line, where.column))


def _unseen_problem(path: str, text: str) -> Problem | None:
    """Find what cannot be seen wherever it stands, in comments and names of fields, too; a carriage return at a line's end is none."""
    found = INVISIBLE.search(text) or CONTROL.search(text.replace("\r\n", "\n\n"))
    if not found:
        return None
    before = text[: found.start()]
    where = Location(path, before.count("\n") + 1, found.start() - before.rfind("\n"))
    return Problem(where, "invisible-character", f"the text holds {unseen(found[0])}", "delete it; it may have come along when the text was copied")


class _Reader:
    def __init__(self, text: str) -> None:
        self.next_event = _LOADER(text).get_event
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}

    def document(self) -> dict[str, Any]:
        self.next_event()  # the stream's start
        event = self.next_event()
        if isinstance(event, yaml.StreamEndEvent):
            raise _RefusedError(None, "empty-file", "the file holds no record", "start with 'name:' or run 'llm4s new'")
        event = self.next_event()
        if not isinstance(event, yaml.MappingStartEvent):
            raise _RefusedError(
                event.start_mark, "not-a-mapping", "the file must hold 'field: value' pairs", "start with 'name: ...', with a space after the colon"
            )
        value: dict[str, Any] = self.node(event, ())
        self.next_event()  # the document's end
        event = self.next_event()
        if not isinstance(event, yaml.StreamEndEvent):
            raise _RefusedError(event.start_mark, "several-documents", "the file holds a second document", "one record per file: remove '---' and what follows")
        return value

    def node(self, event: Any, path: Path) -> Any:
        self.values[path] = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _RefusedError(
                event.start_mark, "yaml-alias", "anchors (&) and aliases (*) are not allowed", "write the value out; quote text that starts with & or *"
            )
        if event.tag:
            raise _RefusedError(event.start_mark, "yaml-tag", f"the tag {event.tag!r} is not allowed", "remove it; quote text that starts with !")
        if len(path) > MAX_DEPTH:
            raise _RefusedError(event.start_mark, "too-deep", f"values are nested more than {MAX_DEPTH} levels deep", "flatten the record")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next_event(), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: Path) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := self.next_event(), yaml.MappingEndEvent):
            key = getattr(event, "value", None)
            mark = event.start_mark
            if isinstance(event, yaml.AliasEvent) or not isinstance(key, str) or event.anchor or event.tag:
                raise _RefusedError(mark, "bad-key", "a field name must be plain text", "write 'field: value'")
            if key == "<<":
                raise _RefusedError(mark, "yaml-merge", "merge keys (<<) are not allowed", "write the fields out")
            if key in entries:
                first = self.keys[(*path, key)][0]
                raise _RefusedError(mark, "duplicate-key", f"'{key}' stands twice (first on line {first})", "keep one of them")
            self.keys[(*path, key)] = (mark.line + 1, mark.column + 1)
            entries[key] = self.node(self.next_event(), (*path, key))
        return entries

    def scalar(self, event: Any) -> str | int | float | bool | None:
        text: str = event.value
        if not text.isprintable() and (found := unseen(text)):  # written as an escape, such as \u200b
            raise _RefusedError(event.start_mark, "invisible-character", f"the text holds {found}", "delete it")
        if not event.implicit[0]:  # quoted or block text stays text
            return text
        return _resolved(text)
