"""Metrics: numbers that say how good an output is."""

from __future__ import annotations

from typing import Annotated, ClassVar

from llm4s.fields import Line, Word
from llm4s.parts import PaperRef, ToolRef
from llm4s.record import Record


class Metric(Record):
    """Numbers that say how good an output is, with their formula, their range, and what they do not see."""

    plural: ClassVar[str] = "metrics"
    label: ClassVar[tuple[str, str]] = ("metric", "Metrics")
    icon: ClassVar[str] = "material/ruler"
    schema_type: ClassVar[str] = "DefinedTerm"
    columns: ClassVar[tuple[str, ...]] = ("measures", "range", "direction")
    facts: ClassVar[tuple[str, ...]] = ("measures", "formula", "range", "direction", "needs_reference", "tools", "papers")

    measures: Line
    """What is compared with what, in a few words."""
    formula: Line | None = None
    """Definition in LaTeX, without dollar signs."""
    range: Line
    """Smallest and largest value, such as 0 to 1."""
    direction: Annotated[str, Word("direction")]
    """Which way is better."""
    needs_reference: bool
    """Whether a reference answer is needed."""
    tools: list[ToolRef] = []
    """Tools that compute it."""
    papers: list[PaperRef] = []
    """Papers that define or criticize it."""
