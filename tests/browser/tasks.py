"""Ten things that somebody comes for, done from the home page by real clicks and keys; tests hold them, tests/bench/tasks.py times them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pybtex.database import parse_string


@dataclass
class Hand:
    """A reader's hand: presses and counts. To take a word from a list costs two presses, to open and to take."""

    page: Page
    clicks: int = 0
    keys: int = 0

    def click(self, name: str, role: str = "link", within: str = "body", nth: int = 0) -> None:
        """Press what is called so."""
        self.press(self.page.locator(within).get_by_role(role, name=name, exact=True).filter(visible=True).nth(nth))  # type: ignore[arg-type]  # the library lists all roles as one literal type

    def press(self, target: Locator) -> None:
        """Press one thing."""
        target.click()
        self.clicks += 1

    def take(self, label: str, word: str) -> None:
        """Take a word from a list."""
        self.page.get_by_role("combobox", name=label).select_option(label=word)
        self.clicks += 2

    def type(self, text: str, *then: str) -> None:
        """Type where the cursor stands, and press keys after it."""
        self.page.keyboard.type(text)
        for key in then:
            self.page.keyboard.press(key)
        self.keys += len(text) + len(then)

    def fill(self, label: str, text: str, *then: str) -> None:
        """Press a field and type into it."""
        self.press(self.page.get_by_label(label, exact=True).filter(visible=True).first)
        self.type(text, *then)

    def search(self, text: str, *then: str) -> None:
        """Open the search by its key and type."""
        self.type("/")
        expect(self.page.get_by_role("combobox")).to_be_focused()
        self.type(text)
        expect(self.page.locator(".search-option").first).to_be_visible()
        self.type("", *then)

    def download(self, name: str) -> str:
        """Press what gives a file, and read it."""
        with self.page.expect_download() as waiting:
            self.click(name, "button")
        return Path(waiting.value.path()).read_text(encoding="utf-8")

    def heading(self, text: str) -> None:
        """Wait for the page that is called so."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)


def listed(page: Page) -> int:
    """Give how many rows a listing says it shows."""
    expect(page.locator(".explorer.ready")).to_be_visible()
    return int(page.locator(".count").inner_text().split()[0])


def dna_model(hand: Hand) -> None:
    """An open-weights DNA model that runs in 10 GB, with a licence for commercial use, cited in BibTeX."""
    page = hand.page
    hand.press(page.locator(".counts a", has_text="Models"))
    listed(page)
    facet = page.get_by_role("list", name="Domains", exact=True)
    genomics = facet.get_by_role("checkbox", name="Genomics")
    if not genomics.is_visible():
        hand.press(page.locator(".facets details").filter(has=facet).locator(".more-words"))
    hand.press(genomics)
    access = page.get_by_role("list", name="Access", exact=True)
    if not access.is_visible():
        hand.press(page.locator(".facets summary", has_text="Access"))
    hand.press(access.get_by_role("checkbox", name=re.compile(r"^Open weights\b(?!,)")))
    hand.press(page.get_by_role("list", name="Commercial use", exact=True).get_by_role("checkbox", name="Yes"))
    hand.fill("Memory of my card in gigabytes", "10", "Enter")
    expect(page).to_have_url(re.compile("card=10"))
    assert 0 < listed(page) < 20
    name = page.locator("table.listing tbody a.record").first.inner_text()
    hand.press(page.locator("table.listing tbody a.record").first)
    hand.heading(name)
    hand.click("Cite", within=".record-tools")
    hand.press(page.get_by_role("button", name=re.compile("^Copy BibTeX of: Its paper")).first)
    assert parse_string(page.evaluate("navigator.clipboard.readText()"), "bibtex").entries


def paper_by_identifier(hand: Hand) -> None:
    """The paper behind an arXiv number, as a file for a reference manager."""
    hand.search("1706.03762", "Enter")
    hand.heading("Attention Is All You Need")
    hand.click("Cite", within=".record-tools")
    hand.press(hand.page.get_by_role("button", name=re.compile("^Copy RIS of")).first)
    assert "TI  - Attention" in hand.page.evaluate("navigator.clipboard.readText()")


def compare_in_latex(hand: Hand) -> None:
    """Two protein models side by side, as a LaTeX table for a methods section."""
    page = hand.page
    hand.search("esm2", "Enter")
    hand.heading("ESM-2")
    hand.click("Compare", within=".record-tools")
    field = page.get_by_placeholder("name", exact=True)
    if not field.evaluate("field => field === document.activeElement"):
        hand.press(field)
    hand.type("ProtT5", "Enter")
    expect(page.locator(".comparison-table thead a")).to_have_text(["ESM-2", "ProtT5"])
    text = hand.download("Download LaTeX")
    assert "\\toprule" in text
    assert "ProtT5" in text


def choose_for_patients(hand: Hand) -> None:
    """A model for questions about patient records on one card with 24 GB, and why another is out."""
    page = hand.page
    hand.click("Choose a model")
    expect(page.locator(".chooser.ready")).to_be_visible()
    hand.take("Field of science", "Medicine")
    hand.take("Task", "Question answering")
    hand.click("Personal or health data", "radio")
    hand.click("One card with 24 GB", "radio")
    expect(page.locator(".answers-fit .candidates > li").first.locator("dd").first).to_be_visible()
    hand.press(page.locator(".answers-excluded summary").first)
    expect(page.locator(".answers-excluded details[open] a.fact").first).to_be_visible()


def newest_chemistry_benchmark(hand: Hand) -> None:
    """The newest benchmark of chemistry."""
    page = hand.page
    hand.press(page.locator(".counts a", has_text="Benchmarks"))
    listed(page)
    hand.press(page.get_by_role("list", name="Domains", exact=True).get_by_role("checkbox", name="Chemistry"))
    options = page.get_by_role("combobox", name="Sort").locator("option").all_text_contents()
    hand.take("Sort", next(option for option in options if option in ("Year, newest first", "Year, largest first")))
    expect(page).to_have_url(re.compile("sort=-year"))
    assert listed(page) > 2


def descendants(hand: Hand) -> None:
    """What was built on LLaMA, in the picture of the lineage."""
    page = hand.page
    hand.search("llama", "Enter")
    hand.heading("LLaMA")
    hand.click("Lineage", within=".md-sidebar--secondary")
    hand.click("See it in the whole graph")
    expect(page.locator(".picture.drawn")).to_be_visible()
    expect(page.locator(".chosen-record h2")).to_have_text("LLaMA")
    expect(page.locator(".chosen-record a", has_text="Alpaca").first).to_be_visible()


def papers_of_a_question(hand: Hand) -> None:
    """All papers about hallucinations put aside, and taken along as one BibTeX file."""
    page = hand.page
    hand.press(page.locator(".counts a", has_text="Papers"))
    listed(page)
    hand.fill("Filter", "hallucinat")
    expect(page).to_have_url(re.compile("text=hallucinat$"))
    count = listed(page)
    together = page.locator("button.gather")
    for button in [together] if together.is_visible() else page.locator("table.listing tbody button.take").all():
        hand.press(button)
    hand.click("Open the basket")
    text = hand.download("Download BibTeX")
    assert len(parse_string(text, "bibtex").entries) == count > 3


def evidence(hand: Hand) -> None:
    """Where it stands how many parameters ESM-2 has, and when that was read."""
    page = hand.page
    hand.search("esm2", "Enter")
    hand.heading("ESM-2")
    hand.press(page.locator('table.facts [data-field="sizes"] a.note').first)
    expect(page.locator("ol.evidence li:target")).to_contain_text("checked 20")
    expect(page.locator("ol.evidence li:target a").first).to_have_attribute("href", re.compile("^https://"))


def dates_of_a_field(hand: Hand) -> None:
    """What was released in medicine in 2024, over time."""
    page = hand.page
    hand.click("Catalogue", within=".md-tabs")
    hand.click("timeline", within="article")
    listed(page)
    hand.press(page.get_by_role("list", name="Domains", exact=True).get_by_role("checkbox", name="Medicine"))
    hand.fill("Year from", "2024", "Tab")
    hand.type("2024", "Enter")
    expect(page).to_have_url(re.compile("domains=medicine&year-range=2024"))
    assert 0 < listed(page) < 300


def word_in_a_chapter(hand: Hand) -> None:
    """What hallucination means, and where the guide treats it."""
    page = hand.page
    hand.search("hallucination", "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("allucination")
    chapter = page.locator("ul.mentions a").first
    if chapter.count():
        hand.press(chapter)
    expect(page.locator("article h2").nth(2)).to_be_visible()


TASKS: tuple[tuple[Callable[[Hand], None], int], ...] = (
    (dna_model, 8),
    (paper_by_identifier, 2),
    (compare_in_latex, 2),
    (choose_for_patients, 8),
    (newest_chemistry_benchmark, 4),
    (descendants, 2),
    (papers_of_a_question, 5),
    (evidence, 1),
    (dates_of_a_field, 4),
    (word_in_a_chapter, 1),
)
"""Each task with the presses that it may take at most."""
