"""Medians and ratios of what was measured, as Markdown tables."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence

from measure import Sample

NAMES = {
    "a": "a: LLM4S",
    "b": "b: a Markdown page per record",
    "h": "h: the same with HTML bodies",
    "c": "c: Hugo, content adapter",
    "d": "d: writing the same bytes",
    "check": "loading and checking, one core",
}
RATIOS = (("b", "a"), ("h", "a"), ("a", "c"), ("a", "d"))
Samples = Mapping[tuple[int, str], Sequence[Sample]]


def median(samples: Samples, size: int, way: str, field: str) -> float:
    """Give the median of one number over the repetitions."""
    return statistics.median(getattr(sample, field) for sample in samples[size, way])


def report(samples: Samples) -> str:
    """Write all tables."""
    parts = [costs(samples), ratios(samples), growth(samples), refreshes(samples)]
    return "\n\n".join("\n".join(lines) for part in parts if len(lines := list(part)) > 2)


def costs(samples: Samples) -> Iterator[str]:
    """Give the rows of medians."""
    yield "| records | way | runs | wall s | CPU s | peak MB | files | MB out |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for (size, way), found in samples.items():
        if way in NAMES:
            wall, cpu, memory, files, out = (median(samples, size, way, field) for field in ("wall", "cpu", "memory", "files", "size"))
            peak = f"{memory / 1e6:.0f}" if memory else ""
            written = f"{files:,.0f} | {out / 1e6:.1f}" if files else " | "
            yield f"| {size:,} | {NAMES[way]} | {len(found)} | {wall:.2f} | {cpu:.2f} | {peak} | {written} |"


def ratios(samples: Samples) -> Iterator[str]:
    """Give the rows of ratios of medians."""
    yield "| records | ratio | wall | CPU |"
    yield "| ---: | --- | ---: | ---: |"
    for size in dict.fromkeys(size for size, _ in samples):
        for over, under in RATIOS:
            if samples.get((size, over)) and samples.get((size, under)):
                wall, cpu = (median(samples, size, over, field) / median(samples, size, under, field) for field in ("wall", "cpu"))
                yield f"| {size:,} | {over}/{under} | {wall:.2f} | {cpu:.2f} |"


def growth(samples: Samples) -> Iterator[str]:
    """Give the time per record of our build at every size, and its ratio to that of the size before."""
    yield "| records | ms wall per record (a) | ms CPU per record (a) | ratio to the size before, wall | CPU |"
    yield "| ---: | ---: | ---: | ---: | ---: |"
    before: tuple[float, ...] = ()
    for size, way in samples:
        if way == "a":
            now = tuple(median(samples, size, way, field) * 1000 / size for field in ("wall", "cpu"))
            change = " | ".join(f"{new / old:.2f}" for new, old in zip(now, before, strict=True)) if before else " | "
            yield f"| {size:,} | {now[0]:.2f} | {now[1]:.2f} | {change} |"
            before = now


def refreshes(samples: Samples) -> Iterator[str]:
    """Give the rows of the refreshes of one record."""
    yield "| records | refresh of one renamed record: wall s | CPU s | pages written | records naming it |"
    yield "| ---: | ---: | ---: | ---: | ---: |"
    for (size, way), found in samples.items():
        if way == "refresh":
            for sample in found:
                yield f"| {size:,} | {sample.wall:.2f} | {sample.cpu:.2f} | {sample.files} | {sample.said['naming']:.0f} |"
