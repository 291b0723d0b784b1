"""Reads the small data files beside the records: lists of strict rows under known names, each row with its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from llm4s.problem import Location, Problem
from llm4s.source import Source, parse


class Row(BaseModel):
    """A strict, unchangeable row of a data file."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", use_attribute_docstrings=True)


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Placed(Generic[R]):
    """A row and where it stands."""

    row: R
    where: Location


def read_rows(path: str, data: bytes, lists: Mapping[str, type[Row]], code: str) -> tuple[dict[str, list[Placed[Any]]], list[Problem]]:
    """Read a file of lists of rows; a row that cannot be read is a problem with this code, and no row."""
    found: dict[str, list[Placed[Any]]] = {name: [] for name in lists}
    source, problems = parse(path, data)
    if source is None:
        return found, problems
    if set(source.value) != set(lists) or not all(isinstance(rows, list) for rows in source.value.values()):
        names = " and ".join(f"'{name}'" for name in lists)
        hint = f"write an empty list as '{next(iter(lists))}: []'"
        return found, [Problem(Location(path), code, f"expected a list under {names}, and nothing else", hint)]
    for name, kind in lists.items():
        for number, row in enumerate(source.value[name]):
            try:
                found[name].append(Placed(kind.model_validate_json(json.dumps(row)), source.locate((name, number))))
            except ValidationError as fault:
                problems.append(_problem(source, (name, number), kind, code, fault))
    return found, problems


def _problem(source: Source, place: tuple[str, int], kind: type[Row], code: str, fault: ValidationError) -> Problem:
    first = fault.errors(include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"]) or f"row {place[1] + 1} of '{place[0]}'"
    hint = f"a row of '{place[0]}' gives {', '.join(kind.model_fields)}"
    return Problem(source.locate((*place, *first["loc"])), code, f"'{name}' does not hold: {first['msg']}", hint)
