"""Records as columns for the browser: what the listings and the comparison filter, sort and show."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Container, Iterator, Sequence
from typing import Any

from llm4s import facets
from llm4s.catalog import Catalog
from llm4s.memory import constants
from llm4s.record import Entry, Kind, Record
from llm4s.structured import description
from llm4s.view import Names, field_label, present

Json = dict[str, Any]
FOLDER = "explore"
_HIDDEN = frozenset({"formula", "title"})
_ITEMS = 4
"""So many items of a list stand in a cell; the record's page has them all."""
_EPOCH = datetime.date(1970, 1, 1)


def browser_files(catalog: Catalog, names: Names, only: Container[str] | None = None) -> Iterator[tuple[str, str]]:
    """Give one file for each kind and one for all, or those of the folders named, as (path below the site's root, text)."""
    for kind in catalog.kinds:
        if only is None or kind.plural in only:
            yield f"{FOLDER}/{kind.plural}.json", _text(browse(kind, list(catalog.of(kind.plural).values()), names))
    if only is None or FOLDER in only:
        yield f"{FOLDER}/all.json", _text(browse_all(catalog, names))


def browse(kind: Kind, entries: Sequence[Entry], names: Names) -> Json:
    """Give the records of a kind: names, short texts, facets, numbers, and the cells of every column one may choose."""
    shown = {name: int(most or _ITEMS) for name, _, most in (column.partition(":") for column in kind.cls.columns)}
    wanted = dict.fromkeys([*shown, *kind.cls.facts, "domains", "tasks", "topics", "status"])
    columns = [(name, shown.get(name, _ITEMS), name in shown) for name in wanted if name not in _HIDDEN]
    head = {"kind": kind.name, "plural": kind.plural, "label": list(kind.cls.label), "base": f"{kind.plural}/"}
    return head | _table(entries, names, facets.keys(kind.cls), columns, lambda entry: entry.id)


def browse_all(catalog: Catalog, names: Names) -> Json:
    """Give all records with what every kind has, and their kinds as a facet."""
    entries = list(catalog)
    columns = [("domains", _ITEMS, True), ("topics", _ITEMS, False), ("tasks", _ITEMS, False), ("status", 1, False)]
    head = {"kind": "", "plural": "", "label": ["record", "Records"], "base": ""}
    table = _table(entries, names, facets.keys(Record), columns, lambda entry: entry.path)
    order = {kind: number for number, kind in enumerate(catalog.kinds)}
    words = [[kind.plural, kind.title, 0] for kind in catalog.kinds]
    table["facets"].insert(0, {"key": "kind", "label": "Kind", "words": words, "values": [[order[entry.kind]] for entry in entries]})
    cells = [[order[entry.kind]] for entry in entries]
    table["pieces"] = [[kind.title, f"{kind.plural}/", "kind"] for kind in catalog.kinds] + table["pieces"]
    for column in table["columns"]:
        column["cells"] = [[piece + len(words) for piece in cell] for cell in column["cells"]]
    table["columns"].insert(0, {"key": "kind", "label": "Kind", "shown": True, "cells": cells})
    return head | table


def _table(entries: Sequence[Entry], names: Names, keys: Sequence[str], columns: list[tuple[str, int, bool]], identity: Callable[[Entry], str]) -> Json:
    vocabularies = facets.trees(names.catalog)
    carried = [facets.words_of(entry, names, vocabularies) for entry in entries]
    pieces: dict[tuple[str, ...], int] = {}
    return {
        "ids": [identity(entry) for entry in entries],
        "names": [entry.name for entry in entries],
        "aliases": [_other_names(entry) for entry in entries],
        "shorts": [description(entry, 140) for entry in entries],
        "facets": [facet for key in keys if (facet := _facet(key, carried))],
        "numbers": _numbers(entries),
        "columns": [
            {"key": name, "label": field_label(name), "shown": shown, "cells": [_cell(entry, name, names, most, pieces) for entry in entries]}
            for name, most, shown in columns
        ],
        "pieces": [list(piece) for piece in pieces],
        "precisions": constants()["precisions"],
    } | _memory(entries)


def _memory(entries: Sequence[Entry]) -> Json:
    """Give what memory is computed from: of each record its smallest checkpoint as parameters, numbers kept for a token, longest input."""
    found = [facets.smallest(entry.record) for entry in entries]
    if not any(found):
        return {}
    return {"memory": constants(), "smallest": [one and [one.parameters, one.kept, one.window] for one in found]}


def _facet(key: str, carried: list[dict[str, dict[str, facets.Carried]]]) -> Json | None:
    used: dict[str, facets.Carried] = {}
    for words in carried:
        used |= words.get(key, {})
    if not used:
        return None
    ordered = sorted(used, key=lambda word: (used[word].place, used[word].name.casefold(), word))
    number = {word: place for place, word in enumerate(ordered)}
    rows = [[word, used[word].name, used[word].depth] for word in ordered]
    return {"key": key, "label": facets.label(key), "words": rows, "values": [[number[word] for word in row.get(key, ())] for row in carried]}


def _numbers(entries: Sequence[Entry]) -> list[Json]:
    years = [facets.year(entry.record) for entry in entries]
    sizes = [facets.parameters(entry.record) for entry in entries]
    days = [(day - _EPOCH).days if (day := facets.checked(entry.record)) else None for entry in entries]
    found: list[Json] = [
        {"key": "year", "label": "Year", "least": years},
        {"key": "parameters", "label": "Parameters", "least": [size and size[0] for size in sizes], "most": [size and size[1] for size in sizes]},
        {"key": "checked", "label": "Last checked", "least": days},
    ]
    return [numbers for numbers in found if any(value is not None for value in numbers["least"])]


def _other_names(entry: Entry) -> str:
    """Give aliases and the full title: what the filter finds besides the name and the short text."""
    title = getattr(entry.record, "title", entry.name)
    return "; ".join([*entry.record.aliases, *([title] if title != entry.name else [])])


def _cell(entry: Entry, name: str, names: Names, most: int, pieces: dict[tuple[str, ...], int]) -> list[int]:
    found = present(entry, name, names, most)
    return [pieces.setdefault((piece.text, piece.href, piece.css), len(pieces)) for piece in found]


def _text(table: Json) -> str:
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"
