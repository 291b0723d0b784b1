"""What can be computed: number formats, a published scaling formula, the width of an interval, cuts of a tokenizer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, log, log10, sqrt
from statistics import NormalDist

from llm4s_figures.canvas import Canvas

FORMATS = (
    ("FP32", 8, 23, "largest 3.4 × 10³⁸"),
    ("BF16", 8, 7, "largest 3.4 × 10³⁸"),
    ("FP16", 5, 10, "largest 65,504"),
    ("FP8 E5M2", 5, 2, "largest 57,344"),
    ("FP8 E4M3", 4, 3, "largest 448"),
)
"""Name, bits of exponent, bits of fraction, largest finite number."""
CHINCHILLA = (1.69, 406.4, 410.7, 0.34, 0.28)
"""E, A, B, alpha, beta of L(N, D) = E + A / N^alpha + B / D^beta, as Hoffmann and others printed them in 2022."""
WORDS = ("Elect", "roc", "atal", "ysts", " reduce", " nitrate", " to", " ammonia", " at", " p", "H", " ", "7", ".")
SMILES = ("CC", "(", "=", "O", ")", "Oc", "1", "cc", "ccc", "1", "C", "(", "=", "O", ")", "O")
PROTEIN = ("G", "IVE", "QC", "CTS", "IC", "SL", "Y", "QL", "EN", "Y", "CN")
"""Cuts of the vocabulary o200k_base, as gpt-tokenizer 4.0.0 (npm) makes them."""


def nf4() -> list[float]:
    """Give the sixteen levels of NF4: quantiles of the normal distribution on both sides of zero, scaled to 1."""
    normal, offset = NormalDist(), 0.9677083
    upper = [normal.inv_cdf(offset + (0.5 - offset) * k / 8) for k in range(8)]
    lower = [-normal.inv_cdf(offset + (0.5 - offset) * k / 7) for k in range(7)]
    return sorted(value / max(upper) for value in [*upper, 0.0, *lower])


def half_width(share: float, count: float) -> float:
    """Give half the width of Wilson's interval at 95 %."""
    z = 1.959964
    return z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)


def loss(parameters: float, compute: float) -> float:
    """Give the loss of the published formula where 6 N D operations are spent."""
    base, a, b, alpha, beta = CHINCHILLA
    return base + a * exp(-alpha * log(parameters)) + b * exp(-beta * log(compute / 6 / parameters))


def number_formats() -> Canvas:
    """Draw the bits of floating point and integer formats."""
    named = "; ".join(f"{name} has 1 sign bit, {exponent} exponent bits and {fraction} fraction bits" for name, exponent, fraction, _ in FORMATS)
    sheet = Canvas(
        "number-formats",
        "Bits of number formats",
        f"{named}; INT8 has 8 and INT4 has 4 bits of an integer; NF4 has 4 bits that name one of 16 levels.",
        328,
        352,
    )
    for x, tone, word in ((4, "b", "sign"), (56, "a", "exponent"), (140, "d", "fraction"), (216, "c", "integer or index")):
        sheet.cell(x, 8, 11, 11, tone, strength=0.75)
        sheet.text(x + 16, 18, word, anchor="start", size=11.5)
    rows = [(name, "b" + "a" * exponent + "d" * fraction, note) for name, exponent, fraction, note in FORMATS]
    rows += [("INT8", "c" * 8, "−128 to 127, times a scale"), ("INT4", "c" * 4, "−8 to 7, times a scale"), ("NF4", "c" * 4, "one of 16 levels, times a scale")]
    for number, (name, bits, note) in enumerate(rows):
        y = 46 + 39.5 * number
        sheet.text(4, y, name, anchor="start", bold=True, size=12)
        sheet.text(324, y, f"{len(bits)} bits, {note}", anchor="end", tone="quiet", size=11.5)
        for place, tone in enumerate(bits):
            sheet.cell(4 + 10 * place, y + 6, 8.6, 14, tone, strength=0.75)
    return sheet


