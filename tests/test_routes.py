"""Routes through the guide take their minutes from the chapters, and a chapter's milestones their dates from the catalogue."""

from __future__ import annotations

import re

from llm4s.chapters import Guide, expand, finish
from llm4s.markup import read_chapter
from llm4s.milestones import milestones_html
from llm4s.project import State
from llm4s.routes import worded
from places import ROOT

TEXT = """Before.

<!-- guide: path -->

1. [One](../a/one.md): begin here.
2. [Two](two.md#part) and
   [three](../a/three.md), then
   [four](four.md), [five](five.md), [six](six.md) or [seven](seven.md).
3. Nothing to read.

1. [One](../a/one.md) again, which is no step.

<!-- guide: path -->

No list.
"""
MINUTES = {"docs/a/one.md": 10, "docs/b/two.md": 20, "docs/a/three.md": 30, "docs/b/four.md": 1, "docs/b/five.md": 7, "docs/b/seven.md": 5}


def expanded(state: State) -> str:
    chapter, _ = read_chapter("docs/b/x.md", TEXT)
    expansion = expand(chapter, Guide(state.site(""), minutes=MINUTES))
    return finish(expansion.markdown, expansion.fragments)


def test_a_step_takes_the_minutes_of_its_chapters_and_of_a_choice_the_longest(state: State) -> None:
    text = expanded(state)
    assert re.findall(r'data-minutes="(\d+)">(\d+) min', text) == [("10", "10"), ("57", "57")]
    assert "or [seven](seven.md). <span" in text
    assert "Nothing to read.\n\n1. [One](../a/one.md) again" in text


def test_a_route_says_its_steps_and_its_time(state: State) -> None:
    found = re.findall(r'data-route="(\d)"><strong>(.*?) of reading', expanded(state))
    assert found == [("1", "3 steps, 1 h 7 min"), ("2", "0 steps, 0 min")]


def test_time_is_written_in_hours_and_minutes() -> None:
    assert [worded(minutes) for minutes in (0, 59, 60, 125)] == ["0 min", "59 min", "1 h", "2 h 5 min"]


def test_every_step_of_the_learning_paths_has_minutes_or_leaves_the_choice_open() -> None:
    page = (ROOT / "docs/guide/start/learning-paths.md").read_text(encoding="utf-8")
    assert page.count("<!-- guide: path -->") == len(re.findall(r"^## [A-D]\. ", page, re.MULTILINE)) == 4


def test_milestones_stand_under_their_years_each_thing_once(state: State) -> None:
    chapter, _ = read_chapter(
        "docs/x.md", "[[models/fernbert]] [[models/fernbert]] [[organizations/fern-lab]] [[models/none]] [@frond-2025-fernbert; @spore-2020-roots]"
    )
    html = milestones_html(chapter, state.site(""), "../")
    assert re.findall(r'class="year">(\d+)<', html) == ["2020", "2025"]
    assert re.findall(r'<li class="of-(\w+)"><a href="([^"]+)" title="([^"]+)"', html) == [
        ("papers", "../papers/spore-2020-roots/", "Paper, 2020: Publication"),
        ("models", "../models/fernbert/", "Model, 2025-02: Weights"),
    ]
    assert html.count('class="month"') == 1


def test_a_chapter_places_its_milestones(state: State) -> None:
    chapter, _ = read_chapter("docs/x.md", "[@spore-2020-roots]\n\n<!-- catalog: milestones -->\n")
    assert milestones_html(chapter, state.site(""), "../") in expand(chapter, Guide(state.site(""))).fragments
