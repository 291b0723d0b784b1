"""The worked examples that stand in the page, against the project's own computations."""

from __future__ import annotations

import math
import re
from html import unescape
from statistics import NormalDist

from llm4s.calculators import CALCULATORS, VIEWS, views
from llm4s.memory import OVERHEAD, cache_gigabytes, weight_gigabytes, worded
from llm4s_sessions.measure.agreement import cohen_kappa, krippendorff_alpha
from places import ROOT

EXAMPLE = {one.name: one.example for one in CALCULATORS}


def test_every_calculator_has_its_place_with_formula_and_example() -> None:
    made = views()
    assert tuple(made) == VIEWS
    for one in CALCULATORS:
        html = made[f"{one.name}-calculator"]
        assert html.count("<math") == len(one.formulas) > 0
        assert one.example in unescape(html)
        assert one.note in unescape(html)
        assert f'data-calculator="{one.name}"' in html
    assert '"gib": 1073741824' in unescape(made["memory-calculator"])


def test_every_calculator_stands_in_one_chapter() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs/guide").rglob("*.md")))
    assert [text.count(f"<!-- guide: {view} -->") for view in VIEWS] == [1] * len(VIEWS)


def test_the_memory_example_is_what_the_catalogue_computes() -> None:
    weights, cache = weight_gigabytes(8_000_000_000, 16), cache_gigabytes(2 * 32 * 8 * 128, 8192)
    for what, number in (("weights", weights), ("overhead", weights * OVERHEAD), ("all in all", weights * (1 + OVERHEAD) + cache)):
        assert f"{what} {worded(number)}" in EXAMPLE["memory"]
    assert f", {worded(cache)} for all" in EXAMPLE["memory"]
    assert 16 * 2**30 < (weights * (1 + OVERHEAD) + cache) * 1e9 < 24 * 2**30


def test_the_example_of_sizes_follows_from_the_normal_distribution() -> None:
    spread = (NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(0.8)) ** 2
    assert f"= {math.ceil(spread * 0.24 / 0.05**2)} items" in EXAMPLE["sample"]
    assert f"{math.ceil(spread * (0.7 * 0.3 + 0.75 * 0.25) / 0.05**2):,} for each" in EXAMPLE["sample"]


def test_the_example_of_agreement_is_what_the_sessions_measure() -> None:
    script = (ROOT / "docs/assets/calculate/calculators.js").read_text(encoding="utf-8")
    rows = [line.split() for line in re.search(r'RATINGS = "([^"]+)"', script)[1].split(r"\n")]
    first, second = ([row[place] for row in rows] for place in (0, 1))
    assert f"Cohen's kappa is (0.85 \u2212 0.5625) / 0.4375 = {cohen_kappa(first, second, draws=2).value:.2f}" in EXAMPLE["agreement"]
    assert f"alpha is {krippendorff_alpha(first, second, draws=2).value:.2f}" in EXAMPLE["agreement"]
    counts = [f"{label} {side.count(label)}" for side in (first, second) for label in "CAN"]
    assert re.findall(r"[CAN] \d+", EXAMPLE["agreement"].replace("A 3 and N 3", "A 3, N 3")) == counts
