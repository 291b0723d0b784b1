"""The search in a real browser: what is found, by keyboard, by touch, filtered, shared, slow, without scripts."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def ask(page: Page, words: str) -> Page:
    """Open the search where it is closed, and type."""
    if not page.locator("dialog.search").evaluate("dialog => dialog.open"):
        page.keyboard.press("/")
    page.get_by_role("combobox", name="Search").fill(words)
    expect(page.locator(".search-status")).to_contain_text(re.compile("result|Nothing"))
    return page


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("esm2", "models/esm-2/"),
        ("ESM 2", "models/esm-2/"),
        ("lama 3", "models/llama-3/"),
        ("bret", "models/bert/"),
        ("scibrt", "models/scibert/"),
        ("transfomer", "models/transformer/"),
        ("atention is all you ned", "papers/vaswani-2017-attention/"),
        ("vaswani 2017", "papers/vaswani-2017-attention/"),
        ("1706.03762", "papers/vaswani-2017-attention/"),
        ("arXiv:1706.03762v7", "papers/vaswani-2017-attention/"),
        ("https://arxiv.org/pdf/1706.03762v5.pdf", "papers/vaswani-2017-attention/"),
        ("10.1126/science.ade2574", "papers/lin-2023-esm2/"),
        ("https://doi.org/10.1126/SCIENCE.ade2574", "papers/lin-2023-esm2/"),
        ("prompting", "guide/using/prompting/"),
        ("measuring retrieval by itself", "guide/using/retrieval/#measuring-retrieval-by-itself"),
    ],
)
def test_the_first_result_is_what_was_meant(page: Page, words: str, target: str) -> None:
    page.goto("about/")
    ask(page, words)
    expect(page.locator("[role=option]").first).to_have_attribute("href", re.compile(f"{re.escape(target)}$"))


def test_nothing_is_asked_for_before_the_search_is_used(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("models/scibert/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "minisearch" in url or "/search/index" in url or "panel.js" in url]
    ask(page, "bert")
    assert [url for url in asked if url.endswith("search/index.json")]
    assert not [url for url in asked if url.endswith("search/identifiers.json")]


def test_results_are_grouped_by_kind_and_matches_are_marked(page: Page) -> None:
    page.goto("")
    ask(page, "esm2")
    groups = page.get_by_role("listbox").get_by_role("group")
    assert groups.count() > 1
    expect(groups.first).to_have_accessible_name("Models")
    expect(page.locator("[role=option] mark").first).to_have_text("ESM-2")


def test_a_word_that_a_name_shows_is_not_named_again(page: Page) -> None:
    page.goto("?q=esm2")
    first = page.locator(".search-option").first
    expect(first).to_contain_text("ESM-2")
    expect(page.locator(".search-also", has_text="esm2")).to_have_count(0)


def test_everything_can_be_done_by_keyboard(page: Page) -> None:
    page.goto("about/")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    page.keyboard.type("llama")
    options = page.get_by_role("listbox", name="Results").get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    for key, number in (
        ("ArrowDown", 1),
        ("ArrowDown", 2),
        ("ArrowUp", 1),
        ("End", -1),
        ("ArrowDown", 0),
        ("ArrowUp", -1),
        ("Home", 0),
        ("PageDown", 5),
        ("PageUp", 0),
    ):
        page.keyboard.press(key)
        active = options.nth(number % options.count())
        expect(active).to_have_attribute("aria-selected", "true")
        expect(field).to_have_attribute("aria-activedescendant", active.get_attribute("id") or "")
        expect(active).to_be_in_viewport()
        assert page.locator("[aria-selected=true]").count() == 1
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()
    page.keyboard.press("/")
    expect(field).to_have_value("llama")
    page.keyboard.type("SciBERT")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("models/scibert/$"))


def test_the_link_in_the_header_opens_by_enter_and_space_and_gets_focus_back(page: Page) -> None:
    page.goto("about/")
    opener = page.get_by_role("button", name="Search")
    for key in ("Enter", " "):
        opener.focus()
        page.keyboard.press(key)
        expect(page.get_by_role("combobox", name="Search")).to_be_focused()
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()


def test_a_slash_typed_into_a_field_stays_there(page: Page) -> None:
    page.goto("models/")
    field = page.get_by_role("searchbox", name="Filter")
    field.focus()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    expect(page.locator("dialog.search")).to_be_hidden()


def test_letters_typed_here_do_not_turn_the_page(page: Page) -> None:
    page.goto("models/scibert/")
    page.keyboard.press("/")
    page.keyboard.type("npn.,")
    page.wait_for_timeout(300)
    assert "models/scibert/" in page.url


def test_filters_by_kind_and_domain_narrow_and_count(page: Page) -> None:
    page.goto("")
    ask(page, "language")
    kinds = page.get_by_role("group", name="Kind")
    papers = kinds.get_by_role("button", name=re.compile("^Papers"))
    count = int(re.search(r"\d+", papers.inner_text())[0])
    papers.click()
    expect(papers).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".search-heading")).to_have_count(1)
    expect(page.locator(".search-status")).to_have_text(re.compile(f"^{count} result"))
    page.get_by_label("Domain").select_option(label=next(text for text in page.get_by_label("Domain").locator("option").all_inner_texts() if "Biology" in text))
    narrowed = int(re.search(r"\d+", page.locator(".search-status").inner_text())[0])
    assert 0 < narrowed < count
    kinds.get_by_role("button", name=re.compile("^All")).click()
    expect(page.get_by_role("group", name="Kind").get_by_role("button", name=re.compile("^All"))).to_be_focused()


def test_the_rest_of_a_kind_is_one_option_away(page: Page) -> None:
    page.goto("")
    ask(page, "model")
    more = page.get_by_role("option", name=re.compile("Show all .* in Papers"))
    total = int(re.search(r"\d+", more.inner_text())[0])
    more.click()
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    assert page.locator("[role=option]").count() == min(total, 60)


def test_results_are_shared_as_an_address(page: Page) -> None:
    page.goto("about/")
    ask(page, "protein design")
    page.get_by_role("group", name="Kind").get_by_role("button", name=re.compile("^Papers")).click()
    page.wait_for_url(re.compile(r"about/\?q=protein\+design&q-kind=papers$"))
    shown = page.locator("[role=option]").all_inner_texts()
    page.goto(page.url)
    expect(page.get_by_role("combobox", name="Search")).to_have_value("protein design")
    expect(page.locator("[role=option]").first).to_be_visible()
    assert page.locator("[role=option]").all_inner_texts() == shown
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile("about/$"))


def test_the_address_keeps_what_the_page_has_in_it(page: Page) -> None:
    page.goto("about/?kind=model&domain=biology#licence")
    expect(page.locator("dialog.search")).to_be_hidden()
    ask(page, "bert")
    page.wait_for_url(re.compile(r"\?kind=model&domain=biology&q=bert#licence$"))
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"\?kind=model&domain=biology#licence$"))


def test_going_back_brings_the_results_back(page: Page) -> None:
    page.goto("about/")
    ask(page, "scibert")
    page.wait_for_url(re.compile("q=scibert"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("models/scibert/$"))
    page.go_back()
    expect(page.get_by_role("combobox", name="Search")).to_have_value("scibert")
    expect(page.locator("[role=option]").first).to_be_visible()


def test_a_section_of_the_same_page_is_jumped_to(page: Page) -> None:
    page.goto("guide/using/retrieval/")
    ask(page, "measuring retrieval by itself")
    page.keyboard.press("Enter")
    expect(page.locator("dialog.search")).to_be_hidden()
    page.wait_for_url(re.compile(r"retrieval/#measuring"))
    expect(page.locator("#measuring-retrieval-by-itself")).to_be_in_viewport()


def test_nothing_found_is_said(page: Page) -> None:
    page.goto("")
    ask(page, "zzqqxxyy")
    expect(page.get_by_role("status").last).to_contain_text("Nothing found for “zzqqxxyy”")
    expect(page.get_by_role("combobox", name="Search")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="All listings")).to_be_visible()


def test_markup_that_is_typed_stays_text(page: Page) -> None:
    page.goto("")
    ask(page, "<img src=x onerror=alert(1)>")
    assert page.locator("dialog.search img").count() == 0


def test_a_phone_searches_by_touch(phone: Page) -> None:
    phone.goto("models/scibert/")
    phone.get_by_role("button", name="Search").tap()
    field = phone.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    field.fill("protein")
    expect(phone.locator("[role=option]").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    for target in phone.locator(".search :is(button, select, [role=option]):visible").all():
        assert target.bounding_box()["height"] >= 24
    phone.get_by_role("group", name="Kind").get_by_role("button", name=re.compile("^Papers")).tap()
    expect(phone.locator(".search-heading")).to_have_count(1)
    phone.get_by_role("button", name="Clear").tap()
    expect(field).to_have_value("")
    phone.get_by_role("button", name="Close").tap()
    expect(phone.locator("dialog.search")).to_be_hidden()
    phone.get_by_role("button", name="Search").tap()
    field.fill("esm2")
    expect(phone.locator("[role=option]").first).to_have_attribute("href", re.compile("papers/lin-2023-esm2/$"))
    phone.locator("[role=option]").first.tap()
    phone.wait_for_url(re.compile("papers/lin-2023-esm2/$"))


def test_a_slow_network_keeps_what_is_typed(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    held: list[Route] = []
    page.route("**/search/index.json", lambda route: held.append(route))  # noqa: PLW0108 (a built-in is no handler)
    page.goto("")
    with page.expect_request("**/search/index.json"):
        page.keyboard.press("/")
    page.keyboard.type("esm2")
    expect(page.locator(".search-status")).to_contain_text("Loading")
    page.wait_for_timeout(300)
    assert len(held) == 1
    held[0].continue_()  # outside the handler: one that waits itself can keep the window from closing
    expect(page.locator("[role=option]").first).to_have_attribute("href", re.compile("models/esm-2/$"))
    assert len(held) == 1
    context.close()


def test_a_failed_load_is_said_and_tried_again(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.route("**/search/index.json", lambda route: route.abort())
    page.goto("")
    page.keyboard.press("/")
    expect(page.locator(".search-status")).to_contain_text("could not be loaded")
    page.unroute("**/search/index.json")
    page.keyboard.press("Escape")
    ask(page, "esm2")
    expect(page.locator("[role=option]").first).to_be_visible()
    context.close()


def test_without_scripts_the_field_leads_to_the_listings(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("models/scibert/")
    page.get_by_role("link", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("catalogue")
    expect(page.locator("dialog.search")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_opened_search(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme, viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto("models/scibert/")
    for words in ("protein", "zzqqxxyy", ""):
        ask(page, words) if words else page.get_by_role("combobox", name="Search").fill("")
        page.wait_for_timeout(200)
        found = Axe().run(page, context="dialog.search", options=OPTIONS).response["violations"]
        assert [(fault["id"], [node["target"] for node in fault["nodes"][:3]]) for fault in found] == [], words
    context.close()
