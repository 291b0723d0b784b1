"""Measures of a ranked list against the documents that people judged relevant, and the fusion of two lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2


def recall(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the relevant documents among the first k."""
    return len(set(ranked[:k]) & set(relevant)) / len(relevant)


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """One divided by the place of the first relevant document."""
    return next((1 / place for place, name in enumerate(ranked, 1) if name in relevant), 0.0)


def ndcg(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Gain of the relevant documents among the first k, less the lower they stand, divided by that of the best order."""
    gain = sum(1 / log2(place + 1) for place, name in enumerate(ranked[:k], 1) if name in relevant)
    return gain / sum(1 / log2(place + 1) for place in range(1, min(len(relevant), k) + 1))


def fuse(*rankings: Sequence[str], constant: int = 60) -> list[str]:
    """Reciprocal rank fusion: only places count, not scores of different kinds."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for place, name in enumerate(ranking, 1):
            scores[name] = scores.get(name, 0.0) + 1 / (constant + place)
    return sorted(scores, key=lambda name: -scores[name])
