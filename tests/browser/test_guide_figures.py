"""Figures of the guide as readers see them: legible on a phone, nothing over anything else, in the colours of the page."""

from __future__ import annotations

import re

import pytest
from axe import in_both_schemes
from playwright.sync_api import Browser, Page, expect

from places import ROOT

pytestmark = pytest.mark.browser
GUIDE = ROOT / "docs" / "guide"
PAGES = sorted(path.relative_to(GUIDE).with_suffix("").as_posix() for path in GUIDE.rglob("*.md") if "assets/figures/" in path.read_text(encoding="utf-8"))
FAULTS = """() => {
  const faults = [];
  for (const svg of document.querySelectorAll("svg.drawing, svg.mindmap")) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    const scale = frame.width / svg.viewBox.baseVal.width;
    const size = (text) => parseFloat(getComputedStyle(text).fontSize) * scale;
    const texts = [...svg.querySelectorAll("text")].map((text) => ({ words: text.textContent, box: text.getBoundingClientRect(), size: size(text) }));
    const inside = (a, b, off) => a.left >= b.left - off && a.right <= b.right + off && a.top >= b.top - off && a.bottom <= b.bottom + off;
    const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
    const name = (svg.getAttribute("aria-labelledby") ?? svg.getAttribute("class")).split(" ")[0];
    texts.forEach(({ words, box, size }, place) => {
      if (size < 11) faults.push(`${name}: '${words}' is ${size} px high`);
      if (!inside(box, frame, 2)) faults.push(`${name}: '${words}' leaves the figure`);
      for (const other of texts.slice(place + 1))
        if (over(box, other.box)) faults.push(`${name}: '${words}' and '${other.words}' overlap`);
    });
    for (const rect of svg.querySelectorAll("rect[class^=box], rect.knot")) {
      const box = rect.getBoundingClientRect();
      for (const text of texts) {
        const [x, y] = [(text.box.left + text.box.right) / 2, (text.box.top + text.box.bottom) / 2];
        const within = x > box.left && x < box.right && y > box.top && y < box.bottom;
        if (within && !inside(text.box, box, 1.5)) faults.push(`${name}: '${text.words}' is larger than its box`);
      }
    }
  }
  return faults;
}"""


def test_there_are_pages_with_figures() -> None:
    assert len(PAGES) >= 10


@pytest.mark.parametrize("path", [*PAGES, ""])
def test_figures_are_legible_on_a_phone_and_nothing_overlaps(phone: Page, path: str) -> None:
    phone.goto(f"guide/{path}")
    phone.wait_for_function("() => document.fonts.ready.then(() => true)")
    assert phone.locator("svg.drawing:visible, svg.mindmap:visible").count()
    assert phone.evaluate(FAULTS) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("path", [*PAGES, ""])
def test_figures_on_a_wide_page_are_legible_say_what_they_show_and_leave_axe_silent(page: Page, path: str) -> None:
    page.goto(f"guide/{path}")
    page.wait_for_function("() => document.fonts.ready.then(() => true)")
    assert page.evaluate(FAULTS) == []
    figures = page.locator(".guide-figure:has(.drawing)")
    assert figures.count() or not path
    for number in range(figures.count()):
        assert len(figures.nth(number).locator("figcaption").inner_text()) > 20
        for drawing in figures.nth(number).locator("svg:visible").all():
            expect(drawing).to_have_accessible_name(re.compile(r"\w.{10}", re.DOTALL))
            assert drawing.get_attribute("role") == "img"
    assert in_both_schemes(page) == {}


def test_a_figure_follows_the_colours_of_the_page(page: Page) -> None:
    page.goto("guide/foundations/core-concepts/")
    colours = "() => ['.text-ink', '.box-a', '.ground'].map((one) => getComputedStyle(document.querySelector('.drawing ' + one)).fill)"
    light = page.evaluate(colours)
    page.locator("label[title='Switch to dark mode']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    dark = page.evaluate(colours)
    assert light[2] == dark[2] == "none"
    assert light[0] != dark[0]
    assert light[1] != dark[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_of_figures_stand_out(browser: Browser, address: str, scheme: str) -> None:
    """Axe does not look into SVG: the contrast of letters with what they stand on is computed here."""
    context = browser.new_context(base_url=address, color_scheme=scheme)
    page = context.new_page()
    page.goto("guide/foundations/core-concepts/")
    colours = page.evaluate(
        """() => {
          const own = getComputedStyle(document.body), all = (tone) => own.getPropertyValue(`--figure-${tone}`).trim();
          const [letters, tones, soft] = ["ink quiet", "a b c d", "a-soft b-soft c-soft d-soft n-soft"].map((names) => names.split(" ").map(all));
          return { letters, tones, soft, ground: own.backgroundColor };
        }"""
    )
    context.close()
    ground = [int(value) for value in re.findall(r"\d+", colours["ground"])[:3]]
    for letters in colours["letters"]:
        for soft in colours["soft"]:
            assert contrast(parts(letters), parts(soft)) >= 4.5, (letters, soft)
        assert contrast(parts(letters), ground) >= 4.5
    for tone in colours["tones"]:
        assert contrast(parts(tone), ground) >= 4.5, tone


def parts(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def contrast(one: list[int], other: list[int]) -> float:
    light = sorted(
        sum(
            share * (value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4)
            for share, value in zip((0.2126, 0.7152, 0.0722), colour, strict=True)
        )
        for colour in (one, other)
    )
    return (light[1] + 0.05) / (light[0] + 0.05)
