"""One fact of a record beside what a table from elsewhere says of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from llm4s.catalog import Catalog
from llm4s.fields import Gap, quantity_value
from llm4s.identifier import arxiv_month, recognise, same_title
from llm4s.moved import Moves
from llm4s.record import Entry
from llm4s.source import Path

SLACK = 0.1
"""Share by which two sizes may differ."""
_SIZE = re.compile(r"[0-9]+(?:\.[0-9]+)?[KMBT]?\Z")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact of a record beside what a table says of it."""

    entry: Entry
    field: str
    path: Path
    ours: str
    theirs: str
    agrees: bool
    sources: tuple[str, ...] = ()


def compare(entry: Entry, row: Mapping[str, Any], catalog: Catalog, moves: Moves) -> Iterator[Comparison]:
    """Compare all facts that both know; the row is matched already."""
    sources = tuple(str(source) for source in row.get("sources") or ())[:3]
    if entry.kind.name == "paper":
        yield from _compare_papers(entry, row, sources)
    else:
        yield from _compare_dates(entry, row, sources)
        yield from _compare_sizes(entry, row, sources)
        yield from _compare_repositories(entry, row, sources, moves)
        known = numbers(entry, catalog)
        if row.get("arxiv") and any(arxiv_month(number) for number in known):
            yield Comparison(entry, "arxiv", ("papers",), ", ".join(sorted(known)), str(row["arxiv"]), str(row["arxiv"]) in known, sources)


def _compare_papers(entry: Entry, row: Mapping[str, Any], sources: tuple[str, ...]) -> Iterator[Comparison]:
    record: Any = entry.record
    identifiers = record.identifiers
    if row.get("title"):
        yield Comparison(entry, "title", ("title",), repr(record.title), repr(row["title"]), same_title(record.title, str(row["title"])), sources)
    for name in ("arxiv", "doi", "acl"):
        ours, theirs = getattr(identifiers, name), row.get(name)
        if ours and theirs:
            yield Comparison(entry, name, ("identifiers", name), ours, str(theirs), ours.casefold() == str(theirs).casefold(), sources)
    authors = [str(author) for author in row.get("authors") or ()]
    if authors and row.get("authors_complete"):
        ours_, theirs_ = [_family(author) for author in record.authors], [_family(author) for author in authors]
        agrees = ours_ == theirs_[: len(ours_)] if not record.authors_complete else ours_ == theirs_
        yield Comparison(entry, "authors", ("authors",), "; ".join(record.authors), "; ".join(authors), agrees, sources)
    first = arxiv_month(identifiers.arxiv or "")
    if row.get("year_preprint") and first:
        yield Comparison(
            entry, "year_preprint", ("identifiers", "arxiv"), first[:4], str(row["year_preprint"]), first[:4] == str(row["year_preprint"]), sources
        )


def _compare_dates(entry: Entry, row: Mapping[str, Any], sources: tuple[str, ...]) -> Iterator[Comparison]:
    record: Any = entry.record
    ours = [milestone.date for milestone in getattr(record, "dates", None) or ()]
    theirs = {str(date) for date in (row.get("dates") or row.get("date_all") or ([row["date"]] if row.get("date") else []))}
    if ours and theirs and entry.kind.name in ("model", "dataset", "benchmark"):
        agrees = any(_same_time(one, other) for one in ours for other in theirs)
        yield Comparison(entry, "dates", ("dates",), ", ".join(ours), ", ".join(sorted(theirs)), agrees, sources)


def _compare_sizes(entry: Entry, row: Mapping[str, Any], sources: tuple[str, ...]) -> Iterator[Comparison]:
    record: Any = entry.record
    sizes = getattr(record, "sizes", None)
    theirs = [text for text in map(str, row.get("params") or ()) if _SIZE.match(text)]
    if entry.kind.name == "model" and sizes and not isinstance(sizes, Gap) and theirs:
        ours = [size.parameters for size in sizes]
        agrees = any(abs(quantity_value(one) - quantity_value(other)) <= SLACK * quantity_value(other) for one in ours for other in theirs)
        yield Comparison(entry, "sizes", ("sizes",), ", ".join(ours), ", ".join(theirs), agrees, sources)


def _compare_repositories(entry: Entry, row: Mapping[str, Any], sources: tuple[str, ...], moves: Moves) -> Iterator[Comparison]:
    record: Any = entry.record
    addresses = [link.url for link in record.links]
    if isinstance(getattr(record, "repository", None), str):
        addresses.append(record.repository)
    ours = {found.name.casefold() for url in addresses if (found := recognise(url)) and found.registry == "github"}
    ours |= {m[1].casefold() for url in addresses if (m := re.match(r"https://github\.com/([\w-]+/[\w.-]+)/", url))}
    theirs = str(row.get("repo") or row.get("github") or "").casefold()
    theirs = moves.now(f"https://github.com/{theirs}").removeprefix("https://github.com/").casefold() or theirs
    if ours and theirs:
        path: Path = ("repository",) if hasattr(record, "repository") else ("links",)
        yield Comparison(entry, "repository", path, ", ".join(sorted(ours)), theirs, theirs in ours, sources)


def _same_time(one: str, other: str) -> bool:
    """Tell whether two dates mean the same time: equal as far as both are exact, or at most a month apart."""
    length = min(len(one), len(other), 7)
    if length < 7:
        return one[:4] == other[:4]
    first, second = (int(text[:4]) * 12 + int(text[5:7]) for text in (one, other))
    return abs(first - second) <= 1


def _family(author: str) -> str:
    """Give the family name without accents, of 'Family, Given' or 'Given Family'; the last word only, since particles differ."""
    family = author.split(",", maxsplit=1)[0] if "," in author else author.rsplit("&", maxsplit=1)[-1].rsplit(" and ", maxsplit=1)[-1]
    plain = "".join(char for char in unicodedata.normalize("NFKD", family).casefold() if not unicodedata.combining(char))
    words = re.findall(r"[^\W\d_]+", plain)
    return words[-1] if words else plain


def numbers(entry: Entry, catalog: Catalog) -> set[str]:
    """Give the arXiv numbers and DOIs of a paper, or of the papers that describe a record."""
    papers = [entry] if entry.kind.name == "paper" else [p for name in getattr(entry.record, "papers", ()) if (p := catalog.get(f"papers/{name}"))]
    names = [_identifiers(paper) for paper in papers]
    return {str(value).casefold() for found in names for value in (found.arxiv, found.doi) if value}


def title(paper: Entry) -> str:
    """Give the title of a paper."""
    record: Any = paper.record
    return str(record.title)


def _identifiers(paper: Entry) -> Any:
    record: Any = paper.record
    return record.identifiers
