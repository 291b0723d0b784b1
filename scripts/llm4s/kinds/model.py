"""Models: sets of trained parameters, or the architecture that a family of them shares."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from llm4s.fields import Quantity, Stated, Unit, Word
from llm4s.parts import Licences, Milestone, Modalities, ModelRef, OrganizationRef, PaperRef, Result, Size, TrainingData
from llm4s.record import Record


class Model(Record):
    """Language models and other foundation models that scientists use, with what they were trained on, what they may be used for, and what they need to run."""

    plural: ClassVar[str] = "models"
    label: ClassVar[tuple[str, str]] = ("model", "Models")
    icon: ClassVar[str] = "material/brain"
    schema_type: ClassVar[str] = "SoftwareApplication"
    columns: ClassVar[tuple[str, ...]] = ("developers:2", "dates:1", "sizes:2", "access", "domains")
    facets: ClassVar[tuple[str, ...]] = ("modalities.input", "modalities.output", "licences", "developers")
    facts: ClassVar[tuple[str, ...]] = (
        *("developers", "dates", "sizes", "architecture", "modalities", "context_window", "access", "licences"),
        *("base_models", "training_data", "training_tokens", "papers"),
    )

    developers: Stated[Annotated[list[OrganizationRef], Field(min_length=1)]]
    """Organizations that made it."""
    dates: Annotated[list[Milestone], Field(min_length=1)]
    """When it was described, announced, released or withdrawn, each date with its event."""
    sizes: Stated[Annotated[list[Size], Field(min_length=1)]]
    """Numbers of parameters, one entry for each checkpoint that matters."""
    architecture: Stated[Annotated[list[Annotated[str, Word("architecture")]], Field(min_length=1)]]
    """How it is built."""
    modalities: Modalities
    """Kinds of data it reads and gives back."""
    context_window: Annotated[Stated[Annotated[int, Field(gt=0)]], Unit("tokens")]
    """Longest input, in tokens (residues or bases for models of sequences)."""
    access: Annotated[str, Word("access")]
    """How one can get at it."""
    licences: Licences
    """Licences of code, weights and data, apart."""
    base_models: Stated[list[ModelRef]] = []
    """Models whose parameters it started from."""
    training_data: Stated[list[TrainingData]]
    """What it was trained on, stage by stage."""
    training_tokens: Annotated[Stated[Quantity] | None, Unit("tokens")] = None
    """Tokens seen in pre-training, such as 300B."""
    papers: list[PaperRef] = []
    """Papers that describe it, the main one first."""
    results: list[Result] = []
    """Published scores, each with its source."""
