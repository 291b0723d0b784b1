"""The form of the guide's chapters: how they open and end, how long they are, and that they lean on sources."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from llm4s.catalog import Catalog
from llm4s.chapters import listed
from llm4s.examples import Example, examples
from llm4s.markup import Chapter
from llm4s.measures import Measures, box, measure, without_code
from llm4s.problem import Problem

_CHAPTER = re.compile(r"docs/guide/[^/]+/(?!index\.md\Z)[^/]+\.md\Z")
END = ("Summary", "Check yourself", "Further reading")
ROWS = 3
"""Fewer records than these are no listing to read on with."""


@dataclass(frozen=True, slots=True)
class Form:
    """The bounds of one sort of page."""

    words: tuple[int, int]
    citations: int
    questions: int


FORMS: Mapping[str, Form] = {"chapter": Form((1200, 3500), 5, 3), "orientation": Form((800, 3500), 0, 2)}
"""A chapter argues from papers; a page of orientation shows the way and may cite nobody. The front matter says which it is: form."""


def is_chapter(chapter: Chapter) -> bool:
    """Tell whether a page stands in a part of the guide: docs/guide/science/biology.md, but no first page of a folder, which holds a map."""
    return bool(_CHAPTER.match(chapter.path))


def check(chapter: Chapter, catalog: Catalog) -> Iterator[Problem]:
    """Find where a chapter of the guide lacks what every chapter has."""
    if not is_chapter(chapter):
        return
    name = chapter.meta.get("form", "chapter")
    if name not in FORMS:
        yield Problem(chapter.where(0), "chapter-form", f"'{name}' is no form of pages", f"known: {', '.join(FORMS)}; without 'form' a page is a chapter")
        return
    counts = measure(chapter, {entry.path: entry.name for entry in catalog})
    yield from _opening(chapter)
    yield from _ending(chapter, catalog)
    yield from _counts(chapter, FORMS[name], counts)
    for example in examples(chapter):
        if fault := _example_fault(example):
            yield Problem(chapter.where(example.start), "bad-example", *fault)


def _opening(chapter: Chapter) -> Iterator[Problem]:
    found = box(chapter)
    if not found:
        hint = 'write !!! abstract "After this chapter" below the title'
        yield Problem(chapter.where(0), "chapter-form", "the chapter does not open with what its readers will be able to do", hint)
    elif "Needs:" not in without_code(chapter)[found.end() :].partition("\n## ")[0]:
        what = "the box that opens the chapter does not say what to know first"
        yield Problem(chapter.where(found.start()), "chapter-form", what, "end it with 'Needs:' and what, or 'Needs: nothing.'")
    if "minutes" in chapter.meta:
        what = "'minutes' stands in the front matter"
        yield Problem(chapter.where(0), "front-matter", what, "remove it: the time is reckoned from words, questions and examples")


def _ending(chapter: Chapter, catalog: Catalog) -> Iterator[Problem]:
    heads = [(chapter.text[start:end].removeprefix("## ").strip(), start) for start, end in chapter.headings if chapter.text[start:].startswith("## ")]
    last = heads[-len(END) :]
    if tuple(title for title, _ in last) != END:
        found = ", ".join(f"'{title}'" for title, _ in last) or "no sections"
        yield Problem(chapter.where(0), "chapter-form", f"the chapter ends with {found}", f"its last sections are {', '.join(END)}")
        return
    reading = [listing for listing in chapter.listings if listing.source == "catalog" and listing.start > last[-1][1]]
    if not reading:
        hint = "draw it from the catalogue: <!-- catalog: papers topic=retrieval limit=8 -->"
        yield Problem(chapter.where(last[-1][1]), "chapter-form", "further reading holds no listing", hint)
    for listing in reading:
        if (count := len(listed(listing, catalog))) < ROWS:
            what = f"the listing shows {count} record{'' if count == 1 else 's'}"
            yield Problem(chapter.where(listing.start), "thin-listing", what, f"further reading shows at least {ROWS}: take a wider word")


def _counts(chapter: Chapter, form: Form, counts: Measures) -> Iterator[Problem]:
    least, most = form.words
    if not least <= counts.words <= most:
        what = f"the chapter has {counts.words:,} words"
        yield Problem(chapter.where(0), "chapter-length", what, f"expected {least:,} to {most:,}: a chapter is one subject that stands alone")
    if counts.citations < form.citations:
        what = f"the chapter cites {counts.citations} paper{'' if counts.citations == 1 else 's'}"
        yield Problem(chapter.where(0), "few-citations", what, f"at least {form.citations}: every claim of fact has its source")
    if counts.questions < form.questions:
        what = f"'Check yourself' asks {counts.questions} question{'' if counts.questions == 1 else 's'}"
        yield Problem(chapter.where(0), "chapter-form", what, f'at least {form.questions}, each as ??? question "..." with its answer hidden')


def _example_fault(example: Example) -> tuple[str, str] | None:
    try:
        tree = ast.parse(example.code)
    except SyntaxError as error:
        return f"the block is not valid Python: {error.msg}, in its line {error.lineno}", "correct it, or name its language"
    if not example.runs:
        return None if len(example.excuse.split()) >= 3 else ("the block is not executed and does not say why", "begin it with # not run here: and the reason")
    if example.needs and not all(name.replace("-", "").replace("_", "").isalnum() for name in example.needs):
        return f"'{', '.join(example.needs)}' names no packages", "write # needs: numpy, torch, or # not run here: and the reason"
    prints = any(isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print" for node in ast.walk(tree))
    if prints and example.output is None:
        return "the block prints, and its output is not shown", "put what it prints into a block of text right below it"
    return None
