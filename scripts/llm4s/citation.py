"""Papers and records as citations: RIS, CSL-JSON and a reference in the style of APA."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from llm4s.bibtex import paper_entry, paper_url, record_entry
from llm4s.record import Entry

GUIDE = "LLM4S, a field guide to large language models for science"
AUTHOR = "LLM4S contributors"
OTHERS = "others"
"""What BibTeX and CSL-JSON write for authors who are left out."""
_CSL_TYPES = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "preprint": "article",
    "report": "report",
    "book": "book",
    "thesis": "thesis",
    "law": "legislation",
}
_RIS_TYPES = {"article": "JOUR", "inproceedings": "CPAPER", "preprint": "UNPB", "report": "RPRT", "book": "BOOK", "thesis": "THES", "law": "LEGAL"}
_PUBLISHED = frozenset({"report", "book", "thesis"})
"""Types whose venue is a publisher, institution or school, not a container."""
_PAGES = re.compile(r"(\w+)\s*(?:--?|\u2013)\s*(\w+)\Z")
_MOST_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class Citation:
    """One work in every format: what it is, its key, and (name of the format, text) in the order readers see them."""

    title: str
    key: str
    url: str
    formats: tuple[tuple[str, str], ...]


def paper_citation(entry: Entry) -> Citation:
    """Cite a paper from its record."""
    item = paper_item(entry)
    return Citation(entry.name, entry.id, entry.url, (("APA", paper_apa(entry)), ("BibTeX", paper_entry(entry)), ("RIS", ris(item)), ("CSL-JSON", _csl(item))))


def record_citation(entry: Entry, address: str) -> Citation:
    """Cite the record itself, with the day of its newest check."""
    item = record_item(entry, address)
    title = item["title"]
    issued = item.get("issued")
    year = str(issued["date-parts"][0][0]) if issued else "n.d."
    note = f" [{item['note']}]" if "note" in item else ""
    apa = f"{AUTHOR}. ({year}). {title}{note}. {GUIDE}. {address}"
    formats = (("APA", apa), ("BibTeX", record_entry(entry, address)), ("RIS", ris(item)), ("CSL-JSON", _csl(item)))
    return Citation(title, str(item["id"]), entry.url, formats)


def paper_item(entry: Entry) -> dict[str, Any]:
    """Describe a paper as a CSL item; names are split into particle, family, given name and suffix."""
    record: Any = entry.record
    kind = _CSL_TYPES.get(record.type, "document")
    authors = [_name(name) for name in record.authors] + ([] if record.authors_complete else [{"literal": OTHERS}])
    item: dict[str, Any] = {"id": entry.id, "type": kind, "title": record.title, "author": authors, "issued": {"date-parts": [[record.year]]}}
    venue = record.venue or ("arXiv" if record.identifiers.arxiv else None)
    optional = {
        "publisher" if record.type in _PUBLISHED else "container-title": venue,
        "volume": record.volume,
        "issue": record.number,
        "page": record.pages,
        "DOI": record.identifiers.doi,
        "PMID": record.identifiers.pmid,
        "number": f"arXiv:{record.identifiers.arxiv}" if record.identifiers.arxiv else None,
        "URL": paper_url(entry),
    }
    return item | {name: value for name, value in optional.items() if value}


def record_item(entry: Entry, address: str) -> dict[str, Any]:
    """Describe a record of this guide as a CSL item."""
    item: dict[str, Any] = {
        "id": f"llm4s-{entry.kind.name}-{entry.id}",
        "type": "webpage",
        "title": f"{entry.name} ({entry.kind.cls.label[0]} record)",
        "author": [{"literal": AUTHOR}],
        "container-title": GUIDE,
        "URL": address,
    }
    checked = max((evidence.checked for evidence in entry.record.evidence), default=None)
    if checked:
        item |= {"issued": {"date-parts": [[checked.year, checked.month, checked.day]]}, "note": f"Facts checked {checked}"}
    return item


def ris(item: dict[str, Any]) -> str:
    """Write a CSL item made here as a RIS record."""
    kind = next((ris_type for name, ris_type in _RIS_TYPES.items() if _CSL_TYPES[name] == item["type"]), "ELEC" if item["type"] == "webpage" else "GEN")
    lines = [("TY", kind), ("ID", item["id"]), ("TI", item["title"])]
    lines += [("AU", _inverted(name)) for name in item["author"] if name != {"literal": OTHERS}]
    if "issued" in item:
        date = item["issued"]["date-parts"][0]
        lines.append(("PY", str(date[0])))
        if len(date) == 3:
            lines.append(("DA", "{}/{:02}/{:02}".format(*date)))
    pages = _PAGES.match(item.get("page", ""))
    lines += [
        (tag, value)
        for tag, value in (
            *(("T2", item.get("container-title")), ("PB", item.get("publisher")), ("VL", item.get("volume")), ("IS", item.get("issue"))),
            *(("SP", pages[1] if pages else item.get("page")), ("EP", pages[2] if pages else None), ("DO", item.get("DOI")), ("AN", item.get("number"))),
            *(("UR", item.get("URL")), ("N1", item.get("note"))),
        )
        if value
    ]
    if {"literal": OTHERS} in item["author"]:
        lines.append(("N1", "The list of authors is not complete."))
    return "\n".join([*(f"{tag}  - {' '.join(value.split())}" for tag, value in lines), "ER  - ", ""])


def paper_apa(entry: Entry) -> str:
    """Write a reference to a paper in the style of APA, as plain text."""
    record: Any = entry.record
    item = paper_item(entry)
    where = item.get("container-title", item.get("publisher", ""))
    if record.volume:
        where += f", {record.volume}" + (f"({record.number})" if record.number else "")
    if record.type == "inproceedings":
        where = f"In {where}" + (f" (pp. {record.pages})" if record.pages else "") if where else ""
    elif record.pages:
        where += f", {record.pages}"
    parts = [_closed(_apa_authors(item["author"])), f"({record.year}).", _closed(record.title), _closed(where) if where else "", item.get("URL", "")]
    return " ".join(part for part in parts if part)


def _apa_authors(names: list[dict[str, str]]) -> str:
    shown = [_apa_name(name) for name in names if name != {"literal": OTHERS}]
    if len(shown) < len(names):
        return ", ".join([*shown[: _MOST_AUTHORS - 1], "et al."])
    if len(shown) > _MOST_AUTHORS:
        return ", ".join(shown[: _MOST_AUTHORS - 1]) + f", … {shown[-1]}"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + f", & {shown[-1]}"


def _apa_name(name: dict[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    initials = " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in name["given"].replace(".", ". ").split())
    family = " ".join(part for part in (name.get("non-dropping-particle"), name["family"]) if part)
    return ", ".join(part for part in (family, initials, name.get("suffix")) if part)


def _name(text: str) -> dict[str, str]:
    """Split 'Family, Given' or 'Family, Suffix, Given'; a family name's leading words in lower case are its particle."""
    family, *rest = text.split(", ")
    if not rest:
        return {"literal": text}
    words = family.split()
    leading = next((number for number, word in enumerate(words[:-1]) if not word[0].islower()), len(words) - 1)
    name = {"family": " ".join(words[leading:]), "given": rest[-1]}
    if leading:
        name["non-dropping-particle"] = " ".join(words[:leading])
    return name | ({"suffix": ", ".join(rest[:-1])} if len(rest) > 1 else {})


def _inverted(name: dict[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    family = " ".join(part for part in (name.get("non-dropping-particle"), name["family"]) if part)
    return ", ".join(part for part in (family, name["given"], name.get("suffix")) if part)


def _closed(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _csl(item: dict[str, Any]) -> str:
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"
