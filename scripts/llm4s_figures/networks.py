"""What happens inside a model: a network, a block, attention with its numbers, sparse experts, a low-rank update."""

from __future__ import annotations

from itertools import pairwise
from math import exp, sqrt

from llm4s_figures.canvas import Canvas, matrix

Vector = tuple[float, float]
TOKENS = ("ions", "carry", "charge")
X: tuple[Vector, ...] = ((1, 0), (0, 1), (1, 1))
"""The example of the chapter on core concepts: queries, keys and values are these very vectors."""


def scores() -> list[list[float]]:
    """Compare every query with every key."""
    return [[sum(a * b for a, b in zip(query, key, strict=True)) / sqrt(2) for key in X] for query in X]


def weights() -> list[list[float]]:
    """Turn scores into weights that see no later token and add up to one."""
    seen = [[exp(score) if j <= i else 0.0 for j, score in enumerate(row)] for i, row in enumerate(scores())]
    return [[value / sum(row) for value in row] for row in seen]


def outputs() -> list[Vector]:
    """Average the values under the weights."""
    return [(sum(w * v[0] for w, v in zip(row, X, strict=True)), sum(w * v[1] for w, v in zip(row, X, strict=True))) for row in weights()]


def neural_network() -> Canvas:
    """Draw three inputs, four hidden units and two outputs."""
    text = "Three inputs are each connected with four hidden units, and these with two outputs. One hidden unit is marked: it adds its weighted inputs and a bias and applies a nonlinear function."
    sheet = Canvas("neural-network", "A small neural network", text, 328, 262)
    layers = [(44, (70, 120, 170), "d"), (164, (45, 95, 145, 195), "a"), (284, (95, 145), "b")]
    for (x0, ys0, _), (x1, ys1, _) in pairwise(layers):
        for i, y0 in enumerate(ys0):
            for j, y1 in enumerate(ys1):
                marked = x1 == 164 and j == 1
                sheet.line((x0 + 15, y0), (x1 - 15, y1), tone="c" if marked else "n", width=2.4 if marked else 0.6 + ((i * 3 + j * 5) % 4) * 0.35)
    for x, ys, tone in layers:
        for number, y in enumerate(ys, 1):
            marked = x == 164 and number == 2
            letter = {44: "x", 164: "h", 284: "y"}[x]
            sheet.circle(x, y, 15, f"{letter}{'₀₁₂₃₄'[number]}", tone="c" if marked else tone)
    for x, word in ((44, "inputs"), (164, "hidden units"), (284, "outputs")):
        sheet.text(x, 20, word, bold=True)
    sheet.text(164, 236, "h₂ = σ(w₁ x₁ + w₂ x₂ + w₃ x₃ + b)", tone="c", size=13)
    sheet.text(164, 254, "the lines are the parameters w; each unit adds a b", tone="quiet", size=11.5)
    return sheet


def transformer_block() -> Canvas:
    """Draw one block of a decoder with its residual stream, from the bottom up."""
    text = (
        "From bottom to top: tokens become vectors. A block normalizes them, lets attention mix information between positions and adds the result to the stream, "
        "then normalizes again, sends every position through a feed-forward network and adds that. The block is repeated. At the top, the last vector gives probabilities of the next token."
    )
    sheet = Canvas("transformer-block", "A Transformer block and what stands around it", text, 328, 470)
    sheet.frame(8, 118, 312, 258)
    sheet.text(310, 136, "one block, repeated N times", anchor="end", tone="quiet", size=11.5)
    sheet.box(64, 14, 200, 26, "probabilities of next token", tone="b", size=11.5)
    sheet.box(84, 62, 160, 26, "linear map and softmax", tone="b", size=11.5)
    sheet.arrow((164, 62), (164, 41))
    stream = 50
    sheet.line((164, 446), (164, 424))
    sheet.box(84, 398, 160, 26, "embedding + position", tone="d", size=11.5)
    sheet.line((84, 411), (stream, 411), (stream, 107), (164, 107), tone="d", width=3)
    sheet.arrow((164, 107), (164, 89), tone="d", width=3)
    sheet.text(164, 462, "tokens: ions · carry · charge", size=11.5)
    for top, lines, tone in ((262, ("attention", "mixes positions"), "a"), (150, ("feed-forward network", "each position by itself"), "c")):
        entry = top + 98
        sheet.circle(stream, entry, 3, tone="d", full=True)
        sheet.arrow((stream, entry), (196, entry), (196, top + 83), tone="n")
        sheet.box(112, top + 59, 168, 24, "normalize", size=11.5, bold=0)
        sheet.arrow((196, top + 59), (196, top + 47), tone="n")
        sheet.box(112, top + 7, 168, 39, *lines, tone=tone)
        sheet.arrow((112, top + 26), (stream + 10, top + 26), tone=tone)
        sheet.circle(stream, top + 26, 9, "+", tone="d", size=14)
    return sheet


