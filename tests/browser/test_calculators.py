"""Calculators and routes of the guide in a real browser."""

from __future__ import annotations

import json
import re

import pytest
from axe import in_both_schemes
from playwright.sync_api import Browser, Locator, Page, expect

from llm4s.calculators import CALCULATORS

pytestmark = pytest.mark.browser
COST, AGREEMENT, SAMPLE, PATHS = (
    "guide/running/cost-and-energy/",
    "guide/judging/human-evaluation/",
    "guide/judging/uncertainty/",
    "guide/start/learning-paths/",
)
PLACES = {"memory": COST, "cost": COST, "energy": COST, "sample": SAMPLE, "agreement": AGREEMENT}


def calculator(page: Page, name: str) -> Locator:
    return page.locator(f'[data-calculator="{name}"]')


def answer(page: Page, name: str, what: str) -> Locator:
    return calculator(page, name).locator(".answer div").filter(has_text=what).locator("dd").first


def test_what_is_computed_at_first_is_the_worked_example(page: Page) -> None:
    for name, path in PLACES.items():
        page.goto(path)
        expect(calculator(page, name).locator("form")).to_be_visible()
        example = next(one.example for one in CALCULATORS if one.name == name)
        told = calculator(page, name).locator(".answer dd:not(.sure)").all_inner_texts()
        numbers = [re.match(r"[\d.,]*\d", text)[0] for text in told if name != "agreement" or not text.startswith("20,")]
        assert numbers
        for number in numbers:
            assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d])", example), (name, number)


def test_the_answer_follows_what_one_types_and_stays_in_the_address(page: Page) -> None:
    page.goto(COST)
    box = calculator(page, "memory")
    box.get_by_label("Parameters").fill("70B")
    box.get_by_label("Precision").select_option("4-bit")
    expect(answer(page, "memory", "Weights")).to_have_text("43 GB")  # 70 x 0.6125 = 42.9
    assert "memory-parameters=70B" in page.url
    calculator(page, "energy").get_by_label("Hours").fill("12")
    expect(answer(page, "energy", "Electricity")).to_have_text("5.46 kWh")
    page.reload()
    expect(answer(page, "memory", "Weights")).to_have_text("43 GB")
    expect(answer(page, "energy", "Electricity")).to_have_text("5.46 kWh")
    box.get_by_role("button", name="Back to the example").click()
    expect(answer(page, "memory", "Weights")).to_have_text("16 GB")
    assert "memory-" not in page.url
    assert "energy-hours=12" in page.url


def test_what_cannot_be_used_is_said_at_its_field(page: Page) -> None:
    page.goto(SAMPLE)
    box = calculator(page, "sample")
    field = box.get_by_label("Items on which the models differ")
    field.fill("3")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("cannot differ so much"))
    expect(box.get_by_role("status")).to_contain_text("No answer")
    field.fill("24")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(answer(page, "sample", "both models")).to_have_text("754")
    box.get_by_label("Items", exact=True).select_option("apart")
    expect(field).to_be_hidden()
    expect(answer(page, "sample", "each model")).to_have_text("1,248")


def test_a_pasted_table_is_measured_and_never_run(page: Page) -> None:
    page.goto(AGREEMENT)
    box = calculator(page, "agreement")
    box.get_by_label("What is pasted").select_option("matrix")
    expect(box.get_by_role("status")).to_contain_text("No answer")
    box.get_by_label("Table").fill("40\t10\n20\t30")
    expect(answer(page, "agreement", "kappa")).to_have_text("0.40")  # (0.7 - 0.5) / 0.5
    expect(box.get_by_role("status")).to_contain_text("95 % interval")
    box.get_by_label("What is pasted").select_option("ratings")
    box.get_by_label("Table").fill("<img src=x onerror=window.ran=1> b\n" * 3)
    expect(box.get_by_role("status")).to_contain_text("Krippendorff")
    assert page.evaluate("() => window.ran") is None
    box.get_by_label("Table").fill("a b\n" * 600)  # too long for an address
    expect(answer(page, "agreement", "Items")).to_have_text("600, 2, 2")
    assert "agreement-table" not in page.url


def test_a_hostile_address_is_only_text(page: Page) -> None:
    page.goto(COST + "?memory-parameters=%3Cscript%3E&memory-precision=none&energy-hours=-1")
    expect(calculator(page, "memory").get_by_label("Precision")).to_have_value("16-bit")
    expect(calculator(page, "memory").get_by_role("status")).to_contain_text("Write a number such as 8B")
    expect(calculator(page, "energy").get_by_role("status")).to_contain_text("At least 0.")


def test_steps_are_ticked_by_keyboard_and_kept_until_cleared(page: Page) -> None:
    page.goto(PATHS)
    first = page.locator("ol.route-steps").first
    told = page.locator(".route-progress").first.get_by_role("status")
    expect(told).to_have_text(re.compile(r"^0 of 9 steps done, .* left$"))
    expect(page.get_by_role("button", name="Clear the marks")).to_have_count(0)
    before = told.inner_text()
    box = first.get_by_role("checkbox").nth(1)
    box.focus()
    page.keyboard.press("Space")
    expect(told).to_have_text(re.compile("^1 of 9 steps done"))
    assert told.inner_text().split(",")[1] != before.split(",")[1]
    page.reload()
    expect(first.get_by_role("checkbox").nth(1)).to_be_checked()
    expect(told).to_have_text(re.compile("^1 of 9 steps done"))
    expect(page.locator(".route-progress").nth(1).get_by_role("status")).to_have_text(re.compile("^0 of 10"))
    page.get_by_role("button", name="Clear the marks").click()
    expect(told).to_have_text(re.compile("^0 of 9 steps done"))
    expect(first.get_by_role("checkbox").first).to_be_focused()
    assert json.loads(page.evaluate("() => localStorage.getItem('llm4s.routes')")) == {"1": []}


def test_marks_that_cannot_be_read_count_as_none(page: Page) -> None:
    page.goto(PATHS)
    for stored in ("not json", "null", '{"1": 7}', "[1]"):
        page.evaluate("text => localStorage.setItem('llm4s.routes', text)", stored)
        page.reload()
        expect(page.locator(".route-progress").first.get_by_role("status")).to_have_text(re.compile("^0 of 9 steps done"))


def test_formulas_examples_and_routes_are_readable_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(SAMPLE)
    expect(calculator(page, "sample")).to_contain_text("754 items that both answer")
    expect(calculator(page, "sample").locator("math").first).to_be_visible()
    expect(calculator(page, "sample").locator("form")).to_have_count(0)
    page.goto(PATHS)
    expect(page.locator(".route").first).to_contain_text("9 steps")
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.locator(".minutes").first).to_have_text(re.compile(r"^\d+ min$"))
    context.close()


@pytest.mark.parametrize("path", [COST, AGREEMENT, SAMPLE, PATHS, "guide/foundations/history/"])
def test_pages_with_calculators_fit_a_phone(phone: Page, path: str) -> None:
    phone.goto(path)
    phone.wait_for_function("() => document.querySelector('.calculator form, .route-progress, .milestones')")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("path", [COST, AGREEMENT, SAMPLE, PATHS, "guide/foundations/history/"])
def test_axe_finds_nothing_at_calculators_and_routes(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_function("() => document.querySelector('.calculator form, .route-progress, .milestones')")
    if page.locator(".calculator form").count():
        page.locator(".calculator textarea, .calculator input").first.fill("")  # a fault is shown, too
    assert in_both_schemes(page) == {}