def four_bit_levels() -> Canvas:
    """Draw where the levels of INT4 and NF4 lie below the bell of normal weights."""
    text = "Above a bell curve of weights. Below, fifteen evenly spaced levels of symmetric INT4 and sixteen levels of NF4, which stand closer together near zero, where most weights are."
    sheet = Canvas("four-bit-levels", "Levels of INT4 and NF4", text, 328, 234)
    left, wide, base = 24, 280, 116
    bell = [(left + wide * k / 80, base - 88 * exp(-(((k / 80 * 2 - 1) * 2.2) ** 2) / 2)) for k in range(81)]
    sheet.line(*bell, tone="n", width=2)
    sheet.line((left, base), (left + wide, base))
    sheet.text(left, 28, "how often a weight", anchor="start", tone="quiet", size=11.5)
    sheet.text(left, 43, "has this value", anchor="start", tone="quiet", size=11.5)
    for y, name, tone, levels in ((156, "INT4, symmetric", "b", [k / 7 for k in range(-7, 8)]), (206, "NF4", "c", nf4())):
        sheet.text(left, y - 17, name, anchor="start", bold=True, tone=tone, size=11.5)
        sheet.line((left, y), (left + wide, y), tone=tone, width=0.8)
        for level in levels:
            x = left + wide * (level + 1) / 2
            sheet.line((x, y - 9), (x, y + 9), tone=tone, width=2)
    for x, word in ((left, "−max"), (left + wide / 2, "0"), (left + wide, "max")):
        sheet.text(x, 230, word, tone="quiet", size=11.5)
    return sheet


def _plot(
    sheet: Canvas, x: tuple[float, float], y: tuple[float, float], xs: Sequence[tuple[float, str]], ys: Sequence[tuple[float, str]]
) -> Callable[[float, float], tuple[float, float]]:
    left, right, top, bottom = 48.0, sheet.width - 14, 34.0, sheet.height - 46

    def at(u: float, v: float) -> tuple[float, float]:
        return left + (right - left) * (log10(u) - log10(x[0])) / (log10(x[1]) - log10(x[0])), bottom - (bottom - top) * (v - y[0]) / (y[1] - y[0])

    for value, word in xs:
        place = at(value, y[0])[0]
        sheet.line((place, top), (place, bottom), width=0.35)
        sheet.text(place, bottom + 17, word, size=11.5, tone="quiet")
    for value, word in ys:
        height = at(x[0], value)[1]
        sheet.line((left, height), (right, height), width=0.35)
        sheet.text(left - 6, height + 4, word, size=11.5, anchor="end", tone="quiet")
    sheet.line((left, top), (left, bottom), (right, bottom))
    return at


def scaling_curves() -> Canvas:
    """Draw loss over size at three budgets, with the best size of each."""
    text = "Three curves shaped like valleys: loss over the number of parameters at a fixed number of operations. With more operations the valley is deeper and its lowest point lies at a larger model."
    sheet = Canvas("scaling-curves", "Loss over model size at fixed computation", text, 328, 300)
    at = _plot(
        sheet, (3e7, 3e11), (1.8, 3.4), [(1e8, "100M"), (1e9, "1B"), (1e10, "10B"), (1e11, "100B")], [(v / 10, f"{v / 10:.1f}") for v in range(18, 35, 4)]
    )
    for compute, tone, word in ((1e20, "b", "10²⁰"), (1e22, "c", "10²²"), (1e24, "a", "10²⁴")):
        sizes = [10 ** (7.5 + k * 0.02) for k in range(200)]
        shown = [(size, loss(size, compute)) for size in sizes if size <= 3e11 and loss(size, compute) <= 3.4]
        sheet.line(*[at(*point) for point in shown], tone=tone, width=2.2)
        best = min(shown, key=lambda point: point[1])
        x, y = at(*best)
        sheet.circle(x, y, 4.5, tone=tone, full=True)
        sheet.text(x, y - 10, word, tone=tone, bold=True, size=12)
    sheet.text(8, 18, "loss per token", anchor="start", size=11.5)
    sheet.text(314, 18, "training operations", anchor="end", size=11.5, tone="quiet")
    sheet.text(181, 292, "parameters", size=11.5)
    return sheet


