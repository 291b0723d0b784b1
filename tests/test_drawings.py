"""Figures of the guide: what a file may hold, how chapters show them, and how they go into a page."""

from __future__ import annotations

import pytest

from llm4s.chapters import Guide, expand, finish
from llm4s.drawings import FOLDER, check, fragment, framed, read
from llm4s.markup import read_chapter
from llm4s.project import State
from places import ROOT

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-labelledby="figure-fern-title figure-fern-desc">'
TITLE = '<title id="figure-fern-title">A fern</title><desc id="figure-fern-desc">It has one leaf &amp; a root.</desc>'
GOOD = f'{HEAD}{TITLE}<g><text class="text-ink" x="1" y="2">5 &lt; 6</text></g></svg>'


def faults(text: str, name: str = "fern") -> list[str]:
    found, problems = read({f"{FOLDER}{name}.svg": text.encode()})
    assert bool(found[name]) != bool(problems)
    assert {problem.code for problem in problems} <= {"bad-figure"}
    return [f"{problem.where.line}:{problem.where.column} {problem.message}" for problem in problems]


def shown(text: str, drawings: dict[str, str]) -> list[str]:
    chapter, _ = read_chapter("docs/guide/part/x.md", text)
    return [f"{problem.code} {problem.where.line}:{problem.where.column} {problem.message}" for problem in check(chapter, drawings)]


def test_a_good_figure_goes_into_the_page_written_anew() -> None:
    text = '<?xml version="1.0"?>\n<!-- a comment -->\n' + GOOD.replace("<g>", "<g>stray text")
    found, problems = read({f"{FOLDER}fern.svg": text.encode(), f"{FOLDER}notes.txt": b"x", "docs/assets/logo.svg": b"<svg/>"})
    assert problems == []
    assert found == {"fern": GOOD.replace('desc">', 'desc" class="drawing">', 1)}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<g>", "<script>x</script><g>", "1:307 <script> is no element of a figure"),
        ("<g>", "<style>x{}</style><g>", "1:307 <style> is no element of a figure"),
        ("<g>", '<g style="fill:red">', "1:307 'style' is no attribute of a figure"),
        ("<g>", '<g onclick="x()">', "1:307 'onclick' is no attribute of a figure"),
        ("<g>", '<g fill="URL(https://example.org/x)">', "1:307 'fill' leads out of the figure"),
        ("<g>", '<g id="fern">', "1:307 the id 'fern' may stand in the page already"),
        ("2000/svg", "1999/xhtml", "1:1 'xmlns' leads out of the figure"),
        (' role="img"', "", "1:1 the figure has no size or no name for screen readers"),
        (' viewBox="0 0 9 9"', "", "1:1 the figure has no size or no name for screen readers"),
        ("A fern", " ", "1:397 the figure has no <title>"),
        ("</g>", "", "1:345 the file is no SVG: mismatched tag"),
        ("<svg", '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg', "1:15 the figure declares a document type"),
    ],
)
def test_what_styles_runs_loads_or_hides_is_refused_at_its_place(old: str, new: str, fault: str) -> None:
    assert old in GOOD
    assert [line.partition(" ")[2] for line in faults(GOOD.replace(old, new, 1))] == [fault.partition(" ")[2]]


def test_a_fault_has_its_line() -> None:
    assert faults(GOOD.replace("<g>", "\n\n  <image/><g>")) == ["3:3 <image> is no element of a figure"]


def test_any_bytes_are_refused_in_words() -> None:
    for data in (b"", b"\xff\xfe\x00", b"\x00link", b"plain text"):
        assert read({f"{FOLDER}x.svg": data})[1][0].message.startswith("the file is no SVG")


def test_a_figure_is_shown_with_alternative_text_and_caption_once() -> None:
    drawings = {"fern": "<svg>", "moss": "<svg>", "moss-narrow": "<svg>"}
    image = "![A fern](../../assets/figures/fern.svg)"
    moss = image.replace("fern.svg", "moss.svg")
    assert shown(f"Text.\n\n{image}\n{moss}\n*Two plants.*\n\nMore.", drawings) == []
    assert shown(f"{image}\n*A plant.*", drawings) == []
    assert shown(f"`{image}` ![x](https://example.org/a.svg) ![y](../fern.svg)", drawings) == []
    assert shown(f"\n\n{image.replace('fern.svg', 'fren.svg')}\n*x*", drawings) == ["unknown-figure 3:1 there is no figure 'fren'"]
    assert shown(f"{moss.replace('moss', 'moss-narrow')}\n*x*", drawings) == ["unknown-figure 1:1 there is no figure 'moss-narrow'"]
    assert shown(f"{image}\n*x*\n\n{image}\n*y*", drawings) == ["figure-place 4:1 the figure 'fern' stands twice in this page"]
    assert shown(f"Text {image}", drawings) == ["figure-place 1:6 the figure 'fern' stands inside a paragraph"]
    assert shown(f"Text.\n\n{image}\n\nText.", drawings) == ["figure-place 3:1 the figure 'fern' has no caption or no alternative text"]
    assert shown(f"{image.replace('A fern', ' ')}\n*x*", drawings) == ["figure-place 1:1 the figure 'fern' has no caption or no alternative text"]


def test_a_narrow_drawing_stands_beside_the_wide_one() -> None:
    drawings = {"moss": '<svg class="drawing">w</svg>', "moss-narrow": '<svg class="drawing narrow">n</svg>', "fern": '<svg class="drawing">f</svg>'}
    assert fragment("moss", drawings) == '<svg class="drawing wide">w</svg><svg class="drawing narrow">n</svg>'
    assert fragment("fern", drawings) == drawings["fern"]
    assert fragment("none", drawings) == ""


def test_a_paragraph_of_figures_becomes_a_figure_with_its_caption(state: State) -> None:
    chapter, _ = read_chapter("docs/guide/x.md", "![A fern](../assets/figures/fern.svg)\n*Its [[terms/frond]].*\n\nText \ue0000\ue003.")
    expansion = expand(chapter, Guide(state.site(""), drawings={"fern": "<svg>fern</svg>"}))
    assert expansion.markdown.endswith("Text  0 .")
    html = finish(f"<p>{expansion.markdown.splitlines()[0]}\n<em>Its {expansion.markdown[-30:]}</em></p>", expansion.fragments)
    assert html.startswith('<figure class="guide-figure"><div class="drawings"><svg>fern</svg></div><figcaption>Its ')
    assert html.endswith("</figcaption></figure>")
    assert framed("<p>\ue0007\ue003\n<em>x</em></p>", ()) == '<figure class="guide-figure"><div class="drawings"></div><figcaption>x</figcaption></figure>'


def test_every_figure_of_the_guide_is_shown_somewhere() -> None:
    names = {path.stem.removesuffix("-narrow") for path in (ROOT / FOLDER).glob("*.svg")}
    chapters = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs/guide").rglob("*.md"))
    assert len(names) >= 20
    assert [name for name in sorted(names) if f"assets/figures/{name}.svg)" not in chapters] == []
