"""Chapters cut at their headings, as plain text with the anchors that the site engine gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from llm4s.markup import Chapter

_HIDDEN = re.compile(
    r"<!--.*?-->|</?[a-zA-Z][^<>]*>|\$\$.*?\$\$"  # comments, tags, formulas on lines of their own
    r"|^[ \t]*(?:!!!|\?\?\?\+?|===|:::)[^\n]*$|^\[[^\]\n]+\]:[^\n]*$"  # first lines of boxes and tabs, notes
    r"|\{[ \t]*[:#.][^{}\n]*\}",  # attributes
    re.DOTALL | re.MULTILINE,
)
_RULE = re.compile(r"^[ \t]*[|:+-][|:+ \t-]*$", re.MULTILINE)
_CITATION = re.compile(r"\s*\[[^\[\]\n]*@[^\[\]\n]*\](?!\()|\[\^[^\]\n]+\]")
_REFERENCE = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_MARKS = re.compile(r"[*`|$\\]+|(?<!\w)_+|_+(?!\w)|^[ \t]*(?:[-+>:]|\d+\.)[ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """The text below one heading; the first of a chapter has neither title nor anchor."""

    title: str
    anchor: str
    text: str
    code: str = ""


def sections(chapter: Chapter, names: Mapping[str, str]) -> list[Section]:
    """Cut a chapter at its headings; names says how readers know the records it refers to, by path.

    The chapter's own title is left out: its text belongs to the start.
    """
    text = chapter.text
    front = re.match(r"---[ \t]*\n.*?^---[ \t]*$", text, re.DOTALL | re.MULTILINE)
    start, title, anchor = front.end() if front else 0, "", ""
    found, used = [], set[str]()
    for begin, end in chapter.headings:
        found.append(Section(title, anchor, *_read(chapter, start, begin, names)))
        line = text[begin:end]
        given = re.search(r"\{[^{}]*#([\w-]+)[^{}]*\}\s*$", line)
        words = plain(line.lstrip("#"), names)
        unique = _unique(given[1] if given else _slug(words), used)
        title, anchor = ("", "") if line.startswith("# ") else (words, unique)
        start = end
    found.append(Section(title, anchor, *_read(chapter, start, len(text), names)))
    return [section for section in found if section.title or section.text]


def _read(chapter: Chapter, start: int, end: int, names: Mapping[str, str]) -> tuple[str, str]:
    """Give the plain text of a part of a chapter, and its blocks of code."""
    text, code, last = "", "", start
    for begin, stop in chapter.code:
        if start <= begin < end and "\n" in chapter.text[begin:stop].strip("\n") and chapter.text[begin:stop].lstrip(" >\t")[:3] in ("```", "~~~"):
            text += chapter.text[last:begin] + "\n"
            code += chapter.text[begin:stop]
            last = stop
    return plain(text + chapter.text[last:end], names), code


def plain(markdown: str, names: Mapping[str, str]) -> str:
    """Give what a reader sees of Markdown, on one line, without footnotes and drawn lines."""
    text = _CITATION.sub("", _RULE.sub(" ", _HIDDEN.sub(" ", markdown)))
    text = _REFERENCE.sub(lambda match: match[2] or names.get(match[1].strip(), match[1]), text)
    return " ".join(_MARKS.sub(" ", _LINK.sub(r"\1", text)).split()).replace(" ,", ",").replace(" .", ".")


def _slug(title: str) -> str:
    """Make an anchor as the engine's table of contents does."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", letters).strip().lower())


def _unique(anchor: str, used: set[str]) -> str:
    """Number an anchor that stands in the page already or is empty, as the engine does."""
    while anchor in used or not anchor:
        numbered = re.fullmatch(r"(.*)_([0-9]+)", anchor)
        anchor = f"{numbered[1]}_{int(numbered[2]) + 1}" if numbered else f"{anchor}_1"
    used.add(anchor)
    return anchor
