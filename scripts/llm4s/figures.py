"""Published memory figures, and how far the computed ones are from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from llm4s.catalog import Catalog
from llm4s.fields import Day, Line, Quantity, Url
from llm4s.link import suggestion
from llm4s.load import read_part
from llm4s.memory import CONTEXT, OVERHEAD, PRECISIONS, Checkpoint, cache_gigabytes, checkpoints, weight_gigabytes
from llm4s.problem import Problem
from llm4s.record import Entry, Part
from llm4s.source import Path

FILE = "data/rules/memory.yaml"
UNITS = {"MB": 1e-3, "GB": 1.0, "MiB": 2**20 / 1e9, "GiB": 2**30 / 1e9}


class Figure(Part):
    """A published figure of the memory that a checkpoint takes."""

    model: Line
    """Id of the model's record."""
    checkpoint: Quantity
    """Number of parameters of the checkpoint, as its record writes it."""
    precision: Literal["16-bit", "8-bit", "4-bit"]
    """What the parameters are kept in."""
    counts: Literal["weights", "cache", "weights and cache", "all"]
    """What the figure counts."""
    cache_bits: Annotated[int, Field(gt=0)] = 16
    """What keys and values are kept in."""
    tokens: Annotated[int, Field(gt=0)] = CONTEXT
    """Tokens of context."""
    published: Annotated[float, Field(gt=0)]
    """The figure as published."""
    unit: Literal["MB", "GB", "MiB", "GiB"]
    """Its unit, as its number shows it: many write GB and mean GiB."""
    by: Literal["measured", "file", "stated"]
    """Whether somebody measured it, a file has that size, or the source states it."""
    tolerance: Annotated[float, Field(gt=0, le=25)]
    """How far off the computed figure may be, in per cent."""
    source: Url
    """Where it is published."""
    locator: Line
    """Where in the source."""
    checked: Day
    """Day on which the source was read."""


class Figures(Part):
    """The figures."""

    figures: list[Figure]
    """Published figures, in the order in which readers see them."""


@dataclass(frozen=True, slots=True)
class Held:
    """A published figure with the computed one, in gigabytes (10^9 bytes)."""

    figure: Figure
    entry: Entry
    published: float
    computed: float

    @property
    def deviation(self) -> float:
        """How much more is computed than published, in per cent."""
        return (self.computed / self.published - 1) * 100


def read(data: bytes, catalog: Catalog) -> tuple[tuple[Held, ...], list[Problem]]:
    """Read the figures and hold the computed ones against them."""
    found, source, problems = read_part(FILE, data, Figures)
    if found is None or source is None:
        return (), problems
    held = []
    for number, figure in enumerate(found.figures):
        path: Path = ("figures", number)
        for outcome in _hold(figure, catalog):
            if isinstance(outcome, Held):
                held.append(outcome)
            else:
                name, what, hint = outcome
                problems.append(Problem(source.locate((*path, name)), "memory-figure", what, hint))
    return tuple(held), problems


def _hold(figure: Figure, catalog: Catalog) -> Iterator[Held | tuple[str, str, str]]:
    entry = catalog.of("models").get(figure.model)
    if entry is None:
        if f"models/{figure.model}" not in catalog.broken:
            yield "model", f"'{figure.model}' names no model", suggestion(figure.model, list(catalog.of("models")), "data/models/")
        return
    checkpoint = next((one for one in checkpoints(entry.record) if one.size == figure.checkpoint), None)
    if checkpoint is None:
        yield "checkpoint", f"'{figure.model}' has no checkpoint of {figure.checkpoint} that counts all parameters", "write it as in the record's sizes"
        return
    if "cache" in figure.counts and checkpoint.kept is None:
        yield "counts", f"the cache of {figure.model} {figure.checkpoint} is not known", "add it to the record's sizes, or count weights only"
        return
    held = Held(figure, entry, figure.published * UNITS[figure.unit], compute(figure, checkpoint))
    yield held
    if abs(held.deviation) > figure.tolerance:
        what = f"{held.computed:.3g} GB are computed where {held.published:.3g} GB are published, {held.deviation:+.1f} % off"
        yield "published", what, f"more than the {figure.tolerance:g} % allowed: read the source again, and correct the record, the formula or the figure"


def compute(figure: Figure, checkpoint: Checkpoint) -> float:
    """Compute what a figure counts, in gigabytes (10^9 bytes)."""
    weights = weight_gigabytes(checkpoint.parameters, dict(PRECISIONS)[figure.precision])
    cache = cache_gigabytes(checkpoint.kept or 0, figure.tokens, figure.cache_bits)
    return {"weights": weights, "cache": cache, "weights and cache": weights + cache, "all": weights * (1 + OVERHEAD) + cache}[figure.counts]
