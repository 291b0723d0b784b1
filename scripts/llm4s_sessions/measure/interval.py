"""An estimate with its interval, and the bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Interval:
    """A value with the ends of its interval."""

    value: float
    low: float
    high: float

    def covers(self, truth: float) -> bool:
        """Tell whether the truth lies between the ends."""
        return self.low <= truth <= self.high

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


def bootstrap(statistic: Callable[[Rows], float], size: int, *, draws: int = 2000, seed: int = 0, level: float = 0.95) -> Interval:
    """Draw rows with replacement and take percentiles; draws in which the statistic is not defined are left out."""
    random = np.random.default_rng(seed)
    values = np.array([statistic(random.integers(0, size, size)) for _ in range(draws)])
    tail = 50 * (1 - level)
    low, high = np.nanpercentile(values, [tail, 100 - tail])
    return Interval(statistic(np.arange(size)), float(low), float(high))
