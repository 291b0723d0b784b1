"""Calculators of the guide: what stands in the page, formula and worked example included, before a script makes it answer."""

from __future__ import annotations

import json
from dataclasses import dataclass

from llm4s.memory import constants
from llm4s.render import environment


@dataclass(frozen=True, slots=True)
class Calculator:
    """A calculator: its name for the script, its title, its formulas in LaTeX, and an example worked by hand.

    The example is what the script shows at first; a test holds both to the same numbers.
    """

    name: str
    title: str
    formulas: tuple[str, ...]
    example: str
    note: str = ""


CALCULATORS = (
    Calculator(
        "memory",
        "Memory for a model",
        (r"M = 1.2 \, N \, b + 2 \, L \, H \, d \, c \, T \, B",),
        "8 billion parameters at 16 bits, 32 layers with 8 key-value heads of size 128, 8,192 tokens, one request: weights 16 GB; cache 2 · 32 · 8 · "
        "128 numbers "
        "of 2 bytes for each token, 1.1 GB for all; overhead 3.2 GB; all in all 20 GB, which 24 GiB hold.",
        "N parameters of b bytes, L layers, H key-value heads of size d, cache numbers of c = 2 bytes, T tokens, B requests. One fifth of the weights "
        "is reckoned as "
        "overhead, as on record pages. Formats of 8 and 4 bits are counted with their scales: 8.5 and 4.9 bits.",
    ),
    Calculator(
        "cost",
        "Tokens and cost of a corpus",
        (r"t_\text{in} = D R \, (w r + p), \quad t_\text{out} = D R \, a", r"C = (t_\text{in} \, \pi_\text{in} + t_\text{out} \, \pi_\text{out}) / 10^6"),
        "50,000 abstracts of 250 words at 1.3 tokens a word, with 75 tokens of instructions and 60 of answer, once, at 3 and 15 for a million tokens: "
        "20,000,000 tokens read, 3,000,000 written, 60 + 45 = 105.00.",
        "D documents, R runs, w words of r tokens, p tokens of instructions, a tokens of answer. The prices are placeholders: put in yours. Count the "
        "tokens of ten "
        "documents to know r; it differs between languages, notations and models.",
    ),
    Calculator(
        "energy",
        "Electricity of a job",
        (r"E = P \, n \, t \cdot \mathrm{PUE}, \qquad C = E \, I",),
        "350 W on one device for 6 hours at a PUE of 1.3 are 2.73 kWh; at 250 g for a kilowatt-hour 0.683 kg CO2eq.",
        "The numbers are placeholders: measure the watts, ask the computing centre for the rest. Making the hardware and water are not counted.",
    ),
    Calculator(
        "sample",
        "Items to compare two models",
        (
            r"n_\text{paired} = \frac{z^2 d}{\delta^2}",
            r"n_\text{each} = \frac{z^2 (p_1 q_1 + p_2 q_2)}{\delta^2}",
            r"z = z_{1-\alpha/2m} + z_{1-\beta}, \quad q = 1 - p",
        ),
        "5 points, models that differ on 24 % of the items, level 5 %, power 80 %: (1.960 + 0.842)² · 0.24 / 0.05² = 754 items that both answer. "
        "With different items for each model, 70 % against 75 %: 1,248 for each.",
        "δ is the difference in accuracy, d the share of items on which the models differ, α the level, 1 − β the power, m the number of comparisons. "
        "Both are "
        "approximations for large numbers.",
    ),
    Calculator(
        "agreement",
        "Agreement between raters",
        (r"\kappa = \frac{p_o - p_e}{1 - p_e}", r"\alpha = 1 - \frac{D_o}{D_e}"),
        "Two people, 20 statements, 3 labels: 17 of 20 are equal, 85.0 %. The first wrote C 14, A 3 and N 3 times, the second C 15, A 3 and N 2 "
        "times, so that "
        "(14 · 15 + 3 · 3 + 3 · 2) / 400 = 0.5625 are expected, and Cohen's kappa is (0.85 − 0.5625) / 0.4375 = 0.66. Krippendorff's alpha is 0.66, too.",
        "Kappa takes two raters and leaves out items that one of them did not label; alpha takes any number. Intervals are drawn over items, 1,000 "
        "times, always the "
        "same way. Nothing that you paste leaves your browser; short tables are kept in the address, so think before you share it.",
    ),
)
VIEWS = tuple(f"{calculator.name}-calculator" for calculator in CALCULATORS)


def views() -> dict[str, str]:
    """Make the place of every calculator."""
    template, handed = environment().get_template("calculator.html"), {"memory": json.dumps(constants())}
    return {f"{one.name}-calculator": template.render(calculator=one, constants=handed.get(one.name)) for one in CALCULATORS}
