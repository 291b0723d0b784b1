"""Blocks of Python in chapters: what they need, and the output that stands below them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from llm4s.markup import Chapter

_BLOCK = re.compile(r"[ \t]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>[\w+-]*)[^\n]*\n(?P<code>.*)^[ \t]*(?P=fence)[`~]*\s*\Z", re.DOTALL | re.MULTILINE)
_NEEDS = re.compile(r"\s*# needs: ([^\n]*)")
_EXCUSE = re.compile(r"\s*# not run here: ([^\n]*)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of code with its language and its place."""

    language: str
    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Example:
    """A block of Python in a chapter."""

    code: str
    start: int
    output: str | None
    """The block of text right below it, which must be what it prints; None where there is none."""

    @property
    def needs(self) -> tuple[str, ...]:
        """Packages beyond the standard library that its first line names: # needs: numpy, torch."""
        found = _NEEDS.match(self.code)
        return tuple(name.strip() for name in found[1].split(",")) if found else ()

    @property
    def excuse(self) -> str:
        """Why nobody executes it here, from a first line such as # not run here: it asks an endpoint; '' where it is executed."""
        found = _EXCUSE.match(self.code)
        return found[1].strip() if found else ""

    @property
    def runs(self) -> bool:
        """Whether the tests execute it."""
        return not _EXCUSE.match(self.code)


def blocks(chapter: Chapter) -> Iterator[Block]:
    """Give the fenced blocks of a chapter in their order; one that nobody closed is none."""
    for start, end in chapter.code:
        if found := _BLOCK.match(chapter.text[start:end]):
            yield Block(found["language"], textwrap.dedent(found["code"]), start, end)


def examples(chapter: Chapter) -> list[Example]:
    """Give the blocks of Python of a chapter, each with the block of text that stands right below it."""
    found = list(blocks(chapter))
    outputs = {}
    for block, below in pairwise(found):
        if below.language == "text" and not chapter.text[block.end : below.start].strip():
            outputs[block.start] = below.code
    return [Example(block.code, block.start, outputs.get(block.start)) for block in found if block.language == "python"]
