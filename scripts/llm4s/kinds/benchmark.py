"""Benchmarks: test sets with a task and a score."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from llm4s.fields import Stated, Word
from llm4s.parts import Amount, DatasetRef, LicenceRef, MetricRef, Milestone, OrganizationRef, PaperRef
from llm4s.record import Record


class Benchmark(Record):
    """Tests that models are measured by: what they ask, how answers are scored, and how far a score can be trusted."""

    plural: ClassVar[str] = "benchmarks"
    label: ClassVar[tuple[str, str]] = ("benchmark", "Benchmarks")
    icon: ClassVar[str] = "material/chart-bar"
    schema_type: ClassVar[str] = "Dataset"
    columns: ClassVar[tuple[str, ...]] = ("creators:2", "dates:1", "sizes:1", "metrics:2", "domains")
    facets: ClassVar[tuple[str, ...]] = ("metrics", "licence", "creators")
    facts: ClassVar[tuple[str, ...]] = ("creators", "dates", "sizes", "answer_formats", "metrics", "modalities", "built_from", "licence", "papers")

    creators: Stated[Annotated[list[OrganizationRef], Field(min_length=1)]]
    """Organizations that made it."""
    dates: list[Milestone] = []
    """First release and versions."""
    sizes: Stated[Annotated[list[Amount], Field(min_length=1)]]
    """Number of questions or tasks, each with its unit."""
    answer_formats: list[Annotated[str, Word("answer-format")]] = []
    """How a model has to answer."""
    metrics: Stated[list[MetricRef]] = []
    """Metrics its scores are given in."""
    modalities: list[Annotated[str, Word("modality")]] = []
    """Kinds of data it shows to the model."""
    built_from: list[DatasetRef] = []
    """Datasets it was made from."""
    licence: Stated[LicenceRef]
    """Licence of the questions."""
    papers: list[PaperRef] = []
    """Papers that describe it."""
