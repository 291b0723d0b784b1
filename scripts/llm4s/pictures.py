"""The pictures of the catalog - lineage, timeline, charts - as data for the browser, files to take along, and tables to read without scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from llm4s import lineage, timeline
from llm4s.export import table_text
from llm4s.record import Entry
from llm4s.render import Site, environment

FOLDER = "pictures"
CHARTS = ("size", "openness", "licences", "domains", "freshness")
PICTURES = ("lineage", "timeline", *(f"chart-{name}" for name in CHARTS))
MOST_ROWS = 500
"""So many rows of a table stand in a page; the files have all."""


def picture_files(site: Site) -> Iterator[tuple[str, str]]:
    """Give what the pictures are drawn from and what readers take along, as (path below the site's root, text)."""
    found = site.moments
    yield f"{FOLDER}/lineage.json", _text(lineage.graph(site.catalog, site.lineage))
    yield f"{FOLDER}/timeline.json", _text(timeline.timeline(site.catalog, found, site.names))
    yield f"{FOLDER}/charts.json", _text({chart.id: chart.data() for chart in site.charts})
    yield f"{FOLDER}/lineage.csv", table_text(_relations(site))
    yield f"{FOLDER}/timeline.csv", table_text(timeline.table(found, site.names, site.address))
    for chart in site.charts:
        yield f"{FOLDER}/{chart.id}.csv", table_text([chart.columns, *chart.rows])


def picture_html(site: Site, name: str, root: str) -> str:
    """Give the place of a picture in a page, with all it shows as a table; root is the way to the site's root."""
    if name == "lineage":
        return _lineage_html(site, root)
    return _timeline_html(site, root) if name == "timeline" else _chart_html(site, name.removeprefix("chart-"), root)


def _lineage_html(site: Site, root: str) -> str:
    held = lineage.members(site.catalog, site.lineage)
    shown = {entry.path for entry in sorted(held, key=lambda entry: -_degree(site, entry))[:MOST_ROWS]}
    rows = [(entry, _since(entry), lineage.position(site.lineage, entry)) for entry in held if entry.path in shown]
    return environment().get_template("lineage.html").render(rows=rows, total=len(held), relations=len(site.lineage.edges), root=root)


def _timeline_html(site: Site, root: str) -> str:
    found = site.moments
    kinds, years = timeline.by_year(found, site.catalog)
    newest = [(moment, timeline.event_name(moment.event, site.names)) for moment in reversed(found[-MOST_ROWS:])]
    return environment().get_template("timeline.html").render(kinds=kinds, years=years, newest=newest, total=len(found), root=root)


def _chart_html(site: Site, name: str, root: str) -> str:
    chart = next(chart for chart in site.charts if chart.id == name)
    paths = [f"{path}/" for path in chart.linked] or [""] * len(chart.rows)
    rows = list(zip(chart.rows, paths, strict=True))
    left = max(0, len(rows) - MOST_ROWS)
    return environment().get_template("chart.html").render(chart=chart, rows=rows[left:], left=left, root=root)


def _degree(site: Site, entry: Entry) -> int:
    return len(site.lineage.back.get(entry.path, ())) + len(site.lineage.ahead.get(entry.path, ()))


def _since(entry: Entry) -> str:
    return next((moment.date for moment in timeline.moments_of(entry)), "")


def _relations(site: Site) -> Iterator[list[str]]:
    yield ["later", "relation", "earlier", "name of later", "name of earlier"]
    for edge in site.lineage.edges:
        yield [edge.later.path, lineage.RELATIONS[edge.relation].label, edge.earlier.path, edge.later.name, edge.earlier.name]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
