"""The chapters of the guide in numbers: a row for each, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from llm4s.chapters import url_of
from llm4s.markup import Chapter
from llm4s.measures import Measures
from llm4s.render import environment

COLUMNS = ("Words", "Papers cited", "Records linked", "Figures", "Examples run", "Questions", "Minutes")


@dataclass(frozen=True, slots=True)
class Row:
    """A page with its counts."""

    title: str
    url: str
    measures: Measures
    orientation: bool

    @property
    def counts(self) -> tuple[int, ...]:
        """The counts in the order of the columns."""
        found = self.measures
        return found.words, found.citations, found.links, found.figures, found.examples, found.questions, found.minutes


@dataclass(frozen=True)
class Total:
    """What chapters come to, pages of orientation left out."""

    chapters: int
    sums: tuple[int, ...]

    @property
    def means(self) -> tuple[str, ...]:
        """The averages of the counts."""
        return tuple(f"{count / self.chapters:.0f}" if count >= 10 * self.chapters else f"{count / self.chapters:.1f}" for count in self.sums)


def rows_of(chapters: Iterable[Chapter], counted: Mapping[str, Measures]) -> list[Row]:
    """Give a row for each page that was counted; counted holds what chapters of the guide hold, by their paths."""
    return [
        Row(chapter.title, url_of(chapter.path), counted[chapter.path], chapter.meta.get("form") == "orientation")
        for chapter in chapters
        if chapter.path in counted
    ]


def total_of(rows: Iterable[Row]) -> Total | None:
    """Add up the chapters among rows; nothing where there is none."""
    counted = [row for row in rows if not row.orientation]
    if not counted:
        return None
    sums = tuple(sum(column) for column in zip(*(row.counts for row in counted), strict=True))
    return Total(len(counted), sums)


def overview(parts: Iterable[tuple[str, Chapter]], counted: Mapping[str, Measures]) -> str:
    """Make the table of the guide's pages, each given with the title of its part; '{root}' stands for the way to the site's root."""
    found = [(part, row) for part, chapter in parts for row in rows_of([chapter], counted)]
    grouped = [(part, [row for _, row in pairs]) for part, pairs in groupby(found, key=lambda pair: pair[0])]
    total = total_of(row for _, row in found)
    return environment().get_template("chapters.html").render(columns=COLUMNS, parts=grouped, total=total, root="{root}")
