"""References, listings and citations in Markdown, found outside code, comments and front matter, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from llm4s.problem import Location, Problem
from llm4s.source import parse

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_TICKS = re.compile(r"`+")
_REFERENCE = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
_LISTING = re.compile(r"<!--[ \t]*(catalog|guide):([^\n]{0,500}?)-->")
_COMMENT = re.compile(r"<!--(?:(?!<!--).){0,5000}?-->", re.DOTALL)
_CITATION = re.compile(r"(?<!\[)\[([^\[\]\n]{0,500}@[^\[\]\n]{0,500})\](?!\()")
_SPLIT = re.compile(r"\[(?:\[[\w-]+/|@)[^\[\]\n]{0,500}\n[^\[\]]{0,500}\]")
_KEY = re.compile(r"(?<![\w.])@([\w:.-]*[\w])")
_FORMULA = re.compile(r"\$\$(?P<display>[^$]{1,2000})\$\$|(?<![\\$\w])\$(?![\s$])(?P<inline>[^$\n]{1,500}?)(?<![\s\\])\$(?![\d$])")
_WEB = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]+")
_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\(([^()\s]+\.svg)\)")
_OPTION = re.compile(r"([a-z-]+)=([a-z0-9,-]+)\Z")


@dataclass(frozen=True, slots=True)
class Reference:
    """[[models/bert]] or [[models/bert|the encoder]]."""

    target: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listing:
    """<!-- catalog: papers topic=retrieval limit=8 --> or <!-- guide: map -->."""

    source: str
    words: tuple[str, ...]
    start: int
    end: int

    @property
    def kind(self) -> str:
        """The plural name of the kind that is listed."""
        return self.words[0] if self.words else ""

    def options(self) -> dict[str, str]:
        """Give the well-formed options, such as topic: retrieval."""
        return {found[1]: found[2] for word in self.words[1:] if (found := _OPTION.match(word))}

    def malformed(self) -> list[str]:
        """Give the words that are no option."""
        return [word for word in self.words[1:] if not _OPTION.match(word)]


@dataclass(frozen=True, slots=True)
class Citation:
    """One key of [@key] or [@one; @two]."""

    key: str
    start: int


@dataclass(frozen=True, slots=True)
class Formula:
    """$inline$ or $$display$$ mathematics in LaTeX."""

    latex: str
    display: bool
    start: int


@dataclass(frozen=True, slots=True)
class Web:
    """An address outside the site."""

    address: str
    start: int


@dataclass(frozen=True, slots=True)
class Picture:
    """![what it shows](../../assets/figures/attention.svg)."""

    alt: str
    target: str
    start: int
    end: int


@dataclass(frozen=True)
class Chapter:
    """A Markdown file: its text, its front matter, and what it points at."""

    path: str
    text: str
    meta: dict[str, Any]
    references: tuple[Reference, ...]
    listings: tuple[Listing, ...]
    citations: tuple[Citation, ...]
    formulas: tuple[Formula, ...]
    addresses: tuple[Web, ...]
    headings: tuple[tuple[int, int], ...]
    code: tuple[tuple[int, int], ...]
    line_starts: tuple[int, ...]
    pictures: tuple[Picture, ...] = ()

    def where(self, offset: int) -> Location:
        """Turn an offset into the text into line and column."""
        line = bisect_right(self.line_starts, offset)
        return Location(self.path, line, offset - self.line_starts[line - 1] + 1)

    def begins_sentence(self, offset: int) -> bool:
        """Tell whether what stands at an offset begins a sentence, a paragraph, an item or a cell."""
        before = self.text[max(0, offset - 200) : offset]
        return bool(re.search(r"(\A|\n[ \t]*\n[ \t]*|[.!?:|][\"')]?\s+|[-*+>|#][ \t]+|[0-9]\.[ \t]+)[*_\"'(]*\Z", before))

    def reads_as_note(self, citation: Citation) -> bool:
        """Tell whether Markdown would take a citation for the definition of a footnote."""
        before = self.text[: citation.start].rpartition("\n")[2]
        return before.strip() == "[" and bool(re.match(r"@[^\]\n]*\]:", self.text[citation.start :]))

    @property
    def title(self) -> str:
        """The title of the front matter, or the file's name."""
        return str(self.meta.get("title") or self.path)


