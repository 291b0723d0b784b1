"""From files to a catalog: every file becomes an entry or problems, never an exception."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from llm4s.catalog import Catalog
from llm4s.document import Document
from llm4s.fields import is_id
from llm4s.letters import foreign_letter
from llm4s.problem import Location, Problem
from llm4s.record import Entry, Kind
from llm4s.shape import hints
from llm4s.source import Path, Source, decode, named, parse

P = TypeVar("P", bound=BaseModel)
Loaded = tuple[Entry | None, Source | None, tuple[Problem, ...]]
Examine = Callable[[Document], Iterable[Problem]]
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
    "list_type": "expected a list",
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
_NUMBER = re.compile(r"[-+.0-9eE]+")
_HINTS = {
    "string_type": "put it between quotation marks",
    "list_type": "write [first, second], or each item on its own line after '- '",
    "int_type": "write digits alone, such as 4096",
    "date_from_datetime_parsing": "for instance 2026-01-31",
    "date_parsing": "for instance 2026-01-31",
}


def load(files: Mapping[str, bytes], kinds: Iterable[Kind], memo: Memo | None = None, examine: Examine = lambda _: ()) -> tuple[Catalog, list[Problem]]:
    """Read record files (path below the root, such as data/models/bert.yaml → content).

    A memo that is handed in again lets unchanged files keep what they loaded to. `examine` finds faults in how a file is written.
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
            known = memo[path] = (files[path], load_file(path, files[path], folders, examine))
        entry, source, faults = known[1]
        problems.extend(faults)
        if entry and source:
            entries.append(entry)
            sources[entry.path] = source
        else:
            broken.append(path.removeprefix("data/").removesuffix(".yaml"))
    return Catalog(kinds, entries, sources, broken), problems


def load_file(path: str, data: bytes, folders: Mapping[str, Kind], examine: Examine = lambda _: ()) -> Loaded:
    """Read one record file into an entry, or say what is wrong with it."""
    place = _place(path, folders)
    if isinstance(place, Problem):
        return None, None, (place,)
    kind, record_id = place
    source, faults = parse(path, data)
    text, _ = decode(path, data)
    found = tuple(examine(Document(path, text, source.value if source else None, kind.cls))) if text is not None else ()
    if source is None:
        return None, None, _together(faults, found)
    record, problems = validated(source, kind.cls)
    return (Entry(kind, record_id, record), replace(source, value={}), found) if record else (None, source, _together(problems, found))


def _together(faults: Iterable[Problem], examined: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Leave out what is told at the same place by somebody who knows what mends it."""
    places = {fault.where for fault in examined}
    return (*(fault for fault in faults if fault.where not in places), *examined)


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


def unfit(cls: type[BaseModel], fields: Mapping[str, Any]) -> dict[str, str]:
    """Say which values do not fit the fields of a class, and what was expected; fields that are not given are no matter."""
    try:
        cls.model_validate_json(json.dumps(fields))
    except ValidationError as error:
        return {str(detail["loc"][0]): _expected(detail) for detail in error.errors(include_url=False) if detail["loc"][0] in fields}
    return {}


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
        return Problem(where, "bad-id", f"'{name}' cannot be an id{foreign_letter(name)}", hint)
    return folders[parts[1]], name


def _translate(source: Source, cls: type[BaseModel], detail: ErrorDetails) -> Problem:
    path = _real_path(source.value, detail["loc"])
    field = named(path) or "the record"
    type_ = detail["type"]
    if type_ == "extra_forbidden":
        known = _fields_at(cls, path[:-1])
        near = difflib.get_close_matches(str(path[-1]), known, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"known fields: {', '.join(known)}"
        return Problem(source.locate(path, key=True), "unknown-field", f"'{field}' is not a field here", hint)
    if type_ == "missing":
        name = detail["loc"][-1]
        return Problem(source.locate(path), "missing-field", f"the field '{name}' is missing", f"add '{name}:' here, as far in as the fields beside it")
    where = source.locate(path)
    found = _shown(detail["input"], source.data, where)
    return Problem(where, "bad-value", f"'{field}' is {found}: {_expected(detail)}", _hint(detail))


def _expected(detail: ErrorDetails) -> str:
    type_ = detail["type"]
    return _EXPECTED.get(type_) or (_BOUNDS[type_].format(**detail.get("ctx", {})) if type_ in _BOUNDS else detail["msg"])


def _hint(detail: ErrorDetails) -> str:
    if detail["input"] is None:
        return "fill it in, or delete the line"
    if detail["type"] == "string_type" and isinstance(detail["input"], dict | list):
        return ""
    return _HINTS.get(detail["type"], "")


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


def _shown(value: Any, data: bytes, where: Location) -> str:
    """Show what was found, numbers as they are written: 1.10 was read as 1.1, but nobody wrote that."""
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    text = json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | float) and (written := _NUMBER.match(data.decode().split("\n")[where.line - 1], where.column - 1)):
        text = written[0]
    return text if len(text) <= 60 else text[:57] + '..."'
