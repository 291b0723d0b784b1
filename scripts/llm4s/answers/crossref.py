"""Reads what Crossref says of a DOI: {"status": "ok", "message": {...}} (api.crossref.org, /works/{doi})."""

from __future__ import annotations

from typing import Any

from llm4s.found import MAX_AUTHORS, Found, clean, from_json, grouped, listed

_TYPES = {
    "journal-article": "article",
    "proceedings-article": "inproceedings",
    "posted-content": "preprint",
    "report": "report",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "dissertation": "thesis",
}


def read(text: str) -> Found | None:
    """Read an answer; None for what is none."""
    message = grouped(from_json(text).get("message"))
    name = clean(message.get("DOI"))
    if not name:
        return None
    authors = [author for given in listed(message.get("author")) if (author := _author(grouped(given)))]
    kind = _TYPES.get(clean(message.get("type")), "")
    return Found(
        name,
        _title(message),
        tuple(authors[:MAX_AUTHORS]),
        len(authors) > MAX_AUTHORS,
        _date(message.get("published")) or _date(message.get("issued")),
        "preprint" if kind == "preprint" else "publication",
        kind,
        _first(message.get("container-title")) or clean(message.get("publisher")),
        clean(message.get("volume")),
        clean(message.get("issue")),
        clean(message.get("page")) or clean(message.get("article-number")),
        doi=name,
    )


def _title(message: dict[str, Any]) -> str:
    title, subtitle = _first(message.get("title")), _first(message.get("subtitle"))
    return f"{title}: {subtitle}" if title and subtitle and subtitle.casefold() not in title.casefold() else title


def _first(value: object) -> str:
    return next((text for item in listed(value) if (text := clean(item))), "")


def _author(given: dict[str, Any]) -> str:
    family = clean(given.get("family"))
    if not family:
        return clean(given.get("name"))
    return ", ".join(part for part in (family, clean(given.get("given")), clean(given.get("suffix"))) if part)


def _date(value: object) -> str:
    """Write [[2021, 7, 15]], which may end after any of its numbers, as YYYY-MM-DD."""
    parts = listed(next(iter(listed(grouped(value).get("date-parts"))), None))[:3]
    numbers = [part for part in parts if type(part) is int and 0 < part < 10_000]
    return "-".join(f"{number:0{4 if place == 0 else 2}d}" for place, number in enumerate(numbers)) if len(numbers) == len(parts) else ""
