from __future__ import annotations

import re

from llm4s.guide import WIDTH, Branch, diagram, fields, mindmap, rules
from llm4s.kinds import all_kinds

PARTS = [Branch(f"Part {n}", "", tuple(Branch(f"Chapter {n}.{m} <x>", f"guide/{n}/{m}/") for m in range(n))) for n in range(1, 6)]


def test_the_mindmap_leads_to_every_chapter_inside_the_picture() -> None:
    svg = mindmap(PARTS)
    height = int(re.search(r'viewBox="0 0 \d+ (\d+)"', svg)[1])
    for part in PARTS:
        assert part.title in svg
        for chapter in part.children:
            assert f'<a href="{{root}}{chapter.url}">' in svg
    spots = re.findall(r'<text[^>]* x="(\d+)" y="(\d+)"', svg)
    assert all(0 < int(x) < WIDTH and 0 < int(y) < height for x, y in spots)
    assert "<x>" not in svg


def test_no_two_chapters_overlap() -> None:
    places = re.findall(r'<a href="[^"]*"><text x="(\d+)" y="(\d+)"', mindmap(PARTS))
    assert len(set(places)) == len(places) == 15


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
