"""Which records a few others could have to do with: enough to check these as if all were read."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from llm4s.problem import Problem
from llm4s.source import parse

WHOLE = ("data/vocabularies/", "data/rules/", "data/links/", "data/audit/", "data/schema/", "data/trace/", "data/history/")
"""Where a change can concern every record, so that all are read."""
_LINEAGE = ("superseded_by", "base_models", "built_from", "built_on", "parents")
_IDENTIFYING = ("name", "aliases", "identifiers", "former_ids")
_NUMBERED = re.compile(rb"\b(?:[0-9]{4}\.[0-9]{4,5}|10\.[0-9]{4,9}/[^\s\"'\]}]+)")


def nearby(files: Mapping[str, bytes], wanted: Collection[str]) -> set[str]:
    """Give the paths of the wanted records, of vocabularies, and of all records that name, share a name with, or are named by the wanted."""
    found = {path for path in files if path in wanted or path.startswith("data/vocabularies/")}
    by_id: dict[bytes, list[str]] = {}
    for path in files:
        by_id.setdefault(_id(path), []).append(path)
    asked: set[bytes] = set()
    for path in files.keys() & set(wanted):
        data = files[path]
        asked |= {_id(path), *_NUMBERED.findall(data), *(form for text in _identity(path, data) for form in _forms(text))}
        for token in set(re.findall(rb"[a-z0-9-]+", data)):
            found.update(by_id.get(token, ()))
    found |= {path for path, data in files.items() if any(text in data for text in asked)}
    return found | _lineage(files, found, by_id)


def concerns(problem: Problem, wanted: Collection[str]) -> bool:
    """Tell whether a problem stands in one of these files, or in another and names one of them."""
    return problem.where.path in wanted or any(
        re.search(rf"\b{re.escape(path.removeprefix('data/').removesuffix('.yaml'))}\b", problem.message) for path in wanted if path.startswith("data/")
    )


def _lineage(files: Mapping[str, bytes], found: Iterable[str], by_id: Mapping[bytes, list[str]]) -> set[str]:
    """Follow what comes from what to its end, since a circle can be long."""
    open_, seen = set(found), set(found)
    while open_:
        path = open_.pop()
        source, _ = parse(path, files[path])
        for field in _LINEAGE if source else ():
            for text in _texts(source.value.get(field) if source else None):
                more = set(by_id.get(text.encode("utf-8", "replace"), ())) - seen
                open_ |= more
                seen |= more
    return seen


def _identity(path: str, data: bytes) -> Iterator[str]:
    source, _ = parse(path, data)
    for field in _IDENTIFYING if source else ():
        yield from _texts(source.value.get(field) if source else None)


def _forms(text: str) -> set[bytes]:
    """Give the ways in which a text can stand in a file: bare, and between quotation marks of either sort."""
    forms = (text, json.dumps(text, ensure_ascii=False)[1:-1], text.replace("'", "''"))
    return {form.encode("utf-8", "replace") for form in forms}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _id(path: str) -> bytes:
    return path.rpartition("/")[2].removesuffix(".yaml").encode("utf-8", "replace")
