"""Records side by side, in a real browser."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from playwright.sync_api import Browser, Page, Route, expect
from test_explore import EVIL, HEBREW

from llm4s.pages import pages
from llm4s.project import Project
from places import TODAY

pytestmark = pytest.mark.browser
THREE = "compare/?kind=models&id=scibert&id=chatgpt&id=alpaca"


def compared(page: Page, path: str = THREE) -> None:
    page.goto(path)
    expect(page.locator(".comparison-table")).to_be_visible()


def row(page: Page, label: str) -> Any:
    return page.locator(".comparison-table tbody tr").filter(has=page.locator("th", has_text=re.compile(f"^{label}")))


def served(document: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=document, content_type="text/html")


def test_differences_are_marked_and_gaps_told_apart(page: Page) -> None:
    compared(page)
    expect(page.locator(".comparison-table thead a")).to_have_text(["SciBERT", "ChatGPT", "Alpaca"])
    expect(row(page, "Developers")).to_have_class(re.compile("differing"))
    expect(row(page, "Developers").get_by_text("differs")).to_be_visible()
    expect(row(page, "Sizes").locator(".gap-undisclosed")).to_have_text("undisclosed")
    expect(page.locator(".gap-none").first).to_have_text("not stated")
    total = page.locator(".comparison-table tbody tr").count()
    page.get_by_label("only what differs").check()
    assert page.locator(".comparison-table tbody tr").count() < total
    assert page.locator(".comparison-table tbody tr:not(.differing)").count() == 0


def test_a_value_shows_its_evidence_on_demand(page: Page) -> None:
    compared(page)
    cell = row(page, "Developers").locator("td").first
    expect(cell.locator("li")).to_be_hidden()
    cell.locator("summary").click()
    expect(cell.locator("li").first).to_contain_text("checked 20")
    expect(cell.locator("li a").first).to_have_attribute("href", re.compile("^https://"))


def test_records_are_added_and_taken_away_and_the_address_follows(page: Page) -> None:
    page.goto("compare/")
    expect(page.get_by_text("Add two or more records")).to_be_visible()
    for count, name in ((1, "SciBERT"), (2, "alpaca"), (2, "no such thing")):
        page.get_by_placeholder("name", exact=True).fill(name)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator(".comparison-table thead a")).to_have_count(count)
    expect(page.get_by_text("No model is called that.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?kind=models&id=scibert&id=alpaca$"))
    page.get_by_role("button", name="Take SciBERT away").click()
    expect(page.locator(".comparison-table thead a")).to_have_text(["Alpaca"])
    page.go_back()
    expect(page.locator(".comparison-table thead a")).to_have_text(["SciBERT", "Alpaca"])
    page.locator(".comparison select").select_option("tools")
    expect(page.locator(".comparison-table")).to_have_count(0)


def test_taking_records_away_by_keyboard_keeps_the_focus_beside_them(page: Page) -> None:
    page.goto("compare/?kind=models&id=scibert&id=bert&id=alpaca")
    page.get_by_role("button", name="Take BERT away").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take Alpaca away")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take SciBERT away")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_placeholder("name", exact=True)).to_be_focused()


def test_six_are_the_most_and_what_is_not_there_is_named(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    ids = ["scibert", "bert", "alpaca", "no-such-model", "llama", "esm-2", "biobert"]
    compared(page, "compare/?kind=models&" + "&".join(f"id={id_}" for id_ in ids))
    assert page.locator(".comparison-table thead a").count() == 5
    expect(page.get_by_text("No page for: no-such-model.")).to_be_visible()
    page.goto("compare/?kind=../about&id=../../x")
    expect(page.locator(".comparison select")).to_have_value("models")
    context.close()


def test_a_comparison_is_taken_along(page: Page) -> None:
    compared(page)
    texts = {}
    for name in ("CSV", "Markdown", "LaTeX"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Download {name}").click()
        texts[name] = Path(waiting.value.path()).read_text(encoding="utf-8")
    table = list(csv.reader(io.StringIO(texts["CSV"])))
    assert table[0] == ["", "SciBERT", "ChatGPT", "Alpaca"]
    assert {len(line) for line in table} == {4}
    assert ["Sizes", "110M (Total)", "undisclosed", "7B (Total)"] in table
    assert all(line.count(" | ") == 3 for line in texts["Markdown"].strip().splitlines())
    assert "\\toprule" in texts["LaTeX"]
    body = texts["LaTeX"].split("\\midrule")[1].split("\\bottomrule")[0].strip().splitlines()
    assert all(re.sub(r"\\&", "", line).count(" & ") == 3 and line.endswith("\\\\") for line in body)


def test_hostile_texts_leave_every_format_whole(page: Page) -> None:
    page.goto("compare/")
    rows = [["", "a|b", '=cmd()\n"x",y'], ["50% & $_#{}~^\\ →", "[x](javascript:1) <b>", "*_`"]]
    made = page.evaluate(
        """async (rows) => {
            const formats = await import(new URL("../assets/explore/formats.js", location.href).href);
            return [formats.csv(rows), formats.markdown(rows), formats.latex(rows, "A & B")];
        }""",
        rows,
    )
    assert next(iter(csv.reader(io.StringIO(made[0])))) == ["", "a|b", '\'=cmd() "x",y']
    assert made[1].splitlines()[0] == '|  | a\\|b | =cmd() "x",y |'
    assert "\\[x\\](javascript:1) \\<b\\>" in made[1]
    assert "50\\% \\& \\$\\_\\#\\{\\}\\textasciitilde{}\\textasciicircum{}\\textbackslash{} $\\rightarrow$" in made[2]
    assert "\\caption{A \\& B}" in made[2]


def test_hostile_records_stay_text_and_break_no_layout(phone: Page, fern: Path) -> None:
    path = fern / "data/models/fernbert.yaml"
    text = (
        path.read_text(encoding="utf-8").replace("Reading notes about ferns.", json.dumps(f"{HEBREW[:4]} {EVIL}")).replace("base size", json.dumps("W" * 299))
    )
    path.write_text(text, encoding="utf-8")
    state = Project(fern).check(TODAY)
    assert {problem.code for problem in state.problems} <= {"markup-in-text"}  # refused in records, and harmless all the same
    made = {page.url: page.body for page in pages(state.site(""), {"models/fernbert/", "models/mossbert/"})}
    assert "&lt;script&gt;" in made["models/fernbert/"]
    for url, body in made.items():
        document = body.replace("FernBERT</h1>", f"{'W' * 10_000}</h1>")
        phone.route(f"**/{url}", served(f'<!doctype html><meta charset="utf-8">{document}'))
    compared(phone, "compare/?kind=models&id=fernbert&id=mossbert")
    expect(row(phone, "Use it for").locator("td").first).to_contain_text("<script>")
    expect(phone.locator(".comparison-table :is(img, script)")).to_have_count(0)
    assert phone.title() != "taken"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    expect(phone.locator(".gap-not-applicable")).to_have_count(2)  # one in the explanation above


def test_a_phone_shows_each_field_with_the_names(phone: Page) -> None:
    compared(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    row(phone, "Developers").locator("summary").first.tap()
    expect(row(phone, "Developers").locator("li").first).to_be_visible()


def test_comparing_works_by_keyboard_alone(page: Page) -> None:
    page.goto("compare/?kind=models&id=scibert")
    page.get_by_placeholder("name", exact=True).focus()
    page.keyboard.type("Alpaca")
    page.keyboard.press("Escape")  # closes the browser's list of names
    page.keyboard.press("Enter")
    expect(page.locator(".comparison-table thead a")).to_have_text(["SciBERT", "Alpaca"])
    row(page, "Developers").locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(row(page, "Developers").locator("li").first).to_be_visible()


def test_without_scripts_the_page_says_what_to_do(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    for path in ("compare/", "basket/"):
        page.goto(path)
        assert "needs JavaScript" in page.locator("article").inner_text()
    context.close()


def test_a_printed_comparison_carries_the_table_alone(page: Page) -> None:
    compared(page)
    page.emulate_media(media="print")
    expect(page.locator(".comparison-table")).to_be_visible()
    expect(page.get_by_placeholder("name", exact=True)).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto("compare/")
    assert violations(page) == []
    compared(page)
    page.evaluate("document.querySelectorAll('article details').forEach(details => details.open = true)")
    assert violations(page) == []
    context.close()