def attention_scores() -> Canvas:
    """Draw step one of the worked example."""
    text = "A table of three queries by three keys. " + ". ".join(
        f"The query of '{name}' has the scores {', '.join(f'{score:.2f}' for score in row)}" for name, row in zip(TOKENS, scores(), strict=True)
    )
    sheet = Canvas("attention-scores", "Attention, step 1: every query meets every key", text + ".", 328, 262)
    sheet.text(6, 18, "1  Every query meets every key", bold=True, anchor="start", size=13)
    sheet.text(6, 38, "score = query · key ÷ √2", anchor="start", tone="quiet")
    matrix(sheet, 112, 92, 52, scores(), "d")
    for number, (name, vector) in enumerate(zip(TOKENS, X, strict=True)):
        x, y = 112 + 52 * number + 25, 92 + 52 * number + 25
        sheet.lines(x, 72, name, f"({vector[0]:g}, {vector[1]:g})", bold=1, size=11.5)
        sheet.text(104, y - 2, name, anchor="end", bold=True, size=11.5)
        sheet.text(104, y + 13, f"({vector[0]:g}, {vector[1]:g})", anchor="end", tone="quiet", size=11.5)
    sheet.text(6, 92, "keys →", anchor="start", tone="quiet", size=11.5)
    sheet.text(6, 108, "queries ↓", anchor="start", tone="quiet", size=11.5)
    return sheet


def attention_output() -> Canvas:
    """Draw step two of the worked example."""
    text = "A table of weights under a causal mask. " + " ".join(
        f"'{name}' takes {', '.join(f'{value:.2f}' for value in row[: number + 1])} of the values so far and becomes ({out[0]:.2f}, {out[1]:.2f})."
        for number, (name, row, out) in enumerate(zip(TOKENS, weights(), outputs(), strict=True))
    )
    sheet = Canvas("attention-output", "Attention, step 2: weights, and the average of the values", text, 328, 262)
    sheet.text(6, 18, "2  Softmax, then average the values", bold=True, anchor="start", size=13)
    sheet.text(6, 38, "later tokens are masked; each row adds up to 1", anchor="start", tone="quiet")
    masked: list[list[float | None]] = [[value if j <= i else None for j, value in enumerate(row)] for i, row in enumerate(weights())]
    matrix(sheet, 60, 92, 52, masked)
    for number, (name, out) in enumerate(zip(TOKENS, outputs(), strict=True)):
        y = 92 + 52 * number + 25
        sheet.lines(60 + 52 * number + 25, 72, name, f"({X[number][0]:g}, {X[number][1]:g})", bold=1, size=11.5)
        sheet.text(52, y + 4, name, anchor="end", bold=True, size=11.5)
        sheet.arrow((218, y), (238, y), tone="a")
        sheet.text(243, y + 4, f"({out[0]:.2f}, {out[1]:.2f})", anchor="start", tone="a", bold=True, size=12)
    sheet.text(284, 78, "new vectors", tone="a", size=11.5)
    return sheet


def mixture_of_experts() -> Canvas:
    """Draw how a router sends a token to two of four experts."""
    text = "The vector of a token goes to a router, which gives expert 2 the weight 0.7 and expert 4 the weight 0.3. Only these two compute; experts 1 and 3 rest. Their results are added under the weights."
    sheet = Canvas("mixture-of-experts", "Routing in a mixture of experts", text, 328, 274)
    sheet.box(104, 238, 120, 26, "vector of a token", tone="d", size=11.5)
    sheet.box(104, 182, 120, 28, "router", tone="b")
    sheet.arrow((164, 238), (164, 211))
    sheet.box(64, 8, 200, 28, "weighted sum", tone="a")
    for number, weight in enumerate((0, 0.7, 0, 0.3)):
        x = 42 + 81.5 * number
        sheet.box(x - 37, 88, 74, 44, f"expert {number + 1}", "computes" if weight else "rests", tone="a" if weight else "n", size=11.5)
        sheet.arrow((164, 182), (x, 133), tone="b" if weight else "n", dashed=not weight, width=1 + 2.4 * weight)
        if weight:
            sheet.arrow((x, 88), (110 if number == 1 else 218, 37), tone="a", width=1 + 2.4 * weight)
            sheet.text(x + (-34 if number == 1 else 10), 66, f"× {weight}", tone="a", bold=True)
    sheet.text(238, 200, "top 2 of 4", anchor="start", tone="quiet", size=11.5)
    return sheet


def low_rank_update() -> Canvas:
    """Draw LoRA: a frozen matrix and the product of two thin ones."""
    rank, side = 8, 4096
    share = 2 * rank * side / side**2
    text = f"A frozen square matrix W of {side} by {side} numbers, plus the product of a tall matrix B with {rank} columns and a wide matrix A with {rank} rows, which alone are trained: {share:.2%} as many numbers."
    sheet = Canvas("low-rank-update", "LoRA: a low-rank update beside frozen weights", text, 328, 232)
    sheet.box(8, 34, 118, 118, "W", "frozen", size=13)
    sheet.text(67, 24, f"d = {side:,}", tone="quiet", size=11.5)
    sheet.text(147, 98, "+", size=20)
    sheet.box(172, 34, 18, 118, tone="b", round_=3)
    sheet.text(181, 170, "B", bold=True, tone="b")
    sheet.text(181, 24, f"r = {rank}", tone="quiet", size=11.5)
    sheet.text(200, 98, "×", size=16)
    sheet.box(210, 84, 112, 18, tone="b", round_=3)
    sheet.text(266, 76, "A", bold=True, tone="b")
    sheet.text(67, 186, f"{side**2:,}", bold=True)
    sheet.text(67, 203, "numbers, untouched", tone="quiet", size=11.5)
    sheet.text(246, 186, f"2 × {rank} × {side:,} = {2 * rank * side:,}", bold=True, tone="b", size=12)
    sheet.text(246, 203, f"numbers, trained: {share:.2%}", tone="quiet", size=11.5)
    sheet.text(164, 224, "output = W x + (α / r) · B A x", size=12.5)
    return sheet


FIGURES = (neural_network, transformer_block, attention_scores, attention_output, mixture_of_experts, low_rank_update)
