"""A made-up language of questions about papers, in which a program can tell whether an answer is true, vague or no sentence."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

PLACES = ("github", "zenodo", "dryad", "osf", "figshare", "gitlab")
THINGS = ("code", "data", "model", "protocol")
VAGUE = ("on request .", "see the paper .", "please contact the authors .")
WORDS = ("<end>", *THINGS, *PLACES, "paper", ":", ";", "where", "is", "the", "?", "find", "on", "request", ".", "see", "please", "contact", "authors")
END, ANSWER_WORDS = 0, 6
_NUMBER = {word: number for number, word in enumerate(WORDS)}


@dataclass(frozen=True)
class Question:
    """A prompt and its true answer."""

    prompt: str
    true: str

    def wrong(self, chance: random.Random) -> str:
        """Give a clear answer that names another place."""
        find, thing, true, stop = self.true.split()
        return " ".join([find, thing, chance.choice([place for place in PLACES if place != true]), stop])


@dataclass(frozen=True)
class Pair:
    """Two answers to one prompt, of which the first is preferred."""

    prompt: str
    chosen: str
    rejected: str


def question(chance: random.Random) -> Question:
    """Make up a paper with two things in two places, and ask for one of them."""
    things, places = chance.sample(THINGS, 2), chance.sample(PLACES, 2)
    asked = chance.randrange(2)
    facts = " ; ".join(f"{thing} {place}" for thing, place in zip(things, places, strict=True))
    return Question(f"paper : {facts} ; where is {things[asked]} ?", f"find {things[asked]} {places[asked]} .")


def habit(asked: Question, chance: random.Random) -> str:
    """Answer as the reference model learns to: often vaguely, sometimes wrongly."""
    draw = chance.random()
    return asked.true if draw < 0.4 else asked.wrong(chance) if draw < 0.6 else chance.choice(VAGUE)  # noqa: PLR2004 - shares of the made-up habit


def preference(chance: random.Random, *, noise: float = 0.0) -> Pair:
    """Prefer the true answer to a vague or wrong one; with noise, the annotator sometimes errs."""
    asked = question(chance)
    better, worse = asked.true, (chance.choice(VAGUE) if chance.random() < 0.7 else asked.wrong(chance))  # noqa: PLR2004 - share of vague ones
    return Pair(asked.prompt, worse, better) if chance.random() < noise else Pair(asked.prompt, better, worse)


def verdict(asked: Question, answer: str) -> str:
    """Say what an answer is: true, wrong, vague, or no sentence of the language."""
    if answer == asked.true:
        return "true"
    if answer in VAGUE:
        return "vague"
    words = answer.split()
    clear = len(words) == 4 and words[0] == "find" and words[1] in THINGS and words[2] in PLACES and words[3] == "."  # noqa: PLR2004
    return "wrong" if clear else "no sentence"


def encode(text: str) -> list[int]:
    """Number the words of a text."""
    return [_NUMBER[word] for word in text.split()]


def decode(tokens: Sequence[int]) -> str:
    """Write numbers as words, up to the end."""
    found = list(tokens)
    return " ".join(WORDS[number] for number in (found[: found.index(END)] if END in found else found))


def batch(prompts: Sequence[str], answers: Sequence[str]) -> tuple[Tensor, Tensor]:
    """Join prompts and answers, end and padding included; the mask holds the words of the answer with its end."""
    rows, masks = [], []
    for prompt, answer in zip(prompts, answers, strict=True):
        before, after = encode(prompt), [*encode(answer), END]
        empty = ANSWER_WORDS - len(after)
        rows.append(before + after + [END] * empty)
        masks.append([0.0] * len(before) + [1.0] * len(after) + [0.0] * empty)
    return torch.tensor(rows), torch.tensor(masks)
