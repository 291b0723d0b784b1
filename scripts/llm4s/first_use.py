"""Terms are linked to the glossary where a chapter first uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from llm4s.catalog import Catalog
from llm4s.form import is_chapter
from llm4s.link import suggestion
from llm4s.markup import Chapter
from llm4s.measures import without_code
from llm4s.problem import Problem
from llm4s.wording import without_names

_APART = re.compile(
    r"\[\[[^\[\]\n]*\]\]|\[[^\[\]]*\]\([^()\s]*\)"  # links
    r"|^#[^\n]*$|^[ \t]*(?:!!!|\?\?\?|>)[^\n]*$"  # headings, titles of boxes, quotations
    r"|\$\$[^$]*\$\$|\$[^$\n]*\$",  # formulas
    re.MULTILINE,
)

_WORD = re.compile(r"(?<![\w-])\w+")


def check(chapter: Chapter, catalog: Catalog) -> Iterator[Problem]:
    """Find terms that a chapter uses before it links them, or without linking them.

    The front matter's other_sense names words that the chapter uses in a sense which is not the glossary's.
    """
    if not is_chapter(chapter):
        return
    names = {entry.name: entry.id for entry in catalog.of("terms").values()}
    exempt = chapter.meta.get("other_sense") or []
    exempt = exempt if isinstance(exempt, list) else [exempt]
    for term in exempt:
        if term not in names.values():
            what = f"'other_sense' holds '{term}', which is no term of the glossary"
            yield Problem(chapter.where(0), "unknown-reference", what, suggestion(str(term), list(names.values()), "data/terms/"))
    linked: dict[str, int] = {}
    for reference in chapter.references:
        linked.setdefault(reference.target.removeprefix("terms/"), reference.start)
    told: set[str] = set()
    for start, found, term in uses(chapter, names):
        if term not in told and term not in exempt and linked.get(term, len(chapter.text)) > start:
            told.add(term)
            what = f"'{found}' is a term of the glossary and is not linked where the chapter first uses it"
            hint = f"write [[terms/{term}|{found}]], or name {term} in 'other_sense' if it means something else here"
            yield Problem(chapter.where(start), "unlinked-term", what, hint)


def uses(chapter: Chapter, names: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Give every place where a term stands in running text, what stands there, and the term's id."""
    if not names:
        return
    folded = {name.casefold(): (name, term) for name, term in names.items()}
    pattern, starts = _pattern(tuple(sorted(folded, key=len, reverse=True)))
    text, end = _blanked(chapter), 0
    for word in _WORD.finditer(text):  # the pattern alone would try every name at every letter
        first = word[0].casefold()
        if word.start() < end or not any(part in starts for part in (first, first.removesuffix("s"), first.removesuffix("es"))):
            continue
        match = pattern.match(text, word.start())
        if match is None:
            continue
        end = match.end()
        found = " ".join(match[1].split())
        name, term = folded[found.casefold()]
        if name[1:] == name[1:].lower() or found == name:  # an abbreviation is spelt with its capitals
            yield match.start(), " ".join(match[0].split()), term


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> tuple[re.Pattern[str], frozenset[str]]:
    """Give what finds a name at a place, and the words that names begin with."""
    known = "|".join(re.escape(name).replace(r"\ ", r"(?: +|[ \t]*\n[ \t]*)") for name in names)
    starts = frozenset(word[0] for name in names if (word := _WORD.match(name)))
    return re.compile(rf"({known})(?:s|es)?(?![\w-])", re.IGNORECASE), starts


def _blanked(chapter: Chapter) -> str:
    """Give the running text: no code, headings, titles of boxes, formulas, links, and nothing that others named."""
    return without_names(_APART.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), without_code(chapter)))
