"""Papers and records as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import BaseModel

from llm4s.fields import Place
from llm4s.record import Entry
from llm4s.shape import hints, marks

_TYPES = {"article": "article", "inproceedings": "inproceedings", "report": "techreport", "book": "book", "thesis": "phdthesis"}
_VENUE = {"article": "journal", "inproceedings": "booktitle", "techreport": "institution", "book": "publisher", "phdthesis": "school"}
_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{c: "\\" + c for c in "&%$#_{}"}}
_TO_ESCAPE = re.compile(r"[\\~^&%$#_{}]")


def paper_entry(entry: Entry) -> str:
    """Write a paper record as a BibTeX entry whose key is the record's id."""
    record: Any = entry.record
    kind = _TYPES.get(record.type, "misc")
    if kind != "misc" and not record.venue:
        kind = "misc"
    authors = [_author(name) for name in record.authors] + ([] if record.authors_complete else ["others"])
    names = record.identifiers
    fields = {"author": " and ".join(authors), "title": "{" + _escape(record.title) + "}", "year": str(record.year)}
    if record.venue:
        fields[_VENUE.get(kind, "howpublished")] = _escape(record.venue)
    fields |= {name: _escape(value) for name in ("volume", "number", "pages") if (value := getattr(record, name))}
    if names.doi:
        fields["doi"] = _escape(names.doi)
    if names.arxiv:
        fields |= {"eprint": names.arxiv, "archiveprefix": "arXiv"}
    if url := paper_url(entry):
        fields["url"] = url
    return _entry(kind, entry.id, fields)


def paper_url(entry: Entry) -> str:
    """Give the address at which a paper is read: DOI, ACL Anthology, arXiv, OpenReview, or its first link."""
    record: Any = entry.record
    names = record.identifiers
    places = _places(names.__class__)
    for name in ("doi", "acl", "arxiv", "openreview", "pmid"):
        if value := getattr(names, name):
            return f"{places[name].start}{value}"
    return str(record.links[0].url) if record.links else ""


@cache
def _places(cls: type[BaseModel]) -> dict[str, Place]:
    return {name: place for name, hint in hints(cls).items() for place in marks(hint) if isinstance(place, Place)}


def record_entry(entry: Entry, address: str) -> str:
    """Write the citation of a record of this guide itself, with the day of its newest check."""
    checked = max((evidence.checked for evidence in entry.record.evidence), default=None)
    fields = {
        "author": "{LLM4S contributors}",
        "title": "{" + _escape(f"{entry.name} ({entry.kind.cls.label[0]} record)") + "}",
        "howpublished": "LLM4S, a field guide to large language models for science",
        "url": address,
    }
    if checked:
        fields |= {"year": str(checked.year), "note": f"Facts checked {checked}"}
    return _entry("misc", f"llm4s-{entry.kind.name}-{entry.id}", fields)


def bibliography(entries: Iterable[Entry]) -> str:
    """Write several papers as one BibTeX file."""
    return "\n".join(paper_entry(entry) for entry in entries)


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _author(name: str) -> str:
    return _escape(name) if ", " in name else "{" + _escape(name) + "}"


def _escape(text: str) -> str:
    return _TO_ESCAPE.sub(lambda match: _SPECIAL[match[0]], text)
