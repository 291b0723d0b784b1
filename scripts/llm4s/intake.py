"""From what a service says to the fields of a new record: what fits the class is filled in, the rest is left open and told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from llm4s.catalog import Catalog
from llm4s.found import Found
from llm4s.inquiry import HUB, Inquiry
from llm4s.link import words
from llm4s.load import unfit
from llm4s.record import Kind

_SMALL = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be better beyond by can do does for from how in into is it its large language learning model models more new not of on
        or over the through to toward towards understanding using via we what when where why with without""",
    )
)


@dataclass(frozen=True)
class Intake:
    """The fields of a new record, and remarks on fields for who completes it."""

    fields: dict[str, Any] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)


def taken_in(kind: Kind, asked: Inquiry, found: Found, catalog: Catalog, checked: str) -> Intake:
    """Turn what a service says into fields of a kind, with the answer as their evidence.

    Args:
        kind: the kind of the new record.
        asked: what was asked, and where.
        found: what was said.
        catalog: the records there are, for references and words.
        checked: the day of the answer, YYYY-MM-DD.
    """
    raw, remarks = _paper(found) if asked.of_paper else _repository(kind, asked, found, catalog)
    remarks = {**dict(found.remarks), **remarks}
    fields = {name: value for name, value in raw.items() if value not in ("", [], {}, None) and name in kind.cls.model_fields}
    for name, why in unfit(kind.cls, fields).items():
        del fields[name]
        remarks[name] = f"What the service says does not fit: {why}"
    facts = [name for name in fields if name not in kind.cls.editorial]
    if facts:
        fields["evidence"] = [{"facts": facts, "source": asked.source, "checked": checked}]
    return Intake(fields, {name: remark for name, remark in remarks.items() if name in kind.cls.model_fields})


def _paper(found: Found) -> tuple[dict[str, Any], dict[str, str]]:
    year = int(found.date[:4]) if found.date else None
    identifiers = {name: value for name, value in (("arxiv", found.arxiv), ("doi", found.doi)) if value}
    return {
        "name": found.title,
        "title": found.title,
        "authors": list(found.authors),
        "authors_complete": False if found.more_authors else None,
        "year": year,
        "type": found.type,
        "venue": found.venue,
        "volume": found.volume,
        "number": found.number,
        "pages": found.pages,
        "identifiers": identifiers,
        "dates": [{"date": found.date, "event": found.event}] if found.date else [],
    }, {}


def _repository(kind: Kind, asked: Inquiry, found: Found, catalog: Catalog) -> tuple[dict[str, Any], dict[str, str]]:
    hub = asked.service == HUB
    address = f"https://huggingface.co/{asked.name}" if hub else found.address
    fields: dict[str, Any] = {"name": found.title, "status": "archived" if found.archived else None}
    remarks: dict[str, str] = {}
    if kind.name == "tool":
        fields["repository"] = address
    else:
        leads = ("data" if asked.name.startswith("datasets/") else "weights") if hub else "code"
        fields["links"] = [{"type": leads, "url": address}]
    stated = {spdx.casefold(): id_ for id_, entry in catalog.of("licences").items() if type(spdx := getattr(entry.record, "spdx", None)) is str}
    known = stated.get(found.licence.casefold(), "")
    place = "licences" if "licences" in kind.cls.model_fields else "licence"
    if known and place == "licences":
        fields["licences"] = {"weights" if hub else "code": known}
    elif known and (hub or kind.name == "tool"):
        fields["licence"] = known
    elif found.licence:
        remarks[place] = f"The {'hub' if hub else 'code host'} states: {found.licence}"
    language = {"c++": "cpp"}.get(found.language.casefold(), found.language.casefold())
    fields["languages"] = [language] if kind.name == "tool" and language in words(catalog).get("programming-language", ()) else []
    numbers = {getattr(getattr(entry.record, "identifiers", None), "arxiv", None): id_ for id_, entry in catalog.of("papers").items()}
    fields["papers"] = [numbers[number] for number in found.papers if number in numbers]
    if missing := [number for number in found.papers if number not in numbers]:
        remarks["papers"] = f"The hub names arXiv {', '.join(missing)}: llm4s new paper {missing[0]}"
    return fields, remarks


def same_name(asked: Inquiry, found: Found) -> bool:
    """Tell whether a service answered what was asked. Case is no matter, but old arXiv numbers, repositories and DOIs are compared whole."""
    name = asked.name.removeprefix("datasets/").removeprefix("spaces/") if asked.service == HUB else asked.name
    return found.name.casefold() == name.casefold()


def proposed_id(kind: Kind, fields: Mapping[str, Any], taken: Container[str]) -> str:
    """Propose an id after the habit of the kind: family name, year and a telling word for papers, the name for others."""
    if kind.name != "paper":
        return _free([_slug(str(fields.get("name", "")))], taken)
    family = _slug(next(iter(fields.get("authors", ())), "").split(",")[0])
    title = str(fields.get("title", ""))
    short, colon, _ = title.partition(":")
    telling = [short] if colon and len(short.split()) == 1 else []
    telling += [word for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", title) if word.casefold() not in _SMALL]
    start = "-".join(part for part in (family, str(fields.get("year", ""))) if part)
    return _free([f"{start}-{slug}" if start else slug for word in telling if (slug := _slug(word))] or [start], taken)


def _free(proposals: list[str], taken: Container[str]) -> str:
    for proposal in proposals:
        if proposal and proposal not in taken:
            return proposal
    first = proposals[0] or "new"
    return next(name for number in range(1, 10_000) if (name := first if number == 1 else f"{first}-{number}") not in taken)


def _slug(text: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
