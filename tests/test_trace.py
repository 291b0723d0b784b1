"""The trace of the sources: what it says exists, and nothing of the sources is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from llm4s import trace
from llm4s.markup import Chapter, read_chapter
from llm4s.project import Project, State
from places import ROOT, TODAY

LEAST = {"000": 29, "001": 164, "002": 39, "003": 19, "004": 74, "beyond": 59}
"""Items of each document that a reading of it found; an item that goes needs a reason, and then a smaller number here."""
CHAPTERS_OF_001 = range(1, 16)
GOOD = """\
source: A book of ferns
sections:
  - heading: Leaves
    items:
      - id: leaf
        item: Leaves as <needles>
        became: corrected
        at: [terms/frond, "docs/guide/leaves.md"]
      - id: bert
        item: FernBERT
        at: [models/fernbert, "docs/more.md#by-kind"]
"""


def pages(state: State) -> list[Chapter]:
    return [*state.chapters, read_chapter("docs/more.md", "---\ntitle: More\n---\n# More\n\n## By kind\n\nThree.\n")[0]]


def read(state: State, *texts: str) -> tuple[tuple[trace.Trace, ...], list[str]]:
    files = {f"data/trace/{number}.yaml": text.encode() for number, text in enumerate(texts)}
    found, problems = trace.read(files, state.catalog, pages(state))
    return found, [str(problem) for problem in problems]


def test_every_item_of_the_sources_has_its_place(real: State) -> None:
    counts = {path.stem: 0 for path in sorted((ROOT / "data/trace").iterdir())}
    for name, found in zip(counts, real.traces, strict=True):
        counts[name] = len(list(found.items))
    assert counts.keys() == LEAST.keys()
    assert {name: count for name, count in counts.items() if count < LEAST[name]} == {}


def test_every_chapter_of_the_guidebook_is_traced(real: State) -> None:
    headings = [section.heading for section in real.traces[1].sections]
    assert [number for number in CHAPTERS_OF_001 if not any(heading.startswith(f"{number}. ") for heading in headings)] == []


def test_every_correction_is_in_the_trace_of_its_source(real: State) -> None:
    """The page of corrections and the trace tell the same: each row's evidence is where corrected items of that source stand."""
    page = (ROOT / "docs/about/corrections.md").read_text(encoding="utf-8").partition("## What was missing")[0]
    corrected: dict[str, set[str]] = {}
    for name, found in zip(sorted(LEAST), real.traces, strict=True):
        corrected[name] = {target for item in found.items if item.became == "corrected" for target in item.at}
    rows = re.findall(r"^\| (00\d) \|.*\| ([^|]*(?:\[\[[^|]*\]\][^|]*)*) \|$", page, re.MULTILINE)
    assert len(rows) >= 38
    for source, evidence in rows:
        stands = set(re.findall(r"\[\[([^\]|]+)", evidence)) | {f"papers/{key}" for key in re.findall(r"@([\w-]+)", evidence)}
        stands |= {f"docs/guide/start/{name}" for name in re.findall(r"start/([\w-]+\.md)", evidence)}
        assert any(target.partition("#")[0] in stands for target in corrected[source]), (source, evidence)


def test_the_page_shows_every_item_and_leads_to_its_places(state: State) -> None:
    found, problems = read(state, GOOD)
    assert problems == []
    html = trace.view(found, trace.places(state.catalog, pages(state)))
    assert '<tr id="leaf"><td>Leaves as &lt;needles&gt;</td><td>corrected</td>' in html
    assert '<a href="{root}terms/frond/">Frond</a>, <a href="{root}guide/leaves/">Leaves</a></td>' in html
    assert re.search(r'<a href="\{root\}more/#by-kind">More: By kind</a>', html)
    assert '<th scope="row"><a href="#source-0">A book of ferns</a></th><td>2</td><td>1</td><td>1</td><td>0</td>' in html


def test_a_place_that_is_gone_is_told_with_the_nearest(state: State) -> None:
    _, problems = read(state, GOOD.replace("terms/frond", "terms/frnod").replace("#by-kind", "#by-size"))
    assert problems == [
        "data/trace/0.yaml:8:14: error: 'terms/frnod' is no record and no place in a page (did you mean 'terms/frond'?) [bad-trace]",
        "data/trace/0.yaml:11:31: error: 'docs/more.md#by-size' is no record and no place in a page (did you mean 'docs/more.md#by-kind'?) [bad-trace]",
    ]


def test_an_id_stands_once(state: State) -> None:
    _, problems = read(state, GOOD, GOOD.replace("id: bert", "id: other"))
    assert problems == ["data/trace/1.yaml:5:13: error: 'leaf' is an item of data/trace/0.yaml, too (give each item its own id) [bad-trace]"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('at: [terms/frond, "docs/guide/leaves.md"]', "at: []", "expected at least 1 item"),
        ("item: FernBERT", f"item: {'x' * 121}", "expected at most 120 characters"),
        ("became: corrected", "became: lost", "expected 'kept', 'corrected' or 'written'"),
        ("source:", "sauce:", "[unknown-field]"),
        ("source: A", "source: [A", "[yaml-syntax]"),
    ],
)
def test_a_trace_that_cannot_be_read_is_none(state: State, old: str, new: str, told: str) -> None:
    found, problems = read(state, GOOD.replace(old, new))
    assert found == ()
    assert any(told in problem for problem in problems), problems


def test_a_broken_record_is_not_told_again(fern: Path) -> None:
    (fern / "data/trace").mkdir()
    (fern / "data/trace/ferns.yaml").write_text(GOOD, encoding="utf-8")
    (fern / "docs/more.md").write_text("---\ntitle: More\ndescription: More.\n---\n# More\n\n## By kind\n", encoding="utf-8")
    (fern / "data/terms/frond.yaml").write_text("name: [", encoding="utf-8")
    state = Project(fern).check(TODAY)
    assert [problem.code for problem in state.problems if problem.where.path.startswith("data/trace")] == []
    assert [found.source for found in state.traces] == ["A book of ferns"]