def interval_width() -> Canvas:
    """Draw how the interval of a share narrows with the number of items."""
    at100, at400, at1600 = (100 * half_width(0.7, n) for n in (100, 400, 1600))
    text = f"Three falling curves, for shares of 50, 70 and 95 per cent. At 70 per cent the half-width is {at100:.1f} points with 100 items, {at400:.1f} with 400, and {at1600:.1f} with 1,600."
    sheet = Canvas("interval-width", "Half the width of a 95 % interval, by number of items", text, 328, 276)
    at = _plot(
        sheet, (20, 10000), (0, 22), [(20, "20"), (100, "100"), (400, "400"), (1600, "1,600"), (10000, "10k")], [(v, f"{v}") for v in (0, 5, 10, 15, 20)]
    )
    for share, tone, word, place in ((0.5, "n", "", 22), (0.7, "a", "", 60), (0.95, "b", "", 25)):
        counts = [20 * 500 ** (k / 60) for k in range(61)]
        sheet.line(*[at(count, 100 * half_width(share, count)) for count in counts], tone=tone, width=2.2)
        if word:
            sheet.text(*at(place, 100 * half_width(share, place)), word, tone=tone)
    for number, (tone, word) in enumerate((("n", "50 % right"), ("a", "70 % right"), ("b", "95 % right"))):
        sheet.line((214, 52 + 18 * number), (234, 52 + 18 * number), tone=tone, width=2.2)
        sheet.text(240, 56 + 18 * number, word, anchor="start", size=11.5)
    for count, width in ((100, at100), (400, at400), (1600, at1600)):
        x, y = at(count, width)
        sheet.circle(x, y, 4, tone="a", full=True)
        sheet.text(x + 6, y - 7, f"± {width:.1f}", anchor="start", tone="a", bold=True, size=12)
    sheet.text(8, 18, "± points", anchor="start", size=11.5)
    sheet.text(181, 268, "items", size=11.5)
    return sheet


def tokenization() -> Canvas:
    """Draw a sentence, a molecule and a protein as a general vocabulary cuts them, and by their own units."""
    atoms = tuple("CC(=O)Oc1ccccc1C(=O)O")
    text = "; ".join(
        f"{what}: {' | '.join(cut)}"
        for what, cut in (
            ("a sentence in 14 tokens", WORDS),
            ("aspirin as SMILES in 16 general tokens", SMILES),
            ("chain A of insulin in 11 general tokens", PROTEIN),
        )
    )
    sheet = Canvas(
        "tokenization",
        "How text, a molecule and a protein are cut",
        f"{text}. Cut by atoms the molecule has 21 tokens, cut by residues the protein has 21.",
        328,
        372,
    )
    y = 18.0
    for head, rows in (
        ("Sentence", (("general vocabulary", WORDS, "d"),)),
        ("Aspirin as SMILES", (("general vocabulary", SMILES, "d"), ("one character, here one atom or sign", atoms, "a"))),
        ("Insulin, chain A", (("general vocabulary", PROTEIN, "d"), ("one residue", tuple("".join(PROTEIN)), "a"))),
    ):
        sheet.text(4, y, head, anchor="start", bold=True, size=13)
        for note, cut, tone in rows:
            y = _pieces(sheet, y + 18, note, cut, tone)
        y += 26
    return sheet


def _pieces(sheet: Canvas, y: float, note: str, cut: Sequence[str], tone: str) -> float:
    sheet.text(4, y, f"{note}: {len(cut)} tokens", anchor="start", tone="quiet", size=11.5)
    x, y = 4.0, y + 7
    letter, pad = (7.2, 3.2) if max(map(len, cut)) > 1 else (7.2, 3.4)
    for piece in cut:
        width = letter * len(piece) + 2 * pad
        if x + width > 326:
            x, y = 4.0, y + 24
        sheet.box(x, y, width, 20, tone=tone, round_=3)
        sheet.text(x + width / 2, y + 14, piece.replace(" ", "␣"), size=12, mono=True)
        x += width + 1.2
    return y + 20


FIGURES = (number_formats, four_bit_levels, scaling_curves, interval_width, tokenization)
