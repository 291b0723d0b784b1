"""Lineage, timeline and charts in a real browser: by mouse, finger and keys, in both schemes, on paper, and when things go wrong."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from playwright.sync_api import Browser, Page, Route, expect
from test_explore import EVIL, HEBREW

pytestmark = pytest.mark.browser
PAGES = ("lineage", "timeline", "charts")
POINT = """() => {
  const canvas = document.querySelector(".picture canvas"), { width, height } = canvas.getBoundingClientRect();
  for (let y = 8; y < height - 30; y += 7) for (let x = 12; x < width - 60; x += 9) {
    const event = new PointerEvent("pointermove", { bubbles: true, pointerType: "mouse" });
    Object.defineProperties(event, { offsetX: { value: x }, offsetY: { value: y } });
    canvas.dispatchEvent(event);
    if (canvas.style.cursor === "pointer") return { x, y };
  }
}"""
INK = """() => {
  const canvas = document.querySelector(".picture canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Map();
  for (let place = 0; place < data.length; place += 4)
    if (data[place + 3] > 250) { const key = `${data[place]},${data[place + 1]},${data[place + 2]}`; colours.set(key, (colours.get(key) ?? 0) + 1); }
  return Object.fromEntries([...colours].filter(([, count]) => count > 20));
}"""


def drawn(page: Page, path: str) -> None:
    page.goto(f"catalog/{path}")
    count = page.locator("[data-picture]").count()
    expect(page.locator(".picture.drawn")).to_have_count(count)
    page.wait_for_function("() => [...document.querySelectorAll('.picture-frame')].every((frame) => frame.dataset.zoom)")


def zoom(page: Page) -> float:
    return float(page.locator(".picture-frame").get_attribute("data-zoom") or 0)


def chosen(page: Page) -> str:
    return page.locator(".chosen-record h2").inner_text()


def served(body: str, kind: str = "application/json") -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=body, content_type=kind)


def dates(page: Page) -> int:
    return int(page.locator(".count").inner_text().split()[0])


# Lineage


def test_a_record_is_found_chosen_and_kept_in_the_address(page: Page) -> None:
    drawn(page, "lineage/")
    assert page.evaluate(INK)
    page.get_by_label("Find").fill("llama")
    page.get_by_role("list", name="Records found").get_by_role("button", name=re.compile(r"^LLaMA(?![\w-])")).first.click()
    expect(page).to_have_url(re.compile(r"\?record=models/llama&steps=2$"))
    assert chosen(page) == "LLaMA"
    expect(page.get_by_role("list", name="Trained on").get_by_role("link")).to_contain_text(["Common Crawl"])
    page.get_by_role("list", name="Basis of").get_by_role("link", name="Alpaca", exact=True).click()
    assert chosen(page) == "Alpaca"
    page.go_back()
    expect(page.locator(".chosen-record h2")).to_have_text("LLaMA")
    page.reload()
    expect(page.locator(".chosen-record h2")).to_have_text("LLaMA")
    page.locator(".chosen-record h2 a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("LLaMA")


def test_the_first_hit_is_taken_by_enter_and_a_name_that_is_not_there_is_told(page: Page) -> None:
    drawn(page, "lineage/")
    page.get_by_label("Find").fill("zzzzqq")
    expect(page.get_by_text("No record with a known lineage")).to_be_visible()
    page.get_by_label("Find").fill("scib")
    page.keyboard.press("Escape")
    expect(page.locator(".hits")).to_be_hidden()
    page.get_by_label("Find").fill("biober")
    page.keyboard.press("Enter")
    assert chosen(page) == "BioBERT"


def test_kinds_fields_relations_and_steps_filter_and_stand_in_the_address(page: Page) -> None:
    drawn(page, "lineage/?record=models/llama&steps=1")
    before = page.evaluate(INK)
    page.get_by_role("group", name="Kinds").get_by_label("Datasets").uncheck()
    page.get_by_role("group", name="Relations").get_by_label("replaces").uncheck()
    page.locator(".lineage").get_by_label("Domain").select_option("general")
    page.locator(".lineage select").first.select_option("3")
    expect(page).to_have_url(re.compile(r"steps=3&kind=models&kind=systems&kind=tools&kind=benchmarks&domain=general&without=replaces$"))
    assert page.evaluate(INK) != before
    page.reload()
    expect(page.get_by_role("group", name="Kinds").get_by_label("Datasets")).not_to_be_checked()
    expect(page.locator(".lineage").get_by_label("Domain")).to_have_value("general")
    page.get_by_role("button", name="Start again").click()
    expect(page).to_have_url(re.compile(r"lineage/$"))
    expect(page.locator(".lineage select").first).to_be_disabled()


def test_the_place_and_the_zoom_stand_in_the_address(page: Page) -> None:
    drawn(page, "lineage/")
    expect(page).to_have_url(re.compile("lineage/$"))
    page.get_by_role("button", name="Zoom in").click()
    expect(page).to_have_url(re.compile(r"\?at=[\d.]+~[\d.]+~[\d.]+$"))
    there = zoom(page)
    page.reload()
    expect(page.locator(".picture.drawn")).to_be_visible()
    expect(page.locator(".picture-frame")).to_have_attribute("data-zoom", f"{there:.3f}")
    page.get_by_role("button", name="Show all").click()
    expect(page).to_have_url(re.compile("lineage/$"))
    drawn(page, "lineage/?at=9~9~9")
    assert zoom(page) < 9


def test_filters_that_nothing_fits_say_so(page: Page) -> None:
    drawn(page, "lineage/?kind=benchmarks&domain=physics")
    expect(page.get_by_text("No record fits these filters.")).to_be_visible()


def test_keys_walk_along_relations_and_open_the_record(page: Page) -> None:
    drawn(page, "lineage/?record=models/bert&steps=2")
    page.locator(".picture-frame").focus()
    basis = page.get_by_role("list", name="Basis of").get_by_role("link").all_inner_texts()
    page.keyboard.press("ArrowRight")
    assert chosen(page) in basis
    expect(page.locator(".spoken")).to_contain_text(f"{chosen(page)}, model: built from ")
    for _ in range(20):
        before = chosen(page)
        page.keyboard.press("ArrowRight")
        if chosen(page) == before:
            break
    expect(page.locator(".spoken")).to_contain_text("Nothing is known after this.")
    page.keyboard.press("ArrowLeft")
    assert chosen(page) != before
    page.goto("catalog/lineage/?record=models/bert&steps=2")
    expect(page.locator(".chosen-record h2")).to_have_text("BERT")
    page.locator(".picture-frame").focus()
    page.keyboard.press("ArrowRight")
    first = chosen(page)
    page.keyboard.press("ArrowDown")
    assert chosen(page) != first
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"lineage/$"))
    page.keyboard.press("ArrowDown")
    name = chosen(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_whole_page_of_the_lineage_is_reached_by_tab(page: Page) -> None:
    drawn(page, "lineage/?record=models/bert&steps=1")
    page.get_by_label("Find").focus()
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim() || document.activeElement.type")
        )
    for wanted in ("Zoom in", "Show all", "BERT", "BioBERT", "CSV"):
        assert wanted in seen, wanted
    assert any(text.startswith("Lineage of records.") for text in seen)


def test_a_press_in_the_picture_chooses_and_a_second_opens(page: Page) -> None:
    drawn(page, "lineage/")
    page.locator(".picture-frame").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    spot = page.evaluate(POINT)
    page.locator(".picture canvas").click(position=spot)
    name = chosen(page)
    assert "record=" in page.url
    page.wait_for_timeout(400)
    spot = page.evaluate(POINT) if page.evaluate(POINT) else spot
    page.goto(page.url + "&steps=1")
    expect(page.locator(".picture.drawn")).to_be_visible()
    expect(page.locator(".chosen-record h2")).to_have_text(name)


def test_buttons_keys_and_the_wheel_with_control_zoom_but_the_wheel_alone_scrolls(page: Page) -> None:
    drawn(page, "lineage/")
    page.locator(".picture-frame").scroll_into_view_if_needed()
    page.emulate_media(reduced_motion="reduce")
    start = zoom(page)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function(f"() => document.querySelector('.picture-frame').dataset.zoom > {start}")
    page.get_by_role("button", name="Show all", exact=True).click()
    page.wait_for_function(f"() => Math.abs(document.querySelector('.picture-frame').dataset.zoom - {start}) < 0.002")
    page.get_by_label("Find").focus()
    page.locator(".picture canvas").hover()
    at = page.evaluate("scrollY")
    page.mouse.wheel(0, 120)
    page.wait_for_function(f"() => scrollY > {at}")
    assert zoom(page) == pytest.approx(start, abs=0.002)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    page.wait_for_function(f"() => document.querySelector('.picture-frame').dataset.zoom > {start * 1.1}")
    page.locator(".picture-frame").focus()
    page.keyboard.press("0")
    page.wait_for_function(f"() => Math.abs(document.querySelector('.picture-frame').dataset.zoom - {start}) < 0.002")
    page.keyboard.press("-")
    page.wait_for_function(f"() => document.querySelector('.picture-frame').dataset.zoom < {start}")


def test_reduced_motion_moves_at_once(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    page = context.new_page()
    drawn(page, "lineage/")
    jump = """() => new Promise((done) => {
      const frame = document.querySelector(".picture-frame"), before = Number(frame.dataset.zoom);
      document.querySelector("[aria-label='Zoom in']").click();
      requestAnimationFrame(() => requestAnimationFrame(() => done(Number(frame.dataset.zoom) / before)));
    })"""
    assert page.evaluate(jump) == pytest.approx(1.6, abs=0.02)
    context.close()


def test_a_phone_pinches_drags_and_taps(phone: Page) -> None:
    drawn(phone, "lineage/?record=models/llama&steps=1")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.locator(".picture-frame").scroll_into_view_if_needed()
    box = phone.locator(".picture canvas").bounding_box()
    assert box
    start = zoom(phone)
    session = phone.context.new_cdp_session(phone)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def touch(kind: str, *points: tuple[float, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py, "id": number} for number, (px, py) in enumerate(points)]})

    touch("touchStart", (x - 20, y), (x + 20, y))
    for apart in (40, 60, 80):
        touch("touchMove", (x - apart, y), (x + apart, y))
    touch("touchEnd")
    phone.wait_for_function(f"() => document.querySelector('.picture-frame').dataset.zoom > {start * 1.5}")
    before = phone.evaluate(INK)
    touch("touchStart", (x, y))
    touch("touchMove", (x - 60, y - 30))
    touch("touchEnd")
    phone.wait_for_timeout(200)
    assert phone.evaluate(INK) != before
    phone.get_by_role("button", name="Show all", exact=True).tap()
    phone.get_by_role("list", name="Basis of").get_by_role("link", name="Alpaca", exact=True).tap()
    assert chosen(phone) == "Alpaca"


def test_a_record_page_leads_to_its_place_in_the_graph_and_to_its_own_data(page: Page) -> None:
    page.goto("models/llama/")
    box = page.locator(".lineage-position")
    expect(box.locator(".before")).to_contain_text("Common Crawl")
    expect(box.locator(".after")).to_contain_text("Alpaca")
    own = page.locator(".data-links")
    for name in ("YAML", "JSON"):
        answer = page.request.get(page.evaluate("(name) => [...document.querySelectorAll('.data-links a')].find((a) => a.textContent === name).href", name))
        assert answer.ok
        assert "LLaMA" in answer.text()
    expect(own.get_by_role("link", name="its source on the code host")).to_have_attribute("href", re.compile(r"/blob/main/data/models/llama\.yaml$"))
    page.get_by_role("link", name="See it in the whole graph").click()
    expect(page.locator(".chosen-record h2")).to_have_text("LLaMA")
    expect(page.locator(".lineage select").first).to_have_value("0")


def test_hostile_names_stay_text_and_lead_nowhere_else(page: Page, site: Path) -> None:
    graph = json.loads((site / "pictures/lineage.json").read_text(encoding="utf-8"))
    graph["names"] = [f"{EVIL} {HEBREW} {'W' * 2000}" for _ in graph["names"]]
    graph["paths"] = [f"javascript:alert({number})//" for number, _ in enumerate(graph["paths"])]
    page.route("**/pictures/lineage.json", served(json.dumps(graph)))
    drawn(page, "lineage/?record=javascript:alert(0)//&steps=1")
    page.get_by_label("Find").fill("img")
    expect(page.locator(".hits button").first).to_contain_text("<img")
    expect(page.locator(".picture :is(img, script)")).to_have_count(0)
    assert not [
        href for href in page.locator(".picture a").evaluate_all("(links) => links.map((link) => link.href)") if not href.startswith("http://127.0.0.1")
    ]
    assert page.title() != "taken"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


# Timeline


def test_the_timeline_filters_as_listings_do(page: Page) -> None:
    page.goto("explore/?domains=biology")
    expect(page.locator(".explorer.ready")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 60_000})  # rows are drawn as far as they can be seen
    expect(page.locator("table.listing th a.record")).to_have_count(int(page.locator(".count").inner_text().split()[0]))
    records = set(page.locator("table.listing th a.record").all_inner_texts())
    page.set_viewport_size({"width": 1280, "height": 800})
    drawn(page, "timeline/")
    total = dates(page)
    page.get_by_role("list", name="Domains").get_by_label("Biology").check()
    assert 0 < dates(page) < total
    assert set(page.locator(".results th a.record").all_inner_texts()) <= records
    page.get_by_role("list", name="What happened").get_by_label("Preprint").check()
    expect(page).to_have_url(re.compile(r"\?event=preprint&domains=biology$"))
    assert {text[:8] for text in page.locator(".results td[data-label='What happened']").all_inner_texts()} == {"Preprint"}
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?domains=biology$"))
    page.reload()
    expect(page.get_by_role("list", name="Domains").get_by_label("Biology")).to_be_checked()


def test_the_zoom_is_the_filter_of_years_both_ways(page: Page) -> None:
    drawn(page, "timeline/")
    page.emulate_media(reduced_motion="reduce")
    total = dates(page)
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    expect(page).to_have_url(re.compile(r"year-range="))
    assert dates(page) < total
    page.get_by_role("button", name=re.compile("^Remove: Year")).click()
    page.wait_for_function("() => document.querySelector('.picture-frame').dataset.zoom === '1.000'")
    assert dates(page) == total
    drawn(page, "timeline/?year-range=2020~2021&kind=models")
    assert zoom(page) > 3
    assert {text[:4] for text in page.locator(".results td[data-label='Date']").all_inner_texts()} == {"2020", "2021"}
    page.get_by_role("button", name="Show all", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?kind=models$"))


def test_a_column_of_the_timeline_is_read_and_leads_to_its_records(page: Page) -> None:
    drawn(page, "timeline/?kind=systems")
    page.locator(".picture-frame").scroll_into_view_if_needed()
    page.locator(".picture canvas").click(position=page.evaluate(POINT))
    reading = page.locator(".reading")
    expect(reading).to_contain_text("Systems & agents")
    assert re.match(r"\d{4}", reading.locator("li").first.inner_text())
    name = reading.locator("a").first.inner_text()
    reading.locator("a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_timeline_moves_by_keys(page: Page) -> None:
    drawn(page, "timeline/?year-range=2020~2021")
    page.emulate_media(reduced_motion="reduce")
    page.locator(".picture-frame").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => !decodeURIComponent(location.search).includes('2020~2021') && location.search.includes('year-range')")
    page.keyboard.press("0")
    expect(page).to_have_url(re.compile(r"timeline/$"))


def test_ten_thousand_dates_are_shown_in_few_rows(page: Page, site: Path) -> None:
    found = json.loads((site / "pictures/timeline.json").read_text(encoding="utf-8"))
    real = len(found["rows"])
    for key in ("rows", "dates", "kinds"):
        found[key] = [found[key][number % real] for number in range(10_000)]
    page.route("**/pictures/timeline.json", served(json.dumps(found)))
    drawn(page, "timeline/")
    assert dates(page) == 10_000
    assert page.locator(".results tbody tr").count() < 80
    page.get_by_role("list", name="Kind").get_by_label("Models").check()
    assert 0 < dates(page) < 10_000
    assert page.evaluate(INK)


def test_a_phone_filters_and_zooms_the_timeline(phone: Page) -> None:
    drawn(phone, "timeline/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.get_by_role("button", name="Filters").tap()
    phone.get_by_role("list", name="Kind").get_by_label("Models").check()
    phone.get_by_role("button", name="Close").tap()
    phone.get_by_role("button", name="Zoom in").tap()
    expect(phone).to_have_url(re.compile(r"kind=models&year-range="))


# Charts


def test_each_chart_says_what_it_shows_and_has_its_data_as_table_and_files(page: Page) -> None:
    drawn(page, "charts/")
    charts = page.locator(".chart svg[role=img]")
    assert charts.count() == 5
    for number in range(5):
        labels = charts.nth(number).get_attribute("aria-labelledby").split()
        title, text = (page.locator(f"#{label}").evaluate("(element) => element.textContent") for label in labels)
        assert title
        assert len(text) > 40
    for summary in page.locator("details.picture-table summary").all():
        summary.click()
    for number, table in enumerate(page.locator("table.numbers").all()):
        with page.expect_download() as waiting:
            page.get_by_role("link", name="CSV").nth(number).click()
        rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))
        assert len(rows) - 1 == table.locator("tbody tr").count()
        assert rows[0] == table.locator("thead th").all_inner_texts()


def test_a_bar_is_as_long_as_its_number(page: Page) -> None:
    drawn(page, "charts/")
    bars = page.locator("[data-chart=domains] svg rect:has(title)")
    widths = {bar.evaluate("(one) => one.textContent"): float(bar.get_attribute("width") or 0) for bar in bars.all()}
    counts = {text: int(text.rpartition(": ")[2]) for text in widths}
    unit = max(widths.values()) / counts[max(widths, key=lambda text: widths[text])]
    assert all(width == pytest.approx(counts[text] * unit, rel=0.01) for text, width in widths.items())


def test_a_chart_is_taken_along_as_a_picture_that_stands_alone(page: Page) -> None:
    drawn(page, "charts/")
    for name in ("Openness of models by year", "Size of models over time"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Download {name} as SVG").click()
        root = ET.fromstring(Path(waiting.value.path()).read_text(encoding="utf-8"))
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.findtext("{http://www.w3.org/2000/svg}title") == name
        text = ET.tostring(root, encoding="unicode")
        assert "var(" not in text
        assert not re.search(r"(href|src)=\"(?!#)", text)
        for fill in re.findall(r"url\(#([^)]+)\)", text):
            assert f'id="{fill}"' in text


def test_series_differ_by_pattern_and_colours_follow_the_scheme(page: Page) -> None:
    drawn(page, "charts/")
    chart = page.locator("[data-chart=openness] svg")
    fills = chart.locator("rect:not(pattern rect):not(:has(title))").evaluate_all("(all) => all.map((one) => one.getAttribute('fill'))")
    assert len(set(fills)) == len(fills) > 4
    shapes = chart.locator("pattern path").evaluate_all("(all) => all.map((one) => one.getAttribute('d'))")
    assert len(set(shapes)) == len(shapes) == len(fills) - 1  # the first is plain
    light = chart.locator("text").first.get_attribute("fill")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    page.wait_for_function("() => (light) => document.querySelector('[data-chart=openness] svg text').getAttribute('fill') !== light", arg=light)


# All three


@pytest.mark.parametrize("which", PAGES)
def test_without_scripts_everything_stands_in_tables(browser: Browser, address: str, which: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"catalog/{which}/")
    tables = page.locator("details.picture-table[open] table")
    assert tables.count() == {"lineage": 1, "timeline": 2, "charts": 5}[which]
    for table in tables.all():
        expect(table).to_be_visible()
    assert page.locator("a[href$='.csv']").count() == tables.count() or which == "timeline"
    expect(page.locator(".picture").first).to_be_empty()
    context.close()


@pytest.mark.parametrize("which", PAGES)
def test_a_slow_connection_is_told_and_a_lost_one_is_tried_again(browser: Browser, address: str, which: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    held: list[Route] = []
    page.route(f"**/pictures/{which}.json", lambda route: held.append(route))  # noqa: PLW0108 (the driver of the browser takes no builtin)
    page.goto(f"catalog/{which}/")
    told = page.locator(".picture-status").first
    expect(told).to_have_text("Loading the picture …")
    expect(page.locator("details.picture-table[open]").first).to_be_visible()
    while not held:
        page.wait_for_timeout(20)
    for route in held:
        route.abort()
    expect(told).to_contain_text("could not be loaded")
    expect(page.locator("details.picture-table[open]").first).to_be_visible()
    page.unroute(f"**/pictures/{which}.json")
    for _ in range(page.locator(".picture-status button").count()):
        page.locator(".picture-status button").first.click()
        page.wait_for_timeout(150)
    expect(page.locator(".picture.drawn")).to_have_count(page.locator("[data-picture]").count())
    expect(page.locator(".picture-status")).to_have_count(0)
    context.close()


def test_a_library_that_does_not_come_is_told(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.route("**/vendor/d3-zoom.js", lambda route: route.abort())
    page.goto("catalog/lineage/")
    expect(page.locator(".picture-status")).to_contain_text("could not be loaded")
    context.close()


def test_only_pages_with_a_picture_load_the_library(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("models/llama/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "d3-" in url or "/pictures" in url]
    drawn(page, "charts/")
    assert [url for url in asked if "d3-scales" in url]
    assert not [url for url in asked if "d3-zoom" in url]


@pytest.mark.parametrize("which", PAGES)
def test_on_paper_the_picture_is_dark_on_white_and_has_no_switches(browser: Browser, address: str, which: str) -> None:
    context = browser.new_context(base_url=address, color_scheme="dark")
    page = context.new_page()
    drawn(page, f"{which}/")
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_timeout(300)
    for switch in page.locator(".picture form, .zoom-buttons, .chart-files .tool").all():
        expect(switch).to_be_hidden()
    if which == "charts":
        assert page.locator(".chart svg text").first.get_attribute("fill") in ("#000", "#444")
    else:
        assert "11,107,100" in page.evaluate(INK)  # the green of models on white
    assert page.pdf()[:4] == b"%PDF"
    context.close()


@pytest.mark.parametrize("which", PAGES)
def test_at_four_hundred_per_cent_nothing_is_lost(browser: Browser, address: str, which: str) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 256})
    page = context.new_page()
    drawn(page, f"{which}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if which == "lineage":
        assert page.locator(".picture-frame").bounding_box()["height"] < 256
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("which", PAGES)
def test_axe_finds_nothing(browser: Browser, address: str, which: str, scheme: str, width: int) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    drawn(page, "lineage/?record=models/llama&steps=2" if which == "lineage" else f"{which}/")
    assert violations(page) == []
    if which == "lineage":
        page.get_by_label("Find").fill("b")
    elif which == "timeline":
        page.evaluate("document.querySelector('.picture-frame').scrollIntoView({block: 'center'})")
        page.locator(".picture canvas").click(position=page.evaluate(POINT))
        expect(page.locator(".reading li").first).to_be_visible()
    page.evaluate("document.querySelectorAll('article details').forEach(details => details.open = true)")
    assert violations(page) == []
    context.close()


def test_nothing_is_run_from_text(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    policy = "script-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self'; style-src 'self' 'unsafe-inline'"

    def guarded(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    faults: list[Any] = []
    page.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
    page.route("**/catalog/*/", guarded)
    for which in PAGES:
        drawn(page, f"{which}/")
    assert faults == []
    context.close()
