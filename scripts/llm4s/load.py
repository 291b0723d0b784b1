"""From files to a catalog: every file becomes an entry or problems, never an exception."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from llm4s.catalog import Catalog
from llm4s.fields import is_id
from llm4s.problem import Location, Problem
from llm4s.record import Entry, Kind
from llm4s.shape import hints
from llm4s.source import Path, Source, parse

P = TypeVar("P", bound=BaseModel)
Loaded = tuple[Entry | None, Source | None, tuple[Problem, ...]]
Memo = dict[str, tuple[bytes, Loaded]]

_EXPECTED = {
    "bool_type": "expected true or false",
    "date_from_datetime_parsing": "expected a day as YYYY-MM-DD",
    "date_parsing": "expected a day as YYYY-MM-DD",
    "date_type": "expected a day as YYYY-MM-DD",
    "dict_type": "expected 'field: value' pairs",
    "finite_number": "expected a finite number",
    "float_type": "expected a number",
    "int_from_float": "expected a whole number",
    "int_type": "expected a whole number",
    "list_type": "expected a list: one '- item' per line",
    "model_type": "expected 'field: value' pairs",
    "string_type": "expected text",
}
_BOUNDS = {
    "greater_than": "expected a number above {gt}",
    "greater_than_equal": "expected a number not below {ge}",
    "less_than_equal": "expected a number not above {le}",
    "literal_error": "expected {expected}",
    "string_pattern_mismatch": "expected text of the form {pattern}",
    "string_too_long": "expected at most {max_length} characters",
    "too_long": "expected at most {max_length} items",
    "too_short": "expected at least {min_length} item",
}
_HINTS = {
    "string_type": "put it between quotation marks",
    "list_type": "begin each item on its own line with '- '",
    "date_from_datetime_parsing": "for instance 2026-01-31",
    "date_parsing": "for instance 2026-01-31",
}


def load(files: Mapping[str, bytes], kinds: Iterable[Kind], memo: Memo | None = None) -> tuple[Catalog, list[Problem]]:
    """Read record files (path below the root, such as data/models/bert.yaml → content).

    A memo that is handed in again lets unchanged files keep what they loaded to.
    """
    kinds = tuple(kinds)
    folders = {kind.plural: kind for kind in kinds}
    memo = {} if memo is None else memo
    entries: list[Entry] = []
    broken: list[str] = []
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for path in sorted(files):
        known = memo.get(path)
        if known is None or known[0] != files[path]:
            known = memo[path] = (files[path], load_file(path, files[path], folders))
        entry, source, faults = known[1]
        problems.extend(faults)
        if entry and source:
            entries.append(entry)
            sources[entry.path] = source
        else:
            broken.append(path.removeprefix("data/").removesuffix(".yaml"))
    return Catalog(kinds, entries, sources, broken), problems


def load_file(path: str, data: bytes, folders: Mapping[str, Kind]) -> Loaded:
    """Read one record file into an entry, or say what is wrong with it."""
    place = _place(path, folders)
    if isinstance(place, Problem):
        return None, None, (place,)
    kind, record_id = place
    source, faults = parse(path, data)
    if source is None:
        return None, None, tuple(faults)
    record, problems = validated(source, kind.cls)
    return (Entry(kind, record_id, record), replace(source, value={}), ()) if record else (None, source, problems)


def read_part(path: str, data: bytes, cls: type[P]) -> tuple[P | None, Source | None, list[Problem]]:
    """Read a file that holds one object of a class and is no record, such as the rules of the chooser."""
    source, faults = parse(path, data)
    if source is None:
        return None, None, faults
    part, problems = validated(source, cls)
    return part, source, list(problems)


def validated(source: Source, cls: type[P]) -> tuple[P | None, tuple[Problem, ...]]:
    """Turn what a file says into an object of a class, or every fault into a problem with its place."""
    try:
        return cls.model_validate_json(json.dumps(source.value)), ()
    except ValidationError as error:
        return None, tuple(_translate(source, cls, detail) for detail in error.errors(include_url=False))


def _place(path: str, folders: Mapping[str, Kind]) -> tuple[Kind, str] | Problem:
    parts = path.split("/")
    where = Location(path)
    if len(parts) != 3 or parts[1] not in folders:
        hint = f"put records into data/<kind>/<id>.yaml with a kind of {', '.join(folders)}"
        near = difflib.get_close_matches(parts[1], folders, 1) if len(parts) == 3 else []
        return Problem(where, "unknown-folder", "the file lies outside the folders of records", f"did you mean data/{near[0]}/?" if near else hint)
    name, dot, ending = parts[2].rpartition(".")
    if not dot or ending != "yaml":
        return Problem(where, "not-a-record", f"'{parts[2]}' is not a record file", "records end in .yaml; move other files elsewhere")
    if not is_id(name):
        hint = "use lower-case letters a-z and digits, joined by single hyphens, such as scibert or gpt-2"
        return Problem(where, "bad-id", f"'{name}' cannot be an id", hint)
    return folders[parts[1]], name


def _translate(source: Source, cls: type[BaseModel], detail: ErrorDetails) -> Problem:
    path = _real_path(source.value, detail["loc"])
    field = ".".join(str(part + 1) if isinstance(part, int) else part for part in path) or "the record"
    type_, context = detail["type"], detail.get("ctx", {})
    if type_ == "extra_forbidden":
        known = _fields_at(cls, path[:-1])
        near = difflib.get_close_matches(str(path[-1]), known, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"known fields: {', '.join(known)}"
        return Problem(source.locate(path, key=True), "unknown-field", f"'{field}' is not a field here", hint)
    if type_ == "missing":
        name = detail["loc"][-1]
        return Problem(source.locate(path), "missing-field", f"the field '{name}' is missing", f"add '{name}:' here")
    expected = _EXPECTED.get(type_) or (_BOUNDS[type_].format(**context) if type_ in _BOUNDS else detail["msg"])
    found = _shown(detail["input"])
    return Problem(source.locate(path), "bad-value", f"'{field}' is {found}: {expected}", _HINTS.get(type_, ""))


def _real_path(value: Any, loc: tuple[int | str, ...]) -> Path:
    """Follow pydantic's location as far as it exists in the value; names of union branches are passed over."""
    path: Path = ()
    for part in loc:
        if isinstance(value, dict) and part in value:
            value = value[str(part)]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            continue
        path = (*path, part)
    return path


def _fields_at(outer: type[BaseModel], path: Path) -> list[str]:
    cls: Any = outer
    for part in path:
        if isinstance(part, str):
            cls = _part_class(hints(cls)[part])
    return list(cls.model_fields)


def _part_class(hint: Any) -> Any:
    found = [hint]
    while found:
        part = found.pop()
        if isinstance(part, type) and hasattr(part, "model_fields"):
            return part
        found.extend(get_args(part))
    raise AssertionError("an unknown field stands in a class")  # pragma: no cover


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "a group of fields"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + '..."'
