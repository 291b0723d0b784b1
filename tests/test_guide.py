from __future__ import annotations

import re

import pytest

from llm4s.guide import diagram, fields, rules
from llm4s.kinds import all_kinds
from llm4s.mindmap import Branch, mindmap

PARTS = [Branch(f"Part {n}", "", tuple(Branch(f"Chapter {n}.{m} <x>", f"guide/{n}/{m}/") for m in range(n))) for n in range(1, 6)]


def maps(parts: list[Branch]) -> list[str]:
    return re.findall(r"<svg.*?</svg>", mindmap(parts), re.DOTALL)


@pytest.mark.parametrize("number", [0, 1], ids=["wide", "narrow"])
def test_the_mindmap_leads_to_every_chapter_inside_the_picture(number: int) -> None:
    svg = maps(PARTS)[number]
    width, height = (float(value) for value in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    for part in PARTS:
        assert part.title in svg
        for chapter in part.children:
            assert f'<a href="{{root}}{chapter.url}">' in svg
    spots = re.findall(r'<text[^>]* x="([\d.]+)" y="([\d.]+)"', svg)
    assert all(0 < float(x) < width and 0 < float(y) < height for x, y in spots)
    assert "<x>" not in svg


@pytest.mark.parametrize("number", [0, 1], ids=["wide", "narrow"])
def test_no_two_chapters_overlap(number: int) -> None:
    places = re.findall(r'<a href="[^"]*"><text x="([\d.]+)" y="([\d.]+)"', maps(PARTS)[number])
    assert len(set(places)) == len(places) == 15
    assert all(abs(float(y) - float(v)) >= 15 for x, y in places for u, v in places if (x, y) != (u, v) and x == u)


def test_a_long_name_takes_two_lines() -> None:
    svg = maps([Branch("Part", "", (Branch("A chapter whose name is longer than a line", "guide/long/"),))])[0]
    assert re.findall(r"<tspan[^>]*>([^<]*)</tspan>", svg) == ["A chapter whose name is ", "longer than a line"]


def test_both_sides_of_the_mindmap_are_as_alike_as_they_can_be() -> None:
    wide = maps([Branch(f"Part {n}", "", tuple(Branch("Chapter", f"{n}/{m}/") for m in range(size))) for n, size in enumerate((6, 6, 6, 3, 5, 11, 9))])[0]
    assert wide.count('text-anchor="end"') == 5 + 11 + 9


def test_an_empty_guide_is_an_empty_map() -> None:
    assert "The guide" in mindmap([])
    assert "<li>" not in diagram([])


def test_the_diagram_keeps_the_order_of_the_parts() -> None:
    assert re.findall(r"<strong>(Part \d)</strong>", diagram(PARTS)) == [f"Part {n}" for n in range(1, 6)]


def test_fields_and_rules_are_described() -> None:
    text = fields(all_kinds())
    for kind in all_kinds():
        assert f'<h3 id="{kind.name}">' in text
    assert "<code>context_window</code></th><td>yes</td>" in text
    assert rules([("a-code", "Says <this>.")]).count('<dt id="a-code"><code>a-code</code></dt><dd>Says &lt;this&gt;.</dd>') == 1
