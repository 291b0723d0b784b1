"""Designs of models beside one another: masks of three architectures, a state space, diffusion."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin, sqrt
from random import Random

from llm4s_figures.canvas import Canvas

WIDTH = 224


def _architecture(
    name: str, title: str, subtitle: str, text: str, masks: Callable[[int, int], str], rows: tuple[str, ...], notes: tuple[tuple[str, str], ...]
) -> Canvas:
    sheet = Canvas(f"architecture-{name}", title, text, WIDTH, 384)
    sheet.text(WIDTH / 2, 20, title, bold=True, size=14.5)
    sheet.text(WIDTH / 2, 38, subtitle, tone="quiet", size=11.5)
    cell, count = 21, len(rows)
    left, top = WIDTH / 2 - cell * count / 2 + 30, 198
    for i, word in enumerate(rows):
        sheet.text(left - 6, top + cell * i + 14, word, anchor="end", size=11.5, mono=True)
        for j in range(count):
            tone = masks(i, j)
            sheet.cell(left + cell * j, top + cell * i, cell - 2, cell - 2, tone or "n", strength=0.75 if tone else 0.1)
    for number, (tone, words) in enumerate(notes):
        y = top + cell * count + 18 + 17 * number
        sheet.cell(14, y - 9, 10, 10, tone, strength=0.75)
        sheet.text(30, y, words, anchor="start", size=11.5, tone="quiet")
    return sheet


def _stack(sheet: Canvas, x: float, width: float, tone: str, words: tuple[str, str], out: str, source: str) -> None:
    sheet.text(x + width / 2, 64, out, size=11.5)
    sheet.arrow((x + width / 2, 84), (x + width / 2, 69))
    sheet.box(x, 84, width, 52, words[0], words[1], tone=tone, size=11.5)
    sheet.arrow((x + width / 2, 158), (x + width / 2, 137))
    sheet.text(x + width / 2, 170, source, size=11.5)


def encoder() -> Canvas:
    """Draw an encoder: every token sees every other."""
    text = "A stack of blocks reads a whole sentence and gives a vector for every token. In its mask all fields are filled: every token sees every token."
    rows = ("the", "acid", "[MASK]", "the", "salt")
    sheet = _architecture("encoder", "Encoder", "reads, such as BERT", text, lambda *_: "a", rows, (("a", "sees both sides"),))
    _stack(sheet, 32, 160, "a", ("blocks", "attention to all"), "a vector for each token", "the whole text")
    return sheet


def decoder() -> Canvas:
    """Draw a decoder: every token sees itself and earlier ones."""
    text = "A stack of blocks reads tokens from the left and gives the next one, which is appended and read again. Its mask is a triangle: a token sees itself and earlier ones."
    rows = ("the", "acid", "dissolves", "the", "salt")
    notes = (("c", "sees earlier tokens, itself"), ("n", "later ones are hidden"))
    sheet = _architecture("decoder", "Decoder", "writes, such as GPT", text, lambda i, j: "c" if j <= i else "", rows, notes)
    _stack(sheet, 32, 160, "c", ("blocks", "attention to the past"), "next token", "prompt and text so far")
    sheet.path("M158 61 H206 V166 H182", tone="c", dashed=True)
    sheet.head((190, 166), (181, 166), "c")
    return sheet


def encoder_decoder() -> Canvas:
    """Draw an encoder-decoder: source in full, target so far."""
    text = "An encoder reads the source in full. A decoder writes the target and sees, in its mask, all of the source and its own earlier tokens."
    rows = ("acid", "and", "base", "Säure", "und", "Base")
    notes = (("a", "source sees source"), ("b", "target sees source"), ("c", "target sees its past"))
    sheet = _architecture(
        "encoder-decoder",
        "Encoder-decoder",
        "rewrites, such as T5",
        text,
        lambda i, j: "a" if i < 3 and j < 3 else "" if i < 3 else "b" if j < 3 else "c" if j <= i else "",
        rows,
        notes,
    )
    _stack(sheet, 8, 92, "a", ("encoder", "to all"), "vectors", "source")
    _stack(sheet, 124, 92, "c", ("decoder", "to the past"), "next token", "target so far")
    sheet.arrow((100, 110), (123, 110), tone="b", width=2)
    return sheet


def state_space() -> Canvas:
    """Draw a state that is carried from token to token."""
    text = "Four inputs in a row. Each changes a state of fixed size that comes from the step before, and each state gives an output. Nothing else of the past is kept."
    sheet = Canvas("state-space", "A state space model, step by step", text, 328, 218)
    for number in range(4):
        x = 68 + 76 * number
        sheet.box(x - 20, 160, 40, 26, f"x{'₁₂₃₄'[number]}", tone="d", bold=1)
        sheet.box(x - 24, 84, 48, 38, f"h{'₁₂₃₄'[number]}", tone="a", bold=1, size=13.5)
        sheet.box(x - 20, 16, 40, 26, f"y{'₁₂₃₄'[number]}", tone="b", bold=1)
        sheet.arrow((x, 160), (x, 123), tone="d")
        sheet.arrow((x, 84), (x, 43), tone="b")
        sheet.arrow((x - (52 if number else 62), 103), (x - 25, 103), tone="a", width=2.4)
    sheet.text(98, 208, "hₜ = A hₜ₋₁ + B xₜ", size=13, tone="a")
    sheet.text(258, 208, "yₜ = C hₜ", size=13, tone="b")
    return sheet


def diffusion() -> Canvas:
    """Draw how noise becomes a structure in steps."""
    text = "Four stages from left to right: a cloud of random points, then less and less noise, and in the end the ring of a molecule. An arrow to the left adds noise in training, one to the right removes it when sampling."
    sheet = Canvas("diffusion", "Diffusion: noise is removed step by step", text, 328, 168)
    chance = Random(7)  # noqa: S311 - no secret
    ring = [(cos(pi * k / 3 + pi / 6), sin(pi * k / 3 + pi / 6)) for k in range(6) for _ in range(4)]
    noise = [(chance.gauss(0, 0.62), chance.gauss(0, 0.62)) for _ in ring]
    for number, kept in enumerate((0.0, 0.45, 0.85, 1.0)):
        x, y = 42 + 81.5 * number, 68
        sheet.frame(x - 37, y - 37, 74, 74, dashed=False)
        for (a, b), (u, v) in zip(ring, noise, strict=True):
            put = [max(-1.25, min(1.25, sqrt(kept) * s + sqrt(1 - kept) * n)) * 26 for s, n in ((a, u), (b, v))]
            sheet.circle(x + put[0], y + put[1], 2.3, tone="c" if kept < 1 else "a", full=True)
    sheet.line(*[(286.5 + 26 * cos(pi * k / 3 + pi / 6), 68 + 26 * sin(pi * k / 3 + pi / 6)) for k in range(7)], tone="a", width=1.6)
    sheet.text(42, 22, "noise", size=11.5, bold=True)
    sheet.text(286, 22, "structure", size=11.5, bold=True)
    sheet.arrow((20, 122), (308, 122), tone="a", width=1.8)
    sheet.text(164, 138, "sampling: a network removes noise", tone="a", size=11.5)
    sheet.arrow((308, 146), (20, 146), tone="c", width=1.8)
    sheet.text(164, 162, "training: noise is added", tone="c", size=11.5)
    return sheet


FIGURES = (encoder, decoder, encoder_decoder, state_space, diffusion)
