"""What holds on every sort of page: no sideways scrolling at 400 %, nothing jumps, keys reach what scrolls, axe is silent, hostile records stay text."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import in_both_schemes
from playwright.sync_api import Browser, Page, Route, expect
from test_explore import EVIL, HEBREW

from llm4s.pages import pages
from llm4s.project import Project
from places import TODAY

pytestmark = pytest.mark.browser
PAGES = {
    "home": "",
    "chapter": "guide/foundations/core-concepts/",
    "tables": "guide/running/quantization/",
    "session": "sessions/dpo/",
    "model": "models/esm-2/",
    "paper": "papers/vaswani-2017-attention/",
    "metric": "metrics/f1/",
    "vocabulary": "vocabularies/domain/",
    "listing": "models/",
    "explore": "explore/",
    "compare": "compare/?kind=models&id=scibert&id=esm-2&id=galactica",
    "basket": "basket/",
    "chooser": "catalog/choose/?domain=biology&hardware=card-24",
    "lineage": "catalog/lineage/",
    "timeline": "catalog/timeline/",
    "charts": "catalog/charts/",
    "statistics": "catalog/statistics/",
    "architecture": "contribute/architecture/",
}
ELSEWHERE = {"home", "chapter", "model", "paper", "listing", "compare", "basket", "chooser", "lineage", "timeline", "charts"}
"""Pages that tests of their own show to axe in a wide window, in opened states, too."""
EACH = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
SHIFTS = """window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.moved += entry.value))).observe({ type: "layout-shift", buffered: true });"""
UNREACHED = """() => [...document.querySelectorAll("article *")].filter((part) => {
  const { display, overflowX } = getComputedStyle(part);
  const scrolls = part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 1 && ["auto", "scroll"].includes(overflowX);
  const seen = display !== "inline" && part.getClientRects().length;
  return scrolls && seen && part.tabIndex < 0 && !part.querySelector("a, button, input, select, summary, [tabindex='0']");
}).map((part) => part.outerHTML.slice(0, 90))"""
WIDER = """(width) => [...document.querySelectorAll("article *")]
  .filter((part) => part.getBoundingClientRect().right > width + 1 && !part.closest(".scroll, pre, math, .results, .md-typeset__scrollwrap"))
  .map((part) => part.outerHTML.slice(0, 90)).slice(0, 3)"""
DRAWN = "() => [...document.querySelectorAll('.explorer, .chooser, [data-picture]')].every((part) => part.matches('.ready, .plain, .drawn'))"


def settled(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(DRAWN)


@pytest.fixture
def narrow(browser: Browser, address: str) -> Iterator[Page]:
    """A window of 1280 pixels at 400 per cent."""
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 256})
    yield context.new_page()
    context.close()


@EACH
def test_at_four_hundred_per_cent_no_page_scrolls_sideways(narrow: Page, path: str) -> None:
    settled(narrow, path)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320, narrow.evaluate(WIDER, 320)


@EACH
def test_on_a_phone_nothing_moves_keys_reach_all_and_axe_is_silent(browser: Browser, address: str, path: str) -> None:
    page = loaded(browser, address, path, width=360, height=740)
    moved = page.evaluate("window.moved")
    for _ in range(60):  # as a reader comes to it: what is far below is not laid out yet
        page.evaluate("scrollBy(0, innerHeight * 2)")
    page.wait_for_function(f"() => ({UNREACHED})().length === 0")
    page.evaluate("scrollTo(0, 0)")
    found = in_both_schemes(page)
    page.context.close()
    assert moved < 0.005  # none that Lighthouse would show
    assert found == {}


@pytest.mark.parametrize("name", PAGES)
def test_in_a_wide_window_nothing_moves_and_axe_is_silent(browser: Browser, address: str, name: str) -> None:
    page = loaded(browser, address, PAGES[name], width=1280, height=800)
    moved = page.evaluate("window.moved")
    found = {} if name in ELSEWHERE else in_both_schemes(page)
    page.context.close()
    assert moved < 0.005
    assert found == {}


def loaded(browser: Browser, address: str, path: str, width: int, height: int) -> Page:
    """Open a page that adds up what moves in it."""
    page = browser.new_context(base_url=address, viewport={"width": width, "height": height}).new_page()
    page.add_init_script(SHIFTS)
    settled(page, path)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("text", [f"{HEBREW} {EVIL}", "W" * 10_000, f"{HEBREW} " * 400], ids=["script", "long", "right-to-left"])
def test_a_hostile_record_shows_as_text_and_breaks_no_layout(browser: Browser, address: str, site: Path, fern: Path, text: str, width: int) -> None:
    path = fern / "data/models/fernbert.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Reading notes about ferns.", json.dumps(f"{HEBREW[:4]} {EVIL}")), encoding="utf-8")
    state = Project(fern).check(TODAY)
    assert {problem.code for problem in state.problems} <= {"markup-in-text"}
    body = next(page.body for page in pages(state.site(""), {"models/fernbert/"}))
    assert "&lt;script&gt;" in body
    number = itertools.count()
    # whatever any field says; the kind, the name and what follows are longest
    hostile = re.sub(r">\s*[^<>\s][^<>]*<", lambda _: f">{html.escape(text[: 10_000 if next(number) < 4 else 300])}<", body)
    hostile = re.sub(r'((?:title|aria-label|data-name)=")[^"]*', lambda match: match[1] + html.escape(text[:300]), hostile)
    frame = re.sub(
        r"(<article\b[^>]*>).*(</article>)",
        lambda match: match[1] + hostile + match[2],
        (site / "models/scibert/index.html").read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )

    def fulfil(route: Route) -> None:
        route.fulfill(body=frame, content_type="text/html")

    context = browser.new_context(base_url=address, viewport={"width": width, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/models/scibert/", fulfil)
    page.goto("models/scibert/")
    expect(page.get_by_role("button", name="Add to basket").or_(page.locator("button.take")).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(WIDER, width)
    assert page.title() != "taken"
    assert not [url for url in asked if url.endswith("/x")]
    assert page.locator("article :is(img, script)").count() == 0
    expect(page.get_by_role("heading", level=1)).to_contain_text(text.split(maxsplit=1)[0][:40])
    context.close()


def test_reduced_motion_moves_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    page = context.new_page()
    settled(page, "models/")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search records and chapters")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("checkbox", name="Proteins").check()
    assert page.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length") == 0
    context.close()


@pytest.mark.parametrize("path", [PAGES["chapter"], PAGES["metric"], PAGES["statistics"]])
def test_paper_carries_the_text_without_the_frame(page: Page, path: str) -> None:
    page.goto(path)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for part in (".md-header", ".md-tabs", ".md-sidebar--primary", ".md-footer"):
        expect(page.locator(part).first).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "held", "late"), [(PAGES["compare"], "**/models/esm-2/", ".comparison-table"), (PAGES["chooser"], "**/explore/chooser.json", ".chooser.ready")]
)
def test_a_slow_network_shows_the_page_first_and_the_rest_when_it_comes(page: Page, path: str, held: str, late: str) -> None:
    waiting: list[Route] = []
    page.route(held, lambda route: waiting.append(route))  # noqa: PLW0108 (a built-in is no handler)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(late)).to_have_count(0)
    while not waiting:
        page.wait_for_timeout(50)
    waiting.pop().continue_()
    expect(page.locator(late)).to_be_visible()
