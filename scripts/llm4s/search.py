"""The index that the search in the browser reads: records and chapters in columns, which compress to half of what rows do."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm4s.catalog import Catalog
from llm4s.chapters import url_of
from llm4s.markup import Chapter
from llm4s.record import Entry, WordList
from llm4s.sections import Section, plain, sections

VOCABULARIES = ("domain", "task", "topic")
RECORD_TEXT = 400_000
"""Characters of summaries in the whole index: few records show a sentence each, many its beginning, very many nothing."""
SENTENCE, LEAST = 180, 60
SECTION_WORDS = 160_000
"""Characters of further words of all sections: where there are more, those that stand in most sections are left out."""
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be found among the records."""

    id: str
    name: str
    aliases: Sequence[str]
    text: str
    words: Sequence[int] = ()


def search_files(catalog: Catalog, chapters: Iterable[Chapter]) -> Iterator[tuple[str, str]]:
    """Give the files of the search as (path below the site's root, text)."""
    yield "search/index.json", _json(search_index(catalog, chapters))
    yield "search/identifiers.json", _json(identifiers(catalog))


def search_index(catalog: Catalog, chapters: Iterable[Chapter]) -> dict[str, Any]:
    """Describe everything that can be found; each column is one text with a line for each thing."""
    words = _words(catalog)
    numbers = {(vocabulary, id_): number for number, (vocabulary, id_, _, _) in enumerate(words)}
    width = text_width(len(catalog))
    rows = [(kind, list(_rows(catalog.of(kind.plural).values(), numbers, width))) for kind in catalog.kinds]
    every = [row for _, group in rows for row in group]
    return {
        "kinds": [[kind.plural, kind.title, kind.cls.label[0], len(group)] for kind, group in rows if group],
        "words": [[name, numbers.get((vocabulary, broader), -1) if vocabulary == "domain" else -2] for vocabulary, _, name, broader in words],
        "records": {
            "id": _column(row.id for row in every),
            "name": _column(row.name for row in every),
            "aliases": _column("\t".join(row.aliases) for row in every),
            "words": _column(" ".join(map(str, row.words)) for row in every),
            "text": _column(row.text for row in every),
        },
        **_chapters(catalog, chapters),
    }


def identifiers(catalog: Catalog) -> dict[str, str]:
    """Give the address of each record by its identifiers in lower case; read only for a query that looks like one."""
    return {str(value).lower(): entry.url for entry in catalog for _, value in getattr(entry.record, "identifiers", None) or () if value}


def text_width(count: int) -> int:
    """Say how many characters of each summary fit into the index of so many records."""
    width = RECORD_TEXT // max(1, count)
    return min(SENTENCE, width) if width >= LEAST else 0


def opening(text: str, width: int) -> str:
    """Give the first sentence of a text, with the next where it is short, cut between words where it is wide."""
    begun = ""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9(])", text):
        begun = f"{begun} {sentence}".strip()
        if len(begun) >= LEAST:
            break
    if len(begun) <= width:
        return begun
    return begun[: width - 1].rpartition(" ")[0].rstrip(",;:") + "…" if width else ""


def telling(spread: Mapping[str, int], room: int) -> set[str]:
    """Choose the words to index from the number of sections each stands in: the rarest first, while there is room for characters."""
    kept = set()
    for word, count in sorted(spread.items(), key=lambda item: (item[1], item[0])):
        room -= count * (len(word) + 1)
        if room < 0:
            break
        kept.add(word)
    return kept


def _words(catalog: Catalog) -> list[tuple[str, str, str, str]]:
    """Give vocabulary, id, name and broader id of each word that search knows."""
    lists = ((name, entry.record) for name in VOCABULARIES if (entry := catalog.of("vocabularies").get(name)))
    return [(name, word.id, word.name, word.broader or "") for name, record in lists if isinstance(record, WordList) for word in record.words]


def _rows(entries: Iterable[Entry], numbers: dict[tuple[str, str], int], width: int) -> Iterator[Row]:
    for entry in entries:
        record = entry.record
        title = getattr(record, "title", "")
        aliases = [*record.aliases, *([title] if title and title != entry.name else [])]
        chosen = ((v, id_) for v, ids in zip(VOCABULARIES, (record.domains, record.tasks, record.topics), strict=True) for id_ in ids)
        text = opening(getattr(record, "definition", "") or record.summary, width)
        yield Row(entry.id, entry.name, aliases, text, [numbers[word] for word in chosen if word in numbers])
        if isinstance(record, WordList):
            yield from (Row(f"{entry.id}/{word.id}", word.name, (), opening(word.description, width)) for word in record.words)


def _chapters(catalog: Catalog, chapters: Iterable[Chapter]) -> dict[str, Any]:
    """Describe chapters and their sections: what is shown of each, and which further words stand in it."""
    names = {entry.path: entry.name for entry in catalog}
    read = [(chapter, sections(chapter, names)) for chapter in chapters]
    kept = telling(Counter(word for _, parts in read for part in parts for word in _distinct(part)), SECTION_WORDS)
    every = [part for _, parts in read for part in parts]
    return {
        "chapters": {
            "url": _column(url_of(chapter.path) for chapter, _ in read),
            "title": _column(plain(chapter.title, names) for chapter, _ in read),
            "text": _column(str(chapter.meta.get("description", "")) for chapter, _ in read),
            "sections": [len(parts) for _, parts in read],
        },
        "sections": {
            "anchor": _column(part.anchor for part in every),
            "title": _column(part.title for part in every),
            "text": _column(opening(part.text, SENTENCE) for part in every),
            "words": _column(" ".join(sorted(_distinct(part) & kept)) for part in every),
        },
    }


def _distinct(part: Section) -> set[str]:
    """Give the words of a section that its shown sentence does not hold."""
    return set(_WORD.findall(f"{part.text} {part.code}".lower())) - set(_WORD.findall(opening(part.text, SENTENCE).lower()))


def _column(cells: Iterable[str]) -> str:
    return "\n".join("\t".join(" ".join(piece.split()) for piece in cell.split("\t")) for cell in cells)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
