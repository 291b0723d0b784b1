"""The catalog for programs: JSON, CSV, BibTeX and JSON Schema."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any, get_args

from llm4s.bibtex import bibliography
from llm4s.browse import browser_files
from llm4s.catalog import Catalog
from llm4s.chooser import chooser_file
from llm4s.fields import ID_PATTERN, Ref, Word
from llm4s.kept import Kept, kept
from llm4s.link import words
from llm4s.record import Entry, Kind
from llm4s.rulebook import Rulebook
from llm4s.shape import hints, marks
from llm4s.view import Names

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def exports(names: Names, only: Container[str] | None = None, rulebook: Rulebook | None = None) -> Iterator[tuple[str, str]]:
    """Give every published data file, or those of the kinds with these plural names, as (path below the site's root, text)."""
    catalog = names.catalog
    for kind in catalog.kinds:
        if only is not None and kind.plural not in only:
            continue
        entries = list(catalog.of(kind.plural).values())
        yield f"data/{kind.plural}.json", as_json(entries, names.kept)
        yield f"data/{kind.plural}.csv", as_csv(kind, entries, names.kept)
        yield f"schema/{kind.name}.json", schema_text(kind, catalog)
    if only is None:
        yield "schema/ids.json", ids_text(catalog)
    if only is None or "papers" in only:
        yield "data/papers.bib", bibliography(catalog.of("papers").values())
    yield from browser_files(catalog, names, only)
    if rulebook and (only is None or {"models", "licences"} & {kind.plural for kind in catalog.kinds if kind.plural in only}):
        yield chooser_file(catalog, names, rulebook)


def record_files(catalog: Catalog, only: Container[str] | None = None) -> Iterator[tuple[str, str]]:
    """Give each record's own JSON and YAML, or those of the records with these addresses, to be published beside its page, its former ones too."""
    for entry in catalog:
        if only is None or entry.url in only:
            for url in (entry.url, *(f"{path}/" for path in entry.former_paths)):
                # one reader of JSON fewer than as_json needs: pydantic writes these ten thousand files in half the time
                yield f"{url}record.json", f'{{"id":"{entry.id}",{entry.record.model_dump_json(exclude_unset=True)[1:]}\n'
                yield f"{url}record.yaml", catalog.text(entry)


def published_files(kinds: Iterable[Kind]) -> Iterator[str]:
    """Give the addresses of the data files that others build on."""
    for kind in kinds:
        yield from (f"data/{kind.plural}.json", f"data/{kind.plural}.csv", f"schema/{kind.name}.json")
    yield from ("data/papers.bib", "schema/ids.json")


_json = json.JSONEncoder(ensure_ascii=False).encode


def as_json(entries: list[Entry], store: Kept | None = None) -> str:
    """Write records with their ids as a JSON list; empty fields are left out."""
    rows = ",\n".join(kept(store, "json", entry, functools.partial(_json_row, entry)) for entry in entries)
    return f"[\n{rows}\n]\n"


def _json_row(entry: Entry) -> str:
    return _json({"id": entry.id, **entry.record.model_dump(mode="json", exclude_unset=True)})


def as_csv(kind: Kind, entries: list[Entry], store: Kept | None = None) -> str:
    """Write records as a table; lists of texts are joined by '; ', other structures stay JSON.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    names = list(kind.cls.model_fields)
    rows = [kept(store, "csv", entry, functools.partial(_csv_row, entry, names)) for entry in entries]
    return "".join([table_text([["id", *names]]), *rows])


def _csv_row(entry: Entry, names: Sequence[str]) -> str:
    row = entry.record.model_dump(mode="json", exclude_unset=True)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([entry.id, *(_cell(row.get(name)) for name in names)])
    return out.getvalue()


def table_text(rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV, with the same care for spreadsheets."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def schema_text(kind: Kind, catalog: Catalog) -> str:
    """Write the JSON Schema of a kind, with the words of vocabularies spelt out for editors."""
    schema = kind.cls.model_json_schema()
    schema["$schema"] = DIALECT
    schema["title"] = f"LLM4S {kind.cls.label[0]}"
    schema["description"] = kind.introduction
    parts = {part.__name__: part for part in _parts(kind.cls)}
    known = words(catalog)
    for name, part in parts.items():
        properties = schema["properties"] if part is kind.cls else schema["$defs"][name]["properties"]
        _spell_out(properties, part, known, kind.name)
    return json.dumps(_any_of(schema), ensure_ascii=False, indent=1) + "\n"


def ids_text(catalog: Catalog) -> str:
    """Write the ids of all records as a JSON Schema that the others point to, one in a line, so that editors can suggest them."""
    paths = sorted(catalog.paths() | set(catalog.broken))  # somebody may be writing one that cannot be read yet
    ids = {kind.name: {"enum": [path.partition("/")[2] for path in paths if path.startswith(f"{kind.plural}/")]} for kind in catalog.kinds}
    ids["*"] = {"enum": paths}
    return json.dumps({"$schema": DIALECT, "title": "LLM4S ids", "$defs": ids}, ensure_ascii=False, indent=0) + "\n"


def _spell_out(properties: dict[str, Any], cls: Any, known: dict[str, list[str]], own: str) -> None:
    for name, hint in hints(cls).items():
        properties[name].pop("title", None)
        for mark in marks(hint):
            if isinstance(mark, Word):
                _strings(properties[name])["enum"] = known.get(mark.vocabulary, [])
            elif isinstance(mark, Ref):
                _suggest(_strings(properties[name]), mark.kind or own)


def _suggest(strings: dict[str, Any], kind: str) -> None:
    """Let editors suggest the ids there are; whether one exists is decided by the project's own check."""
    strings["anyOf"] = [{} if kind == "*" else {"pattern": ID_PATTERN}, {"$ref": f"ids.json#/$defs/{kind}"}]


def _any_of(schema: Any) -> Any:
    """Allow a value to match several branches: the word 'unknown' is a gap and could be an id as well."""
    if isinstance(schema, dict):
        return {"anyOf" if key == "oneOf" else key: _any_of(value) for key, value in schema.items()}
    return [_any_of(item) for item in schema] if isinstance(schema, list) else schema


def _parts(hint: Any) -> Iterator[Any]:
    """Give every record part inside a type, itself first, each once for each place it stands in."""
    if isinstance(hint, type) and hasattr(hint, "model_fields"):
        yield hint
        for inner in hints(hint).values():
            yield from _parts(inner)
    for argument in get_args(hint):
        yield from _parts(argument)


def _strings(schema: dict[str, Any]) -> dict[str, Any]:
    """Find the place in a field's schema that describes its texts: the field itself, its items, or one branch."""
    if "items" in schema:
        return _strings(schema["items"])
    for branch in schema.get("anyOf", schema.get("oneOf", ())):
        if branch.get("type") in ("string", "array") and "enum" not in branch:
            return _strings(branch)
    return schema