def read_chapter(path: str, text: str) -> tuple[Chapter, list[Problem]]:
    """Find everything in a Markdown text that points at the catalog."""
    front = _FRONT.match(text)
    meta: dict[str, Any] = {}
    problems: list[Problem] = []
    if front and (front[1] or "").strip():
        source, problems = parse(path, ("\n" + (front[1] or "")).encode())
        meta = source.value if source else {}
    body_start = front.end() if front else 0
    code = sorted(_code_spans(text, body_start))
    masked = _blank(text, [(0, body_start), *code])
    listings = tuple(Listing(m[1], tuple(m[2].split()), *m.span()) for m in _LISTING.finditer(masked))
    masked = _blank(masked, [m.span() for m in _COMMENT.finditer(masked)])
    chapter = Chapter(
        path,
        text,
        meta,
        tuple(Reference(m[1].strip(), (m[2] or "").strip(), *m.span()) for m in _REFERENCE.finditer(masked)),
        listings,
        tuple(Citation(k[1], m.start(1) + k.start()) for m in _CITATION.finditer(masked) for k in _KEY.finditer(m[1])),
        tuple(Formula((m["display"] or m["inline"]).strip(), bool(m["display"]), m.start()) for m in _FORMULA.finditer(masked)),
        tuple(webs(masked)),
        tuple(m.span() for m in re.finditer(r"^#{1,6} .*$", masked, re.MULTILINE)),
        tuple(code),
        (0, *(m.end() for m in re.finditer(r"\n", text))),
        tuple(Picture(m[1], m[2], *m.span()) for m in _PICTURE.finditer(masked)),
    )
    hint = "write it on one line, from its first bracket to its last"
    problems += [
        Problem(
            chapter.where(m.start()), "split-reference", "a citation or reference goes over the end of a line and would stand in the page as it was typed", hint
        )
        for m in _SPLIT.finditer(masked)
    ]
    return chapter, problems


def webs(text: str) -> Iterator[Web]:
    """Find addresses outside the site; a closing bracket belongs to one only if the address opened it, the end of a sentence never does."""
    for match in _WEB.finditer(text):
        address, depth = match[0], 0
        for number, char in enumerate(match[0]):
            depth += (char == "(") - (char == ")")
            if depth < 0:
                address = address[:number]
                break
        yield Web(address.rstrip(".,;:!?*_"), match.start())


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, last = [], 0
    for start, end in spans:
        pieces += [text[last:start], re.sub(r"[^\n]", " ", text[start:end])]
        last = end
    return "".join([*pieces, text[last:]])


def _code_spans(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Find fenced blocks line by line and inline code paragraph by paragraph, in linear time."""
    fence, fence_start, paragraph_start, position = "", 0, start, start
    for line in text[start:].splitlines(keepends=True):
        opened = _FENCE.match(line)
        if fence:
            if opened and opened[1].startswith(fence) and not line[opened.end() :].strip():
                yield fence_start, position + len(line)
                fence, paragraph_start = "", position + len(line)
        elif opened:
            yield from _inline_code(text, paragraph_start, position)
            fence, fence_start = opened[1], position
        elif not line.strip():
            yield from _inline_code(text, paragraph_start, position)
            paragraph_start = position
        position += len(line)
    if fence:
        yield fence_start, len(text)
    else:
        yield from _inline_code(text, paragraph_start, len(text))


def _inline_code(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    runs = [match.span() for match in _TICKS.finditer(text, start, end)]
    by_length: dict[int, list[int]] = defaultdict(list)
    for number in range(len(runs) - 1, -1, -1):
        by_length[runs[number][1] - runs[number][0]].append(number)
    number = 0
    while number < len(runs):
        same = by_length[runs[number][1] - runs[number][0]]
        while same and same[-1] <= number:
            same.pop()
        if same:
            yield runs[number][0], runs[same[-1]][1]
            number = same[-1]
        number += 1
