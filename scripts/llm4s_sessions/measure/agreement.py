"""Agreement beyond chance between two or more coders on nominal labels."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from llm4s_sessions.measure.interval import Interval, bootstrap

Labels = Sequence[Hashable | None]


def _codes(coders: Sequence[Labels]) -> tuple[NDArray[np.int64], int]:
    """Number the labels; -1 stands for a missing one."""
    names = {name: number for number, name in enumerate(dict.fromkeys(label for coder in coders for label in coder if label is not None))}
    return np.array([[-1 if label is None else names[label] for label in coder] for coder in coders], dtype=np.int64), len(names)


def _kappa(pair: NDArray[np.int64], size: int) -> float:
    table = np.zeros((size, size))
    np.add.at(table, (pair[0], pair[1]), 1)
    table /= table.sum()
    expected = float(table.sum(0) @ table.sum(1))
    return float("nan") if expected == 1 else (float(np.trace(table)) - expected) / (1 - expected)


def _alpha(coders: NDArray[np.int64], size: int) -> float:
    counts = np.stack([(coders == label).sum(0) for label in range(size)], axis=1).astype(float)  # items x labels
    counts = counts[counts.sum(1) >= 2]
    made = counts.sum(1, keepdims=True)
    total = float(made.sum())
    observed = float(((counts * (made - counts)) / (made - 1)).sum()) / total if total else 0.0
    by_label = counts.sum(0)
    expected = float((by_label * (total - by_label)).sum()) / (total * (total - 1)) if total else 0.0
    return float("nan") if expected == 0 else 1 - observed / expected


def cohen_kappa(first: Labels, second: Labels, *, draws: int = 2000, seed: int = 0) -> Interval:
    """Give Cohen's kappa with a bootstrap interval; items that one coder left out count against neither."""
    both = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    pair, size = _codes([[a for a, _ in both], [b for _, b in both]])
    return bootstrap(lambda rows: _kappa(pair[:, rows], size), len(both), draws=draws, seed=seed)


def krippendorff_alpha(*coders: Labels, draws: int = 2000, seed: int = 0) -> Interval:
    """Give Krippendorff's alpha for nominal labels, any number of coders and missing labels, with a bootstrap interval."""
    codes, size = _codes(coders)
    return bootstrap(lambda rows: _alpha(codes[:, rows], size), codes.shape[1], draws=draws, seed=seed)
