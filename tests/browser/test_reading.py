"""Reading the site in a real browser."""

from __future__ import annotations

import pytest
from axe import in_both_schemes
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
PAGES = {
    "home": "",
    "guide": "guide/",
    "chapter": "guide/foundations/core-concepts/",
    "model": "models/scibert/",
    "paper": "papers/vaswani-2017-attention/",
    "term": "terms/attention/",
    "listing": "models/",
    "word": "vocabularies/domain/biology/",
    "corrections": "about/corrections/",
    "contribute": "contribute/kinds/",
}


def test_the_home_page_says_in_one_screen_what_this_is(page: Page) -> None:
    page.goto("")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Large language models for science")
    for name in ("Read the guide", "Get started", "Browse the catalogue"):
        expect(page.get_by_role("main").get_by_role("link", name=name)).to_be_in_viewport()


def test_a_listing_filters_as_one_types(page: Page) -> None:
    page.goto("models/")
    expect(page.locator(".explorer.ready")).to_be_visible()
    status = page.get_by_role("status").first
    total = int(status.inner_text().split()[0])
    page.get_by_role("searchbox", name="Filter").fill("allen institute")
    expect(status).to_contain_text(f"of {total} records")
    assert 0 < int(status.inner_text().split()[0]) < total
    expect(page.get_by_role("link", name="SciBERT", exact=True)).to_be_visible()


def test_a_listing_is_readable_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("models/")
    expect(page.get_by_role("link", name="SciBERT", exact=True)).to_be_visible()
    expect(page.get_by_role("columnheader", name="Developers")).to_be_visible()
    context.close()


def test_a_note_leads_to_its_evidence(page: Page) -> None:
    page.goto("models/scibert/")
    page.get_by_role("link", name="evidence 1").first.click()
    expect(page.locator("#evidence-1")).to_be_in_viewport()
    expect(page.locator("#evidence-1")).to_contain_text("checked")


def test_a_citation_leads_to_the_record_and_back_to_the_chapter(page: Page) -> None:
    page.goto("guide/foundations/core-concepts/")
    page.locator(".footnote").get_by_role("link", name="Record").first.click()
    expect(page.locator(".kind-label")).to_have_text("Papers")
    page.get_by_role("link", name="Core concepts").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Core concepts")


def test_pointing_at_a_term_shows_its_definition(page: Page) -> None:
    page.goto("guide/foundations/core-concepts/")
    term = page.locator("article a.term").first
    definition = term.get_attribute("title")
    term.hover()
    expect(page.get_by_text(definition or "", exact=False).first).to_be_visible()


def test_formulas_are_set_without_scripts(page: Page) -> None:
    page.goto("guide/foundations/core-concepts/")
    formula = page.locator('math[display="block"]').first
    expect(formula).to_be_visible()
    assert formula.bounding_box()["height"] > 15


def test_light_and_dark_can_be_chosen(page: Page) -> None:
    page.goto("models/scibert/")
    colour = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(colour)
    page.locator("label[title='Switch to dark mode']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert page.evaluate(colour) != before
    page.goto("models/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_scheme_of_the_system_holds_from_the_first_moment_until_another_is_chosen(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, color_scheme="dark")
    page = context.new_page()
    page.route("**/bundle.*.js", lambda route: route.abort())  # the theme's script comes late: nothing waits for it
    page.goto("models/scibert/")
    body, meta = page.locator("body"), page.locator("meta[name=color-scheme]")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(meta).to_have_attribute("content", "light dark")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.locator("label[title='Switch to dark mode']").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(meta).to_have_attribute("content", "dark")
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto("about:blank")
    context.close()


def test_the_scheme_is_changed_by_keys(page: Page) -> None:
    page.goto("models/scibert/")
    light, dark = page.get_by_role("radio", name="Switch to dark mode"), page.get_by_role("radio", name="Switch to light mode")
    light.focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(dark).to_be_focused()
    expect(page.locator("label[title='Switch to light mode']")).to_be_visible()
    expect(page.locator("label[title='Switch to dark mode']")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


@pytest.mark.parametrize("kept", ["{", "null", "7", '{"index": 9}', '{"index": "length"}', '{"color": {"scheme": "slate"}}'])
def test_what_is_kept_of_a_scheme_may_be_anything(page: Page, kept: str) -> None:
    page.goto("models/scibert/")
    page.evaluate("(kept) => localStorage.setItem(`${__md_scope.pathname}.__palette`, kept)", kept)
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    expect(page.locator("label[title='Switch to dark mode']")).to_be_visible()


def test_the_first_tab_stop_skips_to_the_content(page: Page) -> None:
    page.goto("guide/foundations/introduction/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.className")
    assert "md-skip" in focused


def test_neighbours_lead_through_the_listing(page: Page) -> None:
    page.goto("models/scibert/")
    following = page.locator(".md-footer__link--next")
    name = following.locator(".md-ellipsis").inner_text()
    following.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_no_page_is_wider_than_a_phone(phone: Page, path: str) -> None:
    phone.goto(path)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_menu_of_a_phone_leads_to_the_catalogue(phone: Page) -> None:
    phone.goto("")
    phone.locator("label.md-header__button[for='__drawer']").tap()
    expect(phone.locator(".md-nav--primary").get_by_text("Catalogue").first).to_be_visible()


def test_a_printed_page_carries_the_text_alone(page: Page) -> None:
    page.goto("models/scibert/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".md-header")).to_be_hidden()
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_timeout(400)
    assert in_both_schemes(page) == {}


def test_a_script_that_came_in_does_not_run(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("models/scibert/")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = true'}))")
    assert page.evaluate("window.ran") is None
    context.close()
