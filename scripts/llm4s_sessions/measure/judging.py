"""Biases of a judge: a simulated judge that has known ones, and the estimate that must find them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from llm4s_sessions.measure.interval import Interval

Numbers = NDArray[np.float64]
BIASES = ("position", "length", "self-preference")


@dataclass(frozen=True)
class Pairs:
    """Comparisons of a first with a second answer, as differences first minus second."""

    quality: Numbers
    """In grades given by people."""
    length: Numbers
    """In hundreds of words."""
    own: Numbers
    """1 where only the first answer is by the judge's own model, -1 where only the second is, else 0."""

    def swapped(self) -> Pairs:
        """The same pairs in the other order."""
        return Pairs(-self.quality, -self.length, -self.own)


def made_up_pairs(size: int, random: np.random.Generator) -> Pairs:
    """Draw pairs in which longer answers are a little better, as they often are, so that length has to be told from quality."""
    quality = random.normal(0, 1, size)
    length = 0.3 * quality + random.normal(0, 0.8, size)
    return Pairs(quality, length, random.choice([-1.0, 0.0, 1.0], size))


@dataclass(frozen=True)
class SimulatedJudge:
    """A judge whose log-odds for the first answer are a sum of its taste for quality and of its biases."""

    quality: float = 1.2
    position: float = 0.5
    length: float = 0.6
    own: float = 0.7

    def probability(self, pairs: Pairs) -> Numbers:
        """Give the probability that it prefers the first answer."""
        odds = self.position + self.quality * pairs.quality + self.length * pairs.length + self.own * pairs.own
        return np.asarray(1 / (1 + np.exp(-odds)))

    def verdicts(self, pairs: Pairs, random: np.random.Generator) -> Numbers:
        """Give 1 where it prefers the first answer, else 0."""
        return (random.random(len(pairs.quality)) < self.probability(pairs)).astype(float)

    def grades(self, quality: Numbers, length: Numbers, own: Numbers, random: np.random.Generator) -> Numbers:
        """Grade single answers, around 3, with the same taste for length and for itself."""
        return np.asarray(3 + 0.8 * quality + self.length / 2 * length + self.own / 2 * own + random.normal(0, 0.5, len(quality)))


@dataclass(frozen=True)
class Biases:
    """What a fit found, in log-odds: the worth of a grade of quality, and the three biases."""

    position: Interval
    quality: Interval
    length: Interval
    own: Interval


def logistic(design: Numbers, verdicts: Numbers, *, rounds: int = 50) -> tuple[Numbers, Numbers]:
    """Fit a logistic regression by Newton's method; give coefficients and their covariance.

    Raises:
        ValueError: the verdicts can be told apart without error, so that no largest likelihood exists.
    """
    weights = np.zeros(design.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        information = design.T @ (design * (chance * (1 - chance))[:, None])
        if np.linalg.cond(information) > 1e12:
            break
        step = np.linalg.solve(information, design.T @ (verdicts - chance))
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            return weights, np.asarray(np.linalg.inv(information))
    raise ValueError("no finite estimate: too few pairs, or verdicts that the design explains without error")


def find_biases(pairs: Pairs, verdicts: Numbers, *, z: float = 1.959964) -> Biases:
    """Estimate the biases from verdicts on pairs whose quality people have graded."""
    design = np.column_stack([np.ones(len(verdicts)), pairs.quality, pairs.length, pairs.own])
    weights, covariance = logistic(design, verdicts)
    half = z * np.sqrt(np.diag(covariance))
    return Biases(*(Interval(float(w), float(w - h), float(w + h)) for w, h in zip(weights, half, strict=True)))


def consistent(first_order: Numbers, swapped_order: Numbers) -> Numbers:
    """Join verdicts in both orders: 1 and 0 where the same answer won twice, 0.5 where the order decided."""
    return (first_order + (1 - swapped_order)) / 2


def fair_share(pairs: Pairs, found: Biases) -> float:
    """Estimate how often the first answer would win if order, length and origin counted for nothing."""
    return float(np.mean(1 / (1 + np.exp(-found.quality.value * pairs.quality))))


def grade_biases(quality: Numbers, length: Numbers, own: Numbers, grades: Numbers) -> tuple[Interval, Interval]:
    """Estimate by least squares what length and own origin add to a grade at equal quality."""
    design = np.column_stack([np.ones(len(grades)), quality, length, own])
    weights, *_ = np.linalg.lstsq(design, grades, rcond=None)
    left = grades - design @ weights
    covariance = np.linalg.inv(design.T @ design) * (left @ left) / (len(grades) - design.shape[1])
    half = 1.959964 * np.sqrt(np.diag(covariance))
    return tuple(Interval(float(weights[i]), float(weights[i] - half[i]), float(weights[i] + half[i])) for i in (2, 3))  # type: ignore[return-value]  # two by the line itself
