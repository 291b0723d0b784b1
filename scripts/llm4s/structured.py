"""What search engines read: schema.org descriptions as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from llm4s.bibtex import paper_url
from llm4s.record import Entry

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def description(entry: Entry, limit: int = 155) -> str:
    """Shorten the summary to a description of at most limit characters, cut at a word."""
    text = " ".join(entry.record.summary.split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def json_ld(entry: Entry, address: str) -> str:
    """Describe a record in JSON-LD that may stand inside a script element."""
    record: Any = entry.record
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": record.schema_type,
        "name": record.name,
        "description": description(entry, 500),
        "url": address,
    }
    if record.aliases:
        found["alternateName"] = record.aliases
    if same := [link.url for link in record.links]:
        found["sameAs"] = same
    if entry.kind.name == "paper":
        found["headline"] = record.title[:110]
        found["author"] = [{"@type": "Person" if ", " in name else "Organization", "name": name} for name in record.authors]
        found["datePublished"] = str(record.year)
        if where := paper_url(entry):
            found["mainEntityOfPage"] = where
    elif record.schema_type == "SoftwareApplication":
        found["applicationCategory"] = "Science"
    checked = max((evidence.checked for evidence in record.evidence), default=None)
    if checked:
        found["dateModified"] = checked.isoformat()
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return "".join(_UNSAFE.get(char, char) for char in text) if any(char in text for char in _UNSAFE) else text
