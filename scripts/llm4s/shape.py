"""What the fields of a record class hold, and where references and words stand in it, found once from its type hints."""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from llm4s.fields import Gap, PartialDate, Place, Ref, Unit, Word
from llm4s.source import Path

Mark = Ref | Word
_PARAGRAPH = 300
Walker = Callable[[Any, Path], Iterator[tuple[Path, Mark, str]]]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field's type asks for: its bare type, whether a gap may stand there, what its texts name, and what its items are."""

    bare: Any
    gap: bool = False
    mark: Ref | Word | None = None
    long: bool = False
    number: bool = False
    """Whether a text that is a whole number may be written as one."""
    item: Shape | None = None
    date: bool = False

    @property
    def single(self) -> Shape:
        """The shape of one value: of a list, that of its items."""
        return self.item or self

    @property
    def text(self) -> bool:
        """Whether each value is text and nothing else."""
        return self.single.bare is str and not self.single.number

    @property
    def part(self) -> type[BaseModel] | None:
        """The class of the part that stands here, if one does."""
        return self.bare if isinstance(self.bare, type) and issubclass(self.bare, BaseModel) else None


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


@cache
def shape_of(hint: Any) -> Shape:
    """Take a type hint apart."""
    if get_origin(hint) is Annotated:
        inner, *metadata = get_args(hint)
        shape = shape_of(inner)
        mark = next((item for item in metadata if isinstance(item, Ref | Word)), shape.mark)
        number = shape.number or any(isinstance(item, BeforeValidator) for item in metadata)
        return replace(shape, mark=mark, long=shape.long or _is_paragraph(metadata), number=number, date=shape.date or hint == PartialDate)
    if get_origin(hint) in (Union, types.UnionType):
        branches = [shape_of(part) for part in get_args(hint) if part is not types.NoneType]
        value = next(branch for branch in branches if branch.bare is not Gap)
        return replace(value, gap=value.gap or any(branch.bare is Gap for branch in branches), date=any(branch.date for branch in branches))
    if get_origin(hint) is list:
        return Shape(list, item=shape_of(get_args(hint)[0]))
    return Shape(hint, date=hint is datetime.date)


def _is_paragraph(metadata: Sequence[object]) -> bool:
    """Tell a text of several sentences from a line, and from an address, which has a form of its own."""
    bounds = [bound for item in metadata if isinstance(item, FieldInfo) for bound in item.metadata]
    return any(getattr(bound, "max_length", 0) > _PARAGRAPH for bound in bounds) and not any(isinstance(item, WithJsonSchema) for item in metadata)


def find_shape(cls: type[BaseModel], path: Sequence[str]) -> Shape | None:
    """Give the shape of a field or of a field of a single part, such as licences.code; nothing where there is none."""
    if not path or path[0] not in hints(cls):
        return None
    shape = shape_of(hints(cls)[path[0]])
    return shape if len(path) == 1 else find_shape(shape.part, path[1:]) if shape.part else None


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
