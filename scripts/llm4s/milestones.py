"""A timeline of what a chapter names: its models, systems and datasets, and the papers it cites, by the catalogue's own dates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from llm4s.catalog import Catalog
from llm4s.markup import Chapter
from llm4s.record import Entry
from llm4s.render import Site, environment
from llm4s.timeline import Moment, event_name, moments_of

KINDS = ("models", "systems", "datasets", "papers")
"""Kinds of records that have a place in it; each stands in a column of its own colour."""


def milestones_html(chapter: Chapter, site: Site, root: str) -> str:
    """Make the timeline of a chapter: the earliest date of every record that it names, by year."""
    found = sorted(_moments(chapter, site.catalog), key=lambda moment: (moment.date, moment.entry.name))
    dated = [(moment, event_name(moment.event, site.names), moment.date[5:7]) for moment in found]
    years = [(year, list(group)) for year, group in groupby(dated, key=lambda one: one[0].date[:4])]
    return environment().get_template("milestones.html").render(years=years, root=root, kinds=[kind for kind in site.catalog.kinds if kind.plural in KINDS])


def _moments(chapter: Chapter, catalog: Catalog) -> Iterator[Moment]:
    paths = [reference.target for reference in chapter.references] + [f"papers/{citation.key}" for citation in chapter.citations]
    entries = [entry for path in dict.fromkeys(paths) if (entry := catalog.get(path)) and entry.kind.plural in KINDS]
    described = {paper for entry in entries for paper in _papers(entry)}
    for entry in entries:
        if entry.id not in described or entry.kind.plural != "papers":  # a paper and what it describes are one milestone
            yield from moments_of(entry)[:1]


def _papers(entry: Entry) -> list[str]:
    return list(getattr(entry.record, "papers", ()))
