"""What holds the guide together, read back from the built site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from llm4s.overview import rows_of
from llm4s.project import State

pytestmark = pytest.mark.site


def page(site: Path, url: str) -> str:
    return (site / url / "index.html").read_text(encoding="utf-8")


def test_the_contributors_page_counts_every_chapter(site: Path, real: State) -> None:
    html = page(site, "contribute/chapters/")
    for row in rows_of(real.chapters, real.measures):
        cells = "".join(f"<td>{count:,}</td>" for count in row.counts)
        assert f'<th scope="row"><a href="../../{row.url}">{row.title}</a></th>{cells}' in html, row.url
    assert html.count('<th scope="row">A chapter on average</th>') == 1


def test_every_chapter_says_in_its_box_how_long_it_takes(site: Path, real: State) -> None:
    assert len(real.minutes) >= 50
    for path, minutes in real.minutes.items():
        assert f"After this chapter · about {minutes} minutes</p>" in page(site, path.removeprefix("docs/").removesuffix(".md")), path


def test_the_trace_shows_every_item_with_its_places(site: Path, real: State) -> None:
    html = page(site, "about/trace/")
    rows = dict(re.findall(r'<tr id="([\w-]+)">(.*?)</tr>', html))
    items = [item for trace in real.traces for item in trace.items]
    assert rows.keys() == {item.id for item in items}
    for item in items:
        assert rows[item.id].count("<a href=") == len(item.at), item.id
