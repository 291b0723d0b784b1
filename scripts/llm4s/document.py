"""A file as its fixers see it: its text, what it says, and the class that says what it should hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pydantic import BaseModel

from llm4s.layout import Node, lay_out
from llm4s.markup import Web, webs
from llm4s.record import Record
from llm4s.shape import Shape, hints, shape_of
from llm4s.source import Path


@dataclass(frozen=True)
class Document:
    """One file. A page, and a record that cannot be read, have a text only."""

    path: str
    text: str
    value: Mapping[str, Any] | None = None
    cls: type[Record] | None = None
    found: tuple[Web, ...] = ()
    """The addresses of a page, which are known from reading it."""

    @cached_property
    def tree(self) -> Node:
        """Where everything stands; asked for only by who has found something."""
        return lay_out(self.text)

    @cached_property
    def parts(self) -> tuple[tuple[Path, type[BaseModel], Mapping[str, Any]], ...]:
        """Every group of fields whose class is known, the record itself first."""
        return tuple(_parts(self.value, self.cls, ())) if self.value is not None and self.cls else ()

    @cached_property
    def scalars(self) -> tuple[tuple[Path, Shape, Any], ...]:
        """Every single value of the fields that hold dates or nothing but text."""
        return tuple(found for path, cls, value in self.parts for found in _scalars(value, cls, path))

    def addresses(self) -> Iterator[Web]:
        """Find the addresses outside the site: those of a page, or those in the values of a record, comments left out."""
        if self.value is None:
            yield from self.found
        else:
            yield from _addresses(self.tree)


def _parts(value: Mapping[str, Any], cls: type[BaseModel], path: Path) -> Iterator[tuple[Path, type[BaseModel], Mapping[str, Any]]]:
    yield path, cls, value
    for name, shape in _shapes(cls).items():
        given = value.get(name)
        if shape.part and isinstance(given, dict):
            yield from _parts(given, shape.part, (*path, name))
        elif shape.part and isinstance(given, list):
            for number, item in enumerate(given):
                if isinstance(item, dict):
                    yield from _parts(item, shape.part, (*path, name, number))


def _scalars(value: Mapping[str, Any], cls: type[BaseModel], path: Path) -> Iterator[tuple[Path, Shape, Any]]:
    known = _shapes(cls)
    for name, given in value.items():
        shape = known.get(name)
        if shape and (shape.date or shape.text):
            if isinstance(given, list):
                yield from (((*path, name, number), shape, item) for number, item in enumerate(given))
            else:
                yield (*path, name), shape, given


def _addresses(node: Node) -> Iterator[Web]:
    if node.items:
        for _, inner in node.items:
            yield from _addresses(inner)
    elif (raw := node.raw).strip("\"'").startswith(("http://", "https://")) and not any(char.isspace() for char in raw):
        yield Web(raw.strip("\"'"), node.start + (raw[0] in "\"'"))
    else:
        yield from (Web(web.address, node.start + web.start) for web in webs(raw))


@cache
def _shapes(cls: type[BaseModel]) -> Mapping[str, Shape]:
    return {name: shape_of(hint).single for name, hint in hints(cls).items()}
