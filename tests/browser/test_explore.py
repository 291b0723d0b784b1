"""Finding records: listings with facets, the basket, and citations, in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import rispy
from axe import violations
from playwright.sync_api import Browser, Page, Route, expect
from pybtex.database import parse_string

pytestmark = pytest.mark.browser
EVIL = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>{{ 7*7 }}"
HEBREW = "\u05e9\u05dc\u05d5\u05dd \u202e\u05e2\u05d5\u05dc\u05dd"


def ready(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator(".explorer.ready")).to_be_visible()


def names(page: Page) -> list[str]:
    return page.locator("table.listing tbody a.record").filter(visible=True).locator("xpath=ancestor::th").locator(".name > a").all_inner_texts()


def shown(page: Page) -> int:
    return int(page.locator(".count").inner_text().split()[0])


def number(page: Page, facet: str, word: str) -> int:
    return int(page.get_by_role("list", name=facet, exact=True).locator("li").filter(has_text=word).first.locator(".number").inner_text())


def with_rows(page: Page, site: Path, count: int, **texts: str) -> dict[str, Any]:
    """Serve the listing of models with so many synthetic rows, or with other texts in it; give the table that is served."""
    table = json.loads((site / "explore/models.json").read_text(encoding="utf-8"))
    real = len(table["ids"])
    for key in ("ids", "names", "aliases", "shorts"):
        table[key] = [texts.get(key) or f"{table[key][row % real]}{'-' if key == 'ids' else ' '}{row}" for row in range(count)]
    for part in (*table["facets"], *table["numbers"], *table["columns"]):
        for key in {"values", "least", "most", "cells"} & part.keys():
            part[key] = [part[key][row % real] for row in range(count)]
    if "pieces" in texts:
        table["pieces"] = [[texts["pieces"], "javascript:alert(1)" if href else "", css] for _, href, css in table["pieces"]]
        for facet in table["facets"]:
            facet["words"] = [[id_, texts["pieces"], depth] for id_, _, depth in facet["words"]]
    page.route("**/explore/models.json", lambda route: route.fulfill(body=json.dumps(table), content_type="application/json"))
    return table


def test_a_facet_filters_and_counts_follow_the_other_filters(page: Page) -> None:
    ready(page, "models/")
    total = shown(page)
    proteins, access = number(page, "Domains", "Proteins"), page.get_by_role("list", name="Access", exact=True)
    page.get_by_role("checkbox", name="Proteins").check()
    assert shown(page) == proteins < total
    assert number(page, "Domains", "Proteins") == proteins
    if not access.is_visible():
        page.locator("summary", has_text="Access").click()
    assert sum(int(text) for text in access.locator(".number").all_inner_texts()) == proteins
    expect(page).to_have_url(re.compile(r"\?domains=proteins$"))


def test_the_address_holds_the_view_and_the_back_button_undoes(page: Page) -> None:
    ready(page, "models/?domains=biology&sort=-parameters&columns=access.parameters")
    expect(page.get_by_role("checkbox", name="Biology")).to_be_checked()
    expect(page.get_by_role("columnheader")).to_have_text(["Name", "Access", "Parameters"])
    sizes = page.locator("td[data-label=Parameters]").all_inner_texts()
    assert "B" in sizes[0]
    before = shown(page)
    page.get_by_role("button", name="Remove: Domains: Biology").click()
    assert shown(page) > before
    page.go_back()
    expect(page.get_by_role("checkbox", name="Biology")).to_be_checked()
    assert shown(page) == before
    page.reload()
    expect(page.locator(".count")).to_have_text(re.compile(f"^{before} of"))


def test_an_open_model_for_proteins_on_a_small_card_with_commercial_use_is_found(page: Page) -> None:
    ready(page, "models/")
    page.get_by_role("checkbox", name="Proteins").check()
    page.get_by_role("list", name="Commercial use").get_by_label("Yes").check()
    page.get_by_label("Memory of my card in gigabytes").fill("10")
    page.get_by_label("Memory of my card in gigabytes").press("Enter")
    page.get_by_label("Precision").select_option("8-bit")
    assert "ESM-2" in names(page)
    expect(page).to_have_url(re.compile("card=10&precision=8-bit"))


def test_rows_without_a_number_are_left_out_and_counted(page: Page) -> None:
    ready(page, "models/")
    total = shown(page)
    page.get_by_label("Parameters from").fill("1K")
    page.get_by_label("Parameters from").press("Enter")
    left_out = int(page.locator(".silent:visible").first.inner_text().split()[0])
    assert shown(page) + left_out == total
    page.get_by_label("Parameters from").fill("large")
    page.get_by_label("Parameters from").press("Enter")
    expect(page.get_by_label("Parameters from")).to_have_attribute("aria-invalid", "true")


def test_headings_sort_up_down_and_back(page: Page) -> None:
    ready(page, "models/")
    heading = page.get_by_role("columnheader", name="Name")
    listed = names(page)
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    heading = page.get_by_role("columnheader", name="Name")
    heading.get_by_role("button").click()
    assert names(page)[0].casefold() > names(page)[-1].casefold()
    page.get_by_role("columnheader", name="Name").get_by_role("button").click()
    assert names(page) == listed


def test_a_heading_that_sorts_keeps_the_focus(page: Page) -> None:
    ready(page, "models/")
    button = page.get_by_role("columnheader", name="Name").get_by_role("button")
    button.focus()
    for order in ("ascending", "descending"):
        page.keyboard.press("Enter")
        expect(page.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", order)
        expect(button).to_be_focused()


def test_checked_within_and_nothing_found_say_so(page: Page) -> None:
    ready(page, "models/?text=nothing-is-called-this")
    expect(page.get_by_text("No record fits all of this")).to_be_visible()
    expect(page.locator("table.listing")).to_be_hidden()
    page.goto("models/?within=1200")
    expect(page.locator(".chips")).to_contain_text("Checked within")


def test_an_address_with_nonsense_shows_the_whole_listing(page: Page, site: Path) -> None:
    ready(page, "models/?domains=%3Cscript%3E&sort=evil&columns=a.b&card=-3&year-range=x~y&precision=9")
    known = json.loads((site / "explore/models.json").read_text(encoding="utf-8"))["ids"]
    assert shown(page) == len(known) > 10
    assert page.locator("table.listing tbody tr").count() > 10


def test_all_kinds_stand_in_one_table(page: Page) -> None:
    ready(page, "explore/?kind=models&kind=tools&domains=biology")
    kinds = set(page.locator("td[data-label=Kind]").all_inner_texts())
    assert kinds <= {"Models", "Tools"}
    page.get_by_role("link", name="SciBERT", exact=True).click()
    expect(page).to_have_url(re.compile("models/scibert/$"))


def test_ten_thousand_rows_are_few_elements_and_all_can_be_reached(page: Page, site: Path) -> None:
    table = with_rows(page, site, 10_000)
    ready(page, "models/")
    expect(page.locator(".count")).to_have_text("10000 records")
    assert page.locator("table.listing tbody tr").count() < 80
    page.evaluate("scrollTo(0, document.querySelector('table.listing').getBoundingClientRect().bottom)")
    expect(page.get_by_role("link", name=re.compile(" 9999$"))).to_be_visible()
    assert page.locator("table.listing tbody tr").count() < 80
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("searchbox", name="Filter").fill("scibert 4")
    expect(page.locator(".count")).to_have_text(re.compile(r"^\d+ of 10000 records"))
    said = {name: f"{name} {aliases} {short}".casefold() for name, aliases, short in zip(*(table[key] for key in ("names", "aliases", "shorts")), strict=True)}
    assert names(page)
    assert all("scibert" in said[name] and "4" in said[name] for name in names(page))


def test_the_keyboard_walks_through_virtual_rows(page: Page, site: Path) -> None:
    with_rows(page, site, 1_000)
    ready(page, "models/")
    page.locator("table.listing tbody a.record").first.focus()
    seen = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('tr')?.getAttribute('aria-rowindex')"))
    assert None not in seen
    assert len(seen) > 15


def test_keys_faster_than_frames_do_not_leave_the_table(page: Page, site: Path) -> None:
    """A busy machine tells of scrolling late: the next row must be there all the same."""
    with_rows(page, site, 1_000)
    ready(page, "models/")
    reached = page.evaluate("""() => {
      const body = document.querySelector("table.listing tbody");
      body.querySelector("a.record").focus();
      for (let step = 0; step < 600; step++) {
        const stops = [...body.querySelectorAll("a, button")];
        stops[stops.indexOf(document.activeElement) + 1]?.focus();
      }
      return Number(document.activeElement.closest("tr").getAttribute("aria-rowindex"));
    }""")
    assert reached > 50


def test_scrolling_away_from_the_focused_row_keeps_it(page: Page, site: Path) -> None:
    with_rows(page, site, 1_000)
    ready(page, "models/")
    link = page.locator("table.listing tbody tr[aria-rowindex='4'] .name a")
    link.focus()
    page.evaluate("document.activeElement.same = true; scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("table.listing tbody tr[aria-rowindex='1001']")).to_be_attached()
    assert page.evaluate("document.activeElement.same")
    assert page.locator("table.listing tbody tr").count() < 80
    page.keyboard.press("Shift+Tab")
    expect(page.locator("table.listing tbody tr[aria-rowindex='3']")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.closest('tr').getAttribute('aria-rowindex')") == "3"


def test_a_sorted_table_keeps_the_focus_on_its_record(page: Page, site: Path) -> None:
    with_rows(page, site, 100)
    ready(page, "models/")
    page.locator("table.listing thead button", has_text="Name").click()
    link = page.locator("table.listing tbody .name a").nth(60)
    name = link.inner_text()
    link.focus()
    page.evaluate("history.back()")
    expect(page.get_by_role("columnheader", name="Name")).not_to_have_attribute("aria-sort", re.compile("."))
    expect(page.get_by_role("link", name=name, exact=True)).to_be_focused()


def test_headings_stay_in_view_and_hide_no_link_from_the_keyboard(page: Page, site: Path) -> None:
    with_rows(page, site, 1_000)
    ready(page, "models/")
    page.evaluate("scrollTo(0, 9000)")
    heading = page.get_by_role("columnheader", name="Name")
    expect(heading).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name=re.compile(" 80$"))).to_be_attached()
    for distance in (130, 150, 170, 190):  # pixels from the upper edge, so that the row before stands behind the headings
        link = page.get_by_role("link", name=re.compile(" 80$"))
        link.focus()
        link.evaluate("(link, distance) => scrollBy({ top: link.getBoundingClientRect().top - distance, behavior: 'instant' })", distance)
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(
            "document.activeElement.getBoundingClientRect().top >= document.querySelector('table.listing thead').getBoundingClientRect().bottom"
        )


def test_many_columns_keep_their_words_whole_and_scroll_by_keyboard(page: Page) -> None:
    ready(page, "models/?columns=developers.dates.sizes.access.domains.architecture.modalities.licences.tasks.topics")
    place = page.locator("div.results")
    expect(place).to_have_attribute("tabindex", "0")
    assert place.evaluate("place => place.scrollWidth > place.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.get_by_role("columnheader", name="Tasks").evaluate("cell => cell.getBoundingClientRect().width") > 120
    page.goto("models/")
    expect(place).to_have_class("results fits")
    expect(place).not_to_have_attribute("tabindex", "0")


def test_many_columns_stand_below_each_other_on_a_phone(phone: Page) -> None:
    ready(phone, "models/?columns=developers.dates.sizes.access.domains.architecture.modalities.licences.tasks.topics")
    assert phone.locator("div.results").evaluate("place => place.scrollWidth <= place.clientWidth")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("count", [40, 400])
def test_texts_from_records_stay_text_and_break_no_layout(phone: Page, site: Path, count: int) -> None:
    with_rows(phone, site, count, names="W" * 10_000, aliases=EVIL, shorts=f"{HEBREW} {EVIL}", pieces=EVIL)
    ready(phone, "models/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.title() != "taken"
    expect(phone.locator("table.listing small").first).to_contain_text("<script>")
    expect(phone.locator("table.listing img, table.listing script, a[href^='javascript']")).to_have_count(0)
    phone.locator(".opener").tap()
    assert phone.locator("dialog.facet-panel").evaluate("dialog => dialog.scrollWidth") <= 360


def test_a_phone_filters_in_a_panel(phone: Page) -> None:
    ready(phone, "models/")
    expect(phone.get_by_role("checkbox", name="Proteins")).to_be_hidden()
    phone.get_by_role("button", name="Filters").tap()
    phone.get_by_role("checkbox", name="Proteins").tap()
    phone.get_by_role("button", name=re.compile(r"^Show \d+ records")).tap()
    expect(phone.get_by_role("checkbox", name="Proteins")).to_be_hidden()
    expect(phone.get_by_role("button", name="Filters (1)")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_panel_of_a_phone_closes_with_escape_and_gives_focus_back(phone: Page) -> None:
    ready(phone, "models/")
    phone.get_by_role("button", name="Filters").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("dialog", name="Filters")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(phone.get_by_role("dialog", name="Filters")).to_be_hidden()
    expect(phone.get_by_role("button", name="Filters")).to_be_focused()


def test_facets_and_columns_work_by_keyboard_alone(page: Page) -> None:
    ready(page, "models/")
    page.get_by_role("checkbox", name="Proteins").focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("domains=proteins"))
    expect(page.get_by_role("checkbox", name="Proteins")).to_be_focused()
    page.locator("summary", has_text="Columns").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("columnheader", name="Developers")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text="Columns")).to_be_focused()


@pytest.mark.parametrize("path", ["models/", "explore/", "papers/"])
def test_listings_are_plain_tables_without_scripts(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(path)
    expect(page.locator("table.listing tbody tr").first).to_be_visible()
    expect(page.get_by_role("columnheader", name="Name")).to_be_visible()
    context.close()


def test_a_listing_stays_when_its_data_cannot_be_had(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.route("**/explore/models.json", lambda route: route.abort())
    page.goto("models/")
    expect(page.get_by_role("link", name="SciBERT", exact=True)).to_be_visible()
    context.close()


def test_a_printed_listing_holds_every_row_that_fits(page: Page, site: Path) -> None:
    with_rows(page, site, 300)
    ready(page, "models/")
    assert page.locator("table.listing tbody tr").count() < 100
    page.emulate_media(media="print")
    expect(page.locator("table.listing tbody tr")).to_have_count(300)
    expect(page.locator(".facets")).to_be_hidden()


def test_the_basket_lasts_across_pages_and_says_so_everywhere(page: Page) -> None:
    ready(page, "models/?text=scibert")
    page.get_by_role("button", name="Basket: SciBERT").click()
    expect(page.locator(".basket-bar")).to_contain_text("1 model in the basket")
    page.goto("papers/vaswani-2017-attention/")
    page.get_by_role("button", name="Add to basket").click()
    expect(page.get_by_role("button", name="In the basket")).to_have_attribute("aria-pressed", "true")
    page.goto("guide/")
    page.get_by_role("link", name="Basket 2").click()
    expect(page.locator(".basket-items a")).to_have_text(["SciBERT", "Attention Is All You Need"])
    page.get_by_role("button", name="Take SciBERT out").click()
    expect(page.locator(".basket-items li")).to_have_count(1)
    page.get_by_role("button", name="Empty the basket").click()
    expect(page.get_by_text("The basket is empty.")).to_be_visible()


def test_the_basket_is_taken_along_in_every_format(page: Page) -> None:
    page.goto("models/scibert/")
    page.get_by_role("button", name="Add to basket").click()
    page.goto("organizations/")
    page.locator("button.take").first.click()
    page.goto("basket/")
    texts = {}
    for name in ("BibTeX", "RIS", "CSL-JSON", "CSV", "JSON"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Download {name}", exact=True).click()
        texts[name] = Path(waiting.value.path()).read_text(encoding="utf-8")
    keys = set(parse_string(texts["BibTeX"], "bibtex").entries)
    assert "beltagy-2019-scibert" in keys
    assert any(key.startswith("llm4s-organization-") for key in keys)
    assert {read["id"] for read in rispy.loads(texts["RIS"])} == keys
    assert {item["id"] for item in json.loads(texts["CSL-JSON"])} == keys
    assert json.loads(texts["JSON"])["models"][0]["id"] == "scibert"
    assert texts["CSV"].splitlines()[1].startswith("models,scibert,SciBERT,")


def test_all_that_a_filter_lets_through_goes_into_the_basket_at_once(page: Page) -> None:
    ready(page, "models/")
    expect(page.locator("button.gather")).to_be_hidden()
    page.get_by_role("searchbox", name="Filter").fill("scibert")
    count = shown(page)
    page.get_by_role("button", name="Basket: SciBERT").click()
    page.get_by_role("button", name=re.compile(f"^Put (all {count - 1}|this one) into the basket$")).click()
    expect(page.locator("button.gather")).to_be_hidden()
    expect(page.locator(".basket-bar")).to_contain_text(f"{count} models in the basket")


def test_a_spoilt_basket_is_an_empty_one(page: Page) -> None:
    page.goto("basket/")
    for text in ("{", '{"a": 1}', '[{"path": "javascript:alert(1)", "name": "x"}, null, 3]'):
        page.evaluate("text => localStorage.setItem('llm4s-basket', text)", text)
        page.reload()
        expect(page.get_by_text("The basket is empty.")).to_be_visible()


def test_a_citation_is_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("models/scibert/")
    page.get_by_role("button", name="Copy BibTeX of: Its paper: SciBERT paper").click()
    expect(page.get_by_text("copied").first).to_be_visible()
    assert "beltagy-2019-scibert" in parse_string(page.evaluate("navigator.clipboard.readText()"), "bibtex").entries
    context.close()


def test_a_slow_network_shows_the_plain_place_first_and_then_the_explorer(page: Page) -> None:
    held: list[Route] = []
    page.route("**/explore/models.json", lambda route: held.append(route))  # noqa: PLW0108 (a built-in is no handler)
    page.goto("models/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Models")
    expect(page.get_by_role("link", name="SciBERT", exact=True)).to_be_visible()  # the plain table, after some patience
    expect(page.locator(".explorer.ready")).to_have_count(0)
    for route in held:
        route.continue_()
    expect(page.locator(".explorer.ready")).to_be_visible()
    expect(page.locator("table.listing")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_opened_states(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    ready(page, "models/?domains=biology&access=open-weights")
    page.locator("button.take").first.click()
    if width == 360:
        page.get_by_role("button", name=re.compile("^Filters")).click()
    page.evaluate("document.querySelectorAll('.facets details').forEach(details => details.open = true)")
    assert violations(page) == []
    if width > 360:
        page.locator("summary", has_text="Columns").click()
        assert violations(page) == []
    for path in ("explore/", "basket/", "models/scibert/#cite", "models/?text=nothing-is-called-this"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('article details').forEach(details => details.open = true)")
        assert violations(page) == [], path
    context.close()
