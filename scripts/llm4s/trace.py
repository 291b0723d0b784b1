"""The trace: every item of the documents that the guide grew from, and where it now stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from llm4s.catalog import Catalog
from llm4s.chapters import url_of
from llm4s.fields import ID_PATTERN, Line, one_line
from llm4s.link import suggestion
from llm4s.load import read_part
from llm4s.markup import Chapter
from llm4s.problem import Problem
from llm4s.record import Part
from llm4s.render import environment
from llm4s.sections import sections
from llm4s.source import Path

FOLDER = "data/trace"


class Item(Part):
    """A statement, name or subject of a source document."""

    id: Annotated[str, Field(pattern=ID_PATTERN)]
    """What it is known by; no two items share one."""
    item: Annotated[str, Field(max_length=120), AfterValidator(one_line)]
    """What the document has there: a name, a title, or its subject in our words."""
    became: Literal["kept", "corrected", "written"] = "kept"
    """Whether it was right, was wrong and is corrected, or was an empty heading behind which something stands now."""
    at: Annotated[list[Line], Field(min_length=1)]
    """Where it now stands: records as models/bert, places in pages as docs/guide/science/biology.md#anchor."""


class Heading(Part):
    """A section of a source document."""

    heading: Line
    """Its heading, or its subject in our words."""
    items: Annotated[list[Item], Field(min_length=1)]
    """Its items, in their order."""


class Trace(Part):
    """What became of one source document."""

    source: Line
    """The document, as the page of corrections names it."""
    sections: Annotated[list[Heading], Field(min_length=1)]
    """Its sections, in their order."""

    @property
    def items(self) -> Iterator[Item]:
        """All items of the document."""
        return (item for section in self.sections for item in section.items)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item now stands, as readers see it: address below the site's root, and name."""

    url: str
    name: str


def read(files: Mapping[str, bytes], catalog: Catalog, chapters: Iterable[Chapter]) -> tuple[tuple[Trace, ...], list[Problem]]:
    """Read the files of the trace, and hold that every place in them exists."""
    known, found, problems = places(catalog, chapters), [], list[Problem]()
    used: dict[str, str] = {}
    for path, data in sorted(files.items()):
        trace, source, faults = read_part(path, data, Trace)
        problems += faults
        if trace is None or source is None:
            continue
        found.append(trace)
        for number, section in enumerate(trace.sections):
            for place, item in enumerate(section.items):
                where: Path = ("sections", number, "items", place)
                if item.id in used:
                    what = f"'{item.id}' is an item of {used[item.id]}, too"
                    problems.append(Problem(source.locate((*where, "id")), "bad-trace", what, "give each item its own id"))
                used[item.id] = path
                for order, target in enumerate(item.at):
                    if target not in known and target not in catalog.broken:
                        hint = suggestion(target, list(known), "the records or pages")
                        problems.append(Problem(source.locate((*where, "at", order)), "bad-trace", f"'{target}' is no record and no place in a page", hint))
    return tuple(found), problems


def places(catalog: Catalog, chapters: Iterable[Chapter]) -> dict[str, Place]:
    """Give everything an item can stand at: records by their path, pages and their sections as docs/page.md#anchor."""
    names = {entry.path: entry.name for entry in catalog}
    found = {entry.path: Place(entry.url, entry.name) for entry in catalog}
    for chapter in chapters:
        found[chapter.path] = Place(url_of(chapter.path), chapter.title)
        for section in sections(chapter, names):
            if section.anchor:
                place = Place(f"{url_of(chapter.path)}#{section.anchor}", f"{chapter.title}: {section.title}")
                found[f"{chapter.path}#{section.anchor}"] = place
    return found


def view(traces: Sequence[Trace], known: Mapping[str, Place]) -> str:
    """Show what became of every item; '{root}' stands for the way to the site's root."""
    return environment().get_template("trace.html").render(traces=traces, known=known, root="{root}")
