"""Where in a record class references and vocabulary words stand, found once from its type hints."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from llm4s.fields import Gap, Place, Ref, Unit, Word
from llm4s.source import Path

Mark = Ref | Word
Walker = Callable[[Any, Path], Iterator[tuple[Path, Mark, str]]]


@cache
def walker(cls: type[BaseModel]) -> Walker | None:
    """Build the function that finds every marked text in an object of this class, as (path, mark, text)."""
    parts = {name: found for name, hint in hints(cls).items() if (found := _walker_of(hint))}
    if not parts:
        return None

    def walk(value: Any, path: Path) -> Iterator[tuple[Path, Mark, str]]:
        for name, found in parts.items():
            part = getattr(value, name)
            if part is not None:
                yield from found(part, (*path, name))

    return walk


@cache
def hints(cls: type[BaseModel]) -> dict[str, Any]:
    """Give the annotated type of each field of a class, class variables left out."""
    found = typing.get_type_hints(cls, include_extras=True)
    return {name: found[name] for name in cls.model_fields}


def marks(hint: Any) -> Iterator[object]:
    """Give all marks inside a type hint, outermost first, nested parts left out."""
    if get_origin(hint) is Annotated:
        inner, *metadata = get_args(hint)
        yield from (mark for mark in metadata if isinstance(mark, Ref | Word | Unit | Place))
        yield from marks(inner)
    else:
        for part in get_args(hint):
            yield from marks(part)


def _walker_of(hint: Any) -> Walker | None:
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *metadata = get_args(hint)
        for mark in metadata:
            if isinstance(mark, Ref | Word):
                return _leaf(mark)
        return _walker_of(inner)
    if origin is list:
        found = _walker_of(get_args(hint)[0])
        return _each(found) if found else None
    if origin in (Union, types.UnionType):
        found = next((found for part in get_args(hint) if (found := _walker_of(part))), None)
        return _unless_gap(found) if found else None
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return walker(hint)
    return None


def _leaf(mark: Mark) -> Walker:
    def walk(value: Any, path: Path) -> Iterator[tuple[Path, Mark, str]]:
        yield path, mark, value

    return walk


def _each(found: Walker) -> Walker:
    def walk(value: Any, path: Path) -> Iterator[tuple[Path, Mark, str]]:
        for number, item in enumerate(value):
            yield from found(item, (*path, number))

    return walk


def _unless_gap(found: Walker) -> Walker:
    def walk(value: Any, path: Path) -> Iterator[tuple[Path, Mark, str]]:
        if value is not None and not isinstance(value, Gap):
            yield from found(value, path)

    return walk
