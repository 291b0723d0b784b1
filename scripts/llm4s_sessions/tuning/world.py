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
    """A prompt, the thing it asks for, and the place where that is; no place where the paper does not say."""

    prompt: str
    thing: str
    place: str

    @property
    def true(self) -> str:
        """The true and clear answer."""
        return f"find {self.thing} {self.place} ."

    def wrong(self, chance: random.Random) -> str:
        """Give a clear answer that names another place."""
        return f"find {self.thing} {chance.choice([place for place in PLACES if place != self.place])} ."


@dataclass(frozen=True)
class Pair:
    """Two answers to one prompt, of which the first is preferred."""

    prompt: str
    chosen: str
    rejected: str


def question(chance: random.Random, *, answerable: bool = True) -> Question:
    """Make up a paper with two things in two places, and ask for one of them, or for a third of which it says nothing."""
    things, places = chance.sample(THINGS, 3), chance.sample(PLACES, 2)
    asked = chance.randrange(2) if answerable else 2
    facts = " ; ".join(f"{thing} {place}" for thing, place in zip(things, places, strict=False))
    return Question(f"paper : {facts} ; where is {things[asked]} ?", things[asked], places[asked] if answerable else "")


def clear(asked: Question, chance: random.Random) -> str:
    """Answer truly where the paper says where, else vaguely."""
    return asked.true if asked.place else chance.choice(VAGUE)


def habit(asked: Question, chance: random.Random) -> str:
    """Answer as the reference model learns to: often vaguely, sometimes wrongly, and nearly always vaguely where the paper says nothing."""
    draw = chance.random()
    if not asked.place:
        return asked.wrong(chance) if draw < 0.05 else chance.choice(VAGUE)
    return asked.true if draw < 0.4 else asked.wrong(chance) if draw < 0.6 else chance.choice(VAGUE)


def preference(chance: random.Random, *, noise: float = 0.0) -> Pair:
    """Prefer the true answer to a vague or wrong one; with noise, the annotator sometimes errs."""
    asked = question(chance)
    better, worse = asked.true, (chance.choice(VAGUE) if chance.random() < 0.7 else asked.wrong(chance))
    return Pair(asked.prompt, worse, better) if chance.random() < noise else Pair(asked.prompt, better, worse)


def verdict(asked: Question, answer: str) -> str:
    """Say what an answer is: true, wrong, vague, or no sentence of the language."""
    if answer in VAGUE:
        return "vague"
    if asked.place and answer == asked.true:
        return "true"
    words = answer.split()
    clear = len(words) == 4 and words[0] == "find" and words[1] in THINGS and words[2] in PLACES and words[3] == "."
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
