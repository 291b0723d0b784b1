"""Pieces that several kinds of records share."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from llm4s.fields import Line, PartialDate, Quantity, Ref, Stated, Url, Word
from llm4s.record import Part

LicenceRef = Annotated[str, Ref("licence")]
OrganizationRef = Annotated[str, Ref("organization")]
PaperRef = Annotated[str, Ref("paper")]
ModelRef = Annotated[str, Ref("model")]
DatasetRef = Annotated[str, Ref("dataset")]
BenchmarkRef = Annotated[str, Ref("benchmark")]
MetricRef = Annotated[str, Ref("metric")]
ToolRef = Annotated[str, Ref("tool")]
TermRef = Annotated[str, Ref("term")]


class Milestone(Part):
    """A date and what happened then."""

    pattern: ClassVar[str] = "{date} ({event})[, {note}]"

    date: PartialDate
    """YYYY, YYYY-MM or YYYY-MM-DD, as exact as the source is."""
    event: Annotated[str, Word("event")]
    """What the date dates: preprint, announcement, weights, journal …"""
    note: Line | None = None
    """Which version or part it concerns, if not the whole."""


class Amount(Part):
    """A number of things."""

    pattern: ClassVar[str] = "{value} {unit}[ ({note})]"

    value: Quantity
    """The number, such as 7B, 110M or 1250."""
    unit: Line
    """What is counted: tokens, documents, questions, bytes …"""
    note: Line | None = None
    """Which version or part is counted, and when, if not the whole."""


class AttentionCache(Part):
    """The numbers from which the memory for a context follows: keys and values are kept for every token in every layer."""

    pattern: ClassVar[str] = "{layers} layers, {kv_heads} key-value heads of {head_dimension}"

    layers: Annotated[int, Field(gt=0)]
    """Layers that keep keys and values."""
    kv_heads: Annotated[int, Field(gt=0)]
    """Heads of each layer that keep keys and values; fewer than heads of queries where several share one."""
    head_dimension: Annotated[int, Field(gt=0)]
    """Numbers in one key of one head."""


class Size(Part):
    """A number of parameters and what it counts."""

    pattern: ClassVar[str] = "[{name}: ]{parameters} ({counts})"

    parameters: Quantity
    """The number, such as 7B or 110M."""
    counts: Annotated[str, Word("size-count")]
    """Whether all parameters of one checkpoint are counted, or only those active for a token."""
    name: Line | None = None
    """Name of the checkpoint, if there are several."""
    cache: Stated[AttentionCache] | None = None
    """What it keeps in memory for each token of the context; not-applicable where nothing is kept, as in encoders."""


class Licences(Part):
    """Licences of the parts of a model or system, which often differ."""

    pattern: ClassVar[str] = "[code: {code} ][weights: {weights} ][data: {data}]"

    code: Stated[LicenceRef] | None = None
    """Licence of the code."""
    weights: Stated[LicenceRef] | None = None
    """Licence of the trained parameters."""
    data: Stated[LicenceRef] | None = None
    """Licence of the training data."""


class Modalities(Part):
    """What goes in and what comes out."""

    pattern: ClassVar[str] = "{input} → {output}"

    input: Annotated[list[Annotated[str, Word("modality")]], Field(min_length=1)]
    """Kinds of data the model reads."""
    output: Annotated[list[Annotated[str, Word("modality")]], Field(min_length=1)]
    """Kinds of data the model gives back."""


class TrainingData(Part):
    """A body of data that a model was trained on."""

    pattern: ClassVar[str] = "[{dataset} ][{description} ][({amount}), ]{stage}"

    dataset: DatasetRef | None = None
    """The dataset, if it has a record here."""
    description: Line | None = None
    """The data in words, if it has no record or only a part was used."""
    stage: Annotated[str, Word("training-stage")] = "pre-training"
    """The stage of training in which it was used."""
    amount: Amount | None = None
    """How much of it was used."""


class Result(Part):
    """A published score on a benchmark, with the place where it is published."""

    benchmark: BenchmarkRef
    """The benchmark."""
    metric: MetricRef | None = None
    """The metric, if the benchmark has several."""
    value: float
    """The score as published."""
    unit: Line = "%"
    """Unit of the score."""
    setting: Line | None = None
    """Checkpoint, number of examples, prompt or tools used."""
    source: Url
    """Where the score is published."""
    locator: Line | None = None
    """Table, figure or section."""
