"""What synthetic records are made of: words of English by their frequency, invented names, and the words of the real vocabularies."""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

import yaml

HERE = Path(__file__).parent
VOCABULARIES = HERE.parent.parent / "data" / "vocabularies"
_STARTS = [
    "B",
    "Br",
    "C",
    "Ch",
    "D",
    "Dr",
    "F",
    "G",
    "Gr",
    "H",
    "J",
    "K",
    "Kl",
    "L",
    "M",
    "N",
    "P",
    "Pr",
    "Qu",
    "R",
    "S",
    "Sh",
    "St",
    "T",
    "Tr",
    "V",
    "W",
    "Y",
    "Z",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "io", "ou"]
_ENDS = ["l", "n", "r", "s", "t", "x", "m", "nd", "rk", "st", "th", "lin", "ra", "vo", "dis", "mer", "tan", "gen", "lab"]


class Words:
    """Draws words, sentences and names from one stream of random numbers."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._words = (HERE / "words.txt").read_text(encoding="utf-8").split()
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self._words))))
        self._given: set[str] = set()
        self._number = 0
        self._vocabularies: dict[str, list[str]] = {}
        for path in sorted(VOCABULARIES.glob("*.yaml")):
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
            self._vocabularies[path.stem] = [word["id"] for word in content["words"]]

    def chance(self, share: float) -> bool:
        """Say yes in this share of all cases."""
        return self.random.random() < share

    def between(self, least: int, most: int) -> int:
        """Give a whole number, both ends included."""
        return self.random.randint(least, most)

    def some(self, least: int, most: int) -> list[str]:
        """Give a number of words, frequent ones more often."""
        return self.random.choices(self._words, cum_weights=self._weights, k=self.between(least, most))

    def line(self, least: int, most: int) -> str:
        """Give words that begin with a capital letter."""
        return " ".join(self.some(least, most)).capitalize()

    def text(self, least: int, most: int) -> str:
        """Give sentences of 8 to 22 words, so many words in all, here and there with a number."""
        left, sentences = self.between(least, most), []
        while left > 0:
            words = self.some(min(8, left), min(22, left))
            left -= len(words)
            if self.chance(0.3) and len(words) > 4:
                words[2] = str(self.between(2, 9000))
            sentences.append(" ".join(words).capitalize() + ".")
        return " ".join(sentences)

    def syllables(self) -> str:
        """Give an invented word that can be spoken."""
        pick = self.random.choice
        return pick(_STARTS) + pick(_VOWELS) + "".join(pick(_STARTS).lower() + pick(_VOWELS) for _ in range(self.between(0, 1))) + pick(_ENDS)

    def name(self, *ends: str) -> str:
        """Give a name that was not given before."""
        while True:
            name = " ".join([self.syllables(), *([self.random.choice(ends)] if ends else []), *([str(self.between(1, 99))] if self.chance(0.4) else [])])
            if name not in self._given:
                self._given.add(name)
                return name

    def fresh(self) -> int:
        """Give a number that was not given before."""
        self._number += 1
        return self._number

    def person(self) -> str:
        """Give a person as 'Family, Given'."""
        return f"{self.syllables()}, {self.syllables()}" + (f" {chr(self.between(65, 90))}." if self.chance(0.3) else "")

    def of(self, vocabulary: str, least: int = 1, most: int = 1) -> list[str]:
        """Give words of a vocabulary, each once, those that stand first more often."""
        known = self._vocabularies[vocabulary]
        drawn = self.random.choices(known, weights=[1 / (rank + 1) for rank in range(len(known))], k=self.between(least, most))
        return list(dict.fromkeys(drawn))

    def one(self, vocabulary: str) -> str:
        """Give one word of a vocabulary."""
        return self.of(vocabulary)[0]

    def date(self, exact: float = 0.6) -> str:
        """Give a day, or a month only."""
        month = f"{self.between(2017, 2025)}-{self.between(1, 12):02d}"
        return f"{month}-{self.between(1, 28):02d}" if self.chance(exact) else month

    def url(self) -> str:
        """Give a web address under a host that nobody can have."""
        return f"https://{self.syllables().lower()}.example/{'/'.join(self.some(1, 3))}"
