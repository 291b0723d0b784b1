"""The committed figures are those that the program draws, and their numbers are right."""

from __future__ import annotations

from statistics import NormalDist

import pytest

from llm4s_figures import networks, numbers
from llm4s_figures.__main__ import FOLDER, drawings, main
from places import ROOT


def test_the_committed_figures_are_those_that_are_drawn(tmp_path) -> None:
    main(tmp_path)
    drawn = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / FOLDER).iterdir()}
    committed = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / FOLDER).iterdir()}
    assert drawn == drawings() == committed, "python -m llm4s_figures writes them anew"


def test_attention_is_computed_as_in_the_chapter() -> None:
    chapter = (ROOT / "docs/guide/foundations/core-concepts.md").read_text(encoding="utf-8")
    weights = [[round(weight, 3) for weight in row] for row in networks.weights()]
    output = [[round(value, 3) for value in row] for row in networks.outputs()]
    assert f"causal {weights} {output}" in chapter


def test_the_levels_of_nf4_are_quantiles_on_both_sides_of_zero() -> None:
    levels = numbers.nf4()
    assert len(levels) == 16
    assert (levels[0], levels[7], levels[15]) == (-1, 0, 1)
    # by hand: the largest quantile is 1.848 at 0.9677; one step of 0.0668 down on the positive side gives 0.9009, whose quantile 1.287 is 0.6962 of it
    assert levels[1] == pytest.approx(-0.6962, abs=1e-4)
    assert levels[14] == pytest.approx(0.7230, abs=1e-4)


def test_the_half_width_is_that_of_wilson() -> None:
    # by hand for 7 of 10: centre (0.7 + 0.19207) / 1.38415, half-width 1.95996 x sqrt(0.021 + 0.009604) / 1.38415
    assert numbers.half_width(0.7, 10) == pytest.approx(1.959964 * (0.021 + 0.0096036) ** 0.5 / 1.3841459, abs=1e-5)
    assert NormalDist().inv_cdf(0.975) == pytest.approx(1.959964, abs=1e-6)


def test_the_best_size_of_a_budget_is_the_one_that_the_formula_has() -> None:
    base, a, b, alpha, beta = numbers.CHINCHILLA
    for compute in (1e20, 1e22, 1e24):
        best = (alpha * a / (beta * b)) ** (1 / (alpha + beta)) * (compute / 6) ** (beta / (alpha + beta))  # where the derivative is zero
        assert base < numbers.loss(best, compute) < min(numbers.loss(best * 1.1, compute), numbers.loss(best / 1.1, compute))


def test_cuts_of_a_text_join_to_the_text() -> None:
    assert "".join(numbers.WORDS) == "Electrocatalysts reduce nitrate to ammonia at pH 7."
    assert "".join(numbers.SMILES) == "CC(=O)Oc1ccccc1C(=O)O"
    assert "".join(numbers.PROTEIN) == "GIVEQCCTSICSLYQLENYCN"
