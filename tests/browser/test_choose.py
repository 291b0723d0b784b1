"""Choosing a model step by step, in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from playwright.sync_api import Browser, Page, expect
from test_explore import EVIL

pytestmark = pytest.mark.browser
PAGE = "catalog/choose/"
ALL = f"{PAGE}?domain=biology&task=question-answering&data=personal&hardware=card-24&licence=commercial"


def opened(page: Page, path: str = PAGE) -> None:
    page.goto(path)
    expect(page.locator(".chooser.ready")).to_be_visible()


def status(page: Page) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", page.locator(".chooser-bar [role=status]").inner_text())]


def candidate(page: Page, name: str) -> Any:
    return page.locator(".candidates > li").filter(has=page.get_by_role("heading", name=name, exact=False)).first


def step(page: Page, name: str) -> Any:
    return page.locator(f"fieldset[data-step={name}]")


def radio(page: Page, name: str) -> Any:
    return page.get_by_role("radio", name=name, exact=True)


def show_all(page: Page) -> None:
    more = page.get_by_role("button", name=re.compile("^Show all"))
    while more.count():
        more.first.click()


def rules(site: Path) -> Any:
    return json.loads((site / "explore/chooser.json").read_text(encoding="utf-8"))


def test_five_steps_lead_to_candidates_with_reasons_and_to_what_excluded_the_others(page: Page, site: Path) -> None:
    opened(page)
    expect(page.locator(".steps fieldset")).to_have_count(5)
    total = len(rules(site)["models"])
    assert sum(status(page)) == total
    page.get_by_label("Field of science", exact=True).select_option("biology")
    page.get_by_label("Task", exact=True).select_option("question-answering")
    radio(page, "Personal or health data").check()
    radio(page, "One card with 24 GB").check()
    radio(page, "Commercial use").check()
    assert sum(status(page)) == total
    expect(page).to_have_url(re.compile(re.escape(ALL.split("?")[1]) + "$"))
    llama = candidate(page, "Llama 3")
    expect(llama.locator("dt")).to_have_text(["For", "Against"])
    expect(llama.get_by_role("link", name="Commercial use: With conditions (Llama 3.1 Community License)")).to_have_attribute(
        "href", re.compile("/licences/llama-3-1-community/$")
    )
    expect(llama.get_by_text("8B fits at 16-bit: 19 GB of 26 GB.")).to_be_visible()
    expect(llama.get_by_role("link", name=re.compile("^Memory: weights 16 GB"))).to_have_attribute("href", re.compile("/models/llama-3/#memory$"))
    biobert = page.locator(".answers-unsure .candidates > li").filter(has_text="BioBERT")
    expect(biobert.locator("dd").last).to_contain_text("Commercial use is not known.")
    group = page.locator(".answers-excluded details").filter(has_text="Licence: Commercial use is not allowed.")
    group.locator("summary").click()
    expect(group.get_by_role("link", name="Galactica", exact=True)).to_be_visible()
    expect(
        group.get_by_role("link", name="Commercial use: No (Creative Commons Attribution Non Commercial 4.0)").or_(group.locator("a.fact").first).first
    ).to_be_visible()


def test_reasons_lead_to_records_that_exist(page: Page, site: Path) -> None:
    opened(page, ALL)
    page.evaluate("document.querySelectorAll('.answers details').forEach(details => details.open = true)")
    show_all(page)
    addresses = page.locator(".answers a").evaluate_all("links => [...new Set(links.map(link => link.href))]")
    root = page.url.split(PAGE)[0]
    assert len(addresses) > 50
    for address in addresses:
        where, _, anchor = address.removeprefix(root).partition("#")
        where = where.split("?")[0]
        text = (site / where / "index.html").read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text, address


def test_the_address_holds_the_choice_and_back_undoes(page: Page) -> None:
    opened(page, f"{ALL}&precision=4-bit&context=4096&requests=2")
    expect(page.get_by_label("Field of science", exact=True)).to_have_value("biology")
    expect(radio(page, "Personal or health data")).to_be_checked()
    expect(page.get_by_label("Precision", exact=True)).to_have_value("4-bit")
    expect(page.get_by_label("Context", exact=True)).to_have_value("4096")
    expect(page.get_by_label("Requests at once")).to_have_value("2")
    before = page.locator(".answers").inner_text()
    assert "of 26 GB" in before
    radio(page, "Laptop or computer with 16 GB").check()
    expect(page.locator(".answers")).to_contain_text("of 13 GB")
    radio(page, "Pass on a changed model").check()
    page.go_back()
    expect(radio(page, "Commercial use")).to_be_checked()
    page.go_back()
    expect(radio(page, "One card with 24 GB")).to_be_checked()
    assert page.locator(".answers").inner_text() == before
    page.go_forward()
    expect(radio(page, "Laptop or computer with 16 GB")).to_be_checked()


def test_every_step_is_undone_alone_and_in_any_order(page: Page) -> None:
    opened(page, f"{ALL}&precision=4-bit")
    for name, gone in (("hardware", "hardware|precision"), ("domain", "domain"), ("licence", "licence"), ("data", "data"), ("task", "task")):
        assert re.search(gone, page.url.split("?")[1])
        step(page, name).get_by_role("button", name="Undo").click()
        expect(step(page, name).get_by_role("button", name="Undo")).to_be_hidden()
        assert not re.search(rf"({gone})=", page.url), page.url
        assert page.evaluate("document.activeElement.closest('fieldset')?.dataset.step") == name
    assert page.url.endswith(PAGE)
    page.go_back()
    expect(page.get_by_label("Task", exact=True)).to_have_value("question-answering")
    page.get_by_role("button", name="Start over").click()
    assert page.url.endswith(PAGE)
    expect(page.get_by_role("button", name="Start over")).to_be_hidden()


def test_an_address_with_nonsense_chooses_nothing(page: Page) -> None:
    opened(page, f"{PAGE}?domain=%3Cscript%3E&hardware=../../x&context=7&requests=-3&precision=1-bit&licence=constructor")
    expect(page.locator("fieldset.decided")).to_have_count(0)


def test_what_is_not_known_stands_apart_with_the_fact(page: Page) -> None:
    opened(page, f"{PAGE}?hardware=cards-640")
    show_all(page)
    deepseek = page.locator(".answers-unsure .candidates > li").filter(has_text="DeepSeek-R1")
    expect(deepseek.locator("dd").last).to_contain_text("needs at least")
    expect(page.locator(".answers-fit").get_by_role("link", name="DeepSeek-R1")).to_have_count(0)
    radio(page, "One card with 80 GB").check()
    excluded = page.locator(".answers-excluded details").filter(has_text="It needs more memory than there is.")
    excluded.locator("summary").click()
    expect(excluded.locator("li").filter(has_text="DeepSeek-R1")).to_contain_text("671B at 4-bit, it needs 493 GB")  # all experts, not the active ones


def test_candidates_go_to_the_comparison_and_the_basket(page: Page) -> None:
    opened(page, f"{PAGE}?data=inside&hardware=card-24&licence=commercial")
    expect(page.get_by_role("link", name="Compare the first six")).to_be_visible()
    names = page.locator(".answers-fit h3 > a").all_inner_texts()[:6]
    button = page.locator(".answers-fit").get_by_role("button", name=f"Basket: {names[0]}")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("link", name="Basket 1")).to_be_visible()
    page.get_by_role("link", name="Compare the first six").click()
    expect(page.locator(".comparison-table thead a")).to_have_text(names)


def test_the_filter_of_the_models_finds_what_the_chooser_finds(page: Page, site: Path) -> None:
    known = {model["name"]: model for model in rules(site)["models"]}
    opens = {name for name, model in known.items() if model["access"].startswith("open")}
    for card, precision in ((8, "4-bit"), (24, "16-bit"), (80, "8-bit")):
        opened(page, f"{PAGE}?hardware=card-{card}&precision={precision}")
        show_all(page)
        fit = set(page.locator(".answers-fit h3 > a").all_inner_texts()) & opens
        unsure = set(page.locator(".answers-unsure h3 > a").all_inner_texts()) & opens
        page.goto(f"models/?card={card}&precision={precision}")
        page.set_viewport_size({"width": 1280, "height": 40_000})  # rows are drawn as far as they can be seen
        expect(page.locator(".explorer.ready")).to_be_visible()
        filtered = set(page.locator("table.listing tbody .name > a").all_inner_texts())
        assert len(filtered) == int(page.locator(".count").inner_text().split()[0])
        page.set_viewport_size({"width": 1280, "height": 800})
        assert fit <= filtered
        assert {name for name in filtered & opens if known[name]["status"] != "withdrawn"} <= fit | unsure
        assert filtered & unsure == {name for name in unsure if name in filtered}


def test_the_record_page_shows_the_memory_that_the_chooser_reckons_with(page: Page) -> None:
    page.goto("models/llama-3/")
    row = page.locator("table.needs tbody tr").first
    expect(row.locator("td").nth(1)).to_contain_text("16 GB")
    expect(row.locator("td").nth(1)).to_contain_text("in all 19 GB")
    page.get_by_role("link", name="how this is computed").click()
    expect(page).to_have_url(re.compile(r"catalog/choose/#memory$"))


def test_it_works_by_keyboard_alone(page: Page) -> None:
    opened(page)
    page.get_by_label("Field of science", exact=True).focus()
    page.keyboard.press("p")  # selects by its first letter
    chosen = page.get_by_label("Field of science", exact=True).input_value()
    assert chosen.startswith("p")
    radio(page, "Public texts and data").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(radio(page, "Unpublished or confidential work")).to_be_checked()
    expect(radio(page, "Unpublished or confidential work")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(step(page, "data").get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(radio(page, "Public texts and data")).to_be_focused()
    expect(step(page, "data").locator(":checked")).to_have_count(0)
    summary = page.locator(".answers-excluded summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".answers-excluded details").first).to_have_attribute("open", "")


def test_show_all_shows_the_rest_and_keeps_the_focus_in_the_list(page: Page) -> None:
    opened(page)
    expect(page.locator(".answers-fit .candidates > li")).to_have_count(10)
    page.locator(".answers-fit").get_by_role("button", name=re.compile("^Show all")).press("Enter")
    assert page.locator(".answers-fit .candidates > li").count() == status(page)[0]
    assert page.evaluate("document.activeElement.closest('li').previousElementSibling !== null")


def test_a_phone_has_the_steps_and_a_way_to_the_answers(phone: Page) -> None:
    opened(phone)
    radio(phone, "Laptop or computer with 16 GB").tap()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.get_by_role("link", name="Answers").tap()
    expect(phone.locator("#answers-fit")).to_be_in_viewport()
    summary = phone.locator(".answers-excluded summary").first
    summary.tap()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    sizes = phone.locator(".steps label:has(input), .steps button:visible, .answers summary, .take").evaluate_all(
        "all => all.map(one => Math.round(one.getBoundingClientRect().height))"
    )
    assert min(sizes) >= 24  # WCAG 2.2 target size
    phone.get_by_role("link", name="Steps", exact=True).tap()
    expect(step(phone, "domain")).to_be_in_viewport()


def test_without_scripts_the_page_explains_steps_rules_and_memory(browser: Browser, address: str, site: Path) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(PAGE)
    text = page.locator("article").inner_text()
    assert "Choosing step by step needs JavaScript" in text
    data = rules(site)
    for one in data["steps"].values():
        assert one["question"] in text
        for option in one["options"]:
            assert option["name"] in text
            for _, _, _, reason in option["rules"]:
                assert reason in text
    for _, _, _, reason in data["always"]:
        assert reason in text
    expect(page.locator("#memory ~ .arithmatex math, #memory ~ p math, #memory ~ math").first).to_be_visible()
    assert page.locator("table.held tbody tr").count() >= 10
    assert page.locator(".steps").count() == 0
    context.close()


def test_a_printed_choice_carries_answers_and_what_excluded_the_others(page: Page) -> None:
    opened(page, f"{PAGE}?hardware=card-8")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".answers-excluded details li").first).to_be_visible()
    expect(page.locator(".chooser-bar")).to_be_hidden()
    expect(step(page, "domain")).to_be_hidden()
    expect(step(page, "hardware").locator("li:visible")).to_have_text(["One card with 8 GB"])
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".answers-excluded details[open]")).to_have_count(0)


def test_texts_of_records_and_rules_stay_text(page: Page, site: Path) -> None:
    data = rules(site)
    for model in data["models"]:
        model |= {"name": EVIL, "short": EVIL * 40, "id": "../../../x"}
    for rule in [*data["always"], *(rule for one in data["steps"].values() for option in one["options"] for rule in option["rules"])]:
        rule[3] = EVIL
    page.route("**/explore/chooser.json", lambda route: route.fulfill(body=json.dumps(data), content_type="application/json"))
    opened(page, ALL)
    expect(page.locator(".chooser :is(img, script)")).to_have_count(0)
    assert page.title() != "taken"
    root = page.url.split(PAGE)[0]
    assert all(address.startswith(root) for address in page.locator(".answers a").evaluate_all("links => links.map(link => link.href)"))


def test_the_data_are_asked_for_on_this_page_alone(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "models/", "catalog/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    assert not [address for address in asked if "choose" in address and address.endswith((".js", ".json"))]
    opened(page)
    assert [address for address in asked if address.endswith("explore/chooser.json")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    opened(page)
    assert violations(page) == []
    opened(page, ALL)
    page.evaluate("document.querySelectorAll('article details').forEach(details => details.open = true)")
    show_all(page)
    assert violations(page) == []
    context.close()
