"""What happens to the text of a page around Markdown: notes, formulas, front matter."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence

from llm4s.chapters import finish, root_from
from llm4s.explanation import anchored
from llm4s.formula import mathml
from llm4s.record import Entry

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_MATH = re.compile(r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)
_MARK = re.compile(r"(?<=\S)[ \n](\[\^([a-z0-9-]+)\])(?!:)")  # a raised number stands at its word
_NOTE = re.compile(r"^\[\^([a-z0-9-]+)\]: (.*)$", re.MULTILINE)

_LONG = 30


def link_notes(markdown: str, url: str, papers: Mapping[str, Entry]) -> str:
    """Lead each footnote that mkdocs-bibtex wrote to the record of its paper, and set its number close to its word."""
    root = root_from(url)

    def note(match: re.Match[str]) -> str:
        if match[1] not in papers:
            return match[0]
        return f'[^{match[1]}]: {match[2]} <a class="record" href="{root}{papers[match[1]].url}">Record</a>'

    joined = _MARK.sub(lambda match: match[1] if match[2] in papers else match[0], markdown)
    return _NOTE.sub(note, joined)


def finished(text: str, fragments: Sequence[str], path: str) -> str:
    """Put in what the catalog fills in, set formulas, give tables room to scroll in and codes of problems their anchors."""
    return anchored(wrapped(set_formulas(finish(text, fragments))), path)


def wrapped(text: str) -> str:
    """Put tables of Markdown where they can scroll, as the theme's script would when the page has been drawn; see also `sheets`."""
    return _TABLE.sub(r'<div class="md-typeset__scrollwrap"><div class="md-typeset__table"><table class="plain">\1</table></div></div>', text)


def anchors_in(text: str) -> set[str]:
    """Give the ids of all elements of finished HTML."""
    return set(re.findall(r'<[a-z][^<>]* id="([^"]+)"', text))


def set_formulas(text: str) -> str:
    """Replace formulas that Markdown marked by MathML; a long one in a line gets room to scroll in, since nothing breaks it."""

    def formula(match: re.Match[str]) -> str:
        latex, display = html.unescape(match[3]).strip(), match[2] == "["
        found = mathml(latex, display=display)
        return found if display or len(latex) < _LONG else f'<span class="long-formula">{found}</span>'

    return _MATH.sub(formula, text)


def without_front_matter(markdown: str) -> str:
    """Cut off the front matter, which MkDocs has read already."""
    return re.sub(r"\A---[ \t]*\n(.*?\n)?---[ \t]*\n", "", markdown, flags=re.DOTALL)


def frame(title: str, shell: str, *hidden: str) -> str:
    """Write the Markdown of a page that only carries the theme's frame."""
    meta = {"title": title, "llm4s_shell": shell, "hide": list(hidden)}
    return f"---\n{json.dumps(meta)}\n---\n"
