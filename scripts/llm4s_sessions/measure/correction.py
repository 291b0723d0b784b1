"""From labels with errors to an estimate without their bias: a share, or a difference of two shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from llm4s_sessions.measure.interval import Interval


def _normal(value: float, variance: float) -> Interval:
    half = 1.96 * float(np.sqrt(variance))
    return Interval(value, value - half, value + half)


def naive_share(labels: Sequence[int]) -> Interval:
    """Take machine labels for true."""
    made = np.asarray(labels, dtype=float)
    return _normal(float(made.mean()), float(made.var(ddof=1)) / len(made))


def corrected_share(labels: Sequence[int], sample: Sequence[int], truth: Sequence[int]) -> Interval:
    """Subtract from the share in all machine labels what they are off by on a random sample with reference labels.

    labels are those of the items outside the sample; sample and truth are machine and reference labels of the sample.
    """
    outside, errors = np.asarray(labels, dtype=float), np.asarray(sample, dtype=float) - np.asarray(truth, dtype=float)
    variance = float(outside.var(ddof=1)) / len(outside) + float(errors.var(ddof=1)) / len(errors)
    return _normal(float(outside.mean() - errors.mean()), variance)


def difference(first: Interval, second: Interval) -> Interval:
    """Give the difference of two independent estimates."""
    variance = sum(((part.high - part.low) / 2 / 1.96) ** 2 for part in (first, second))
    return _normal(first.value - second.value, variance)
