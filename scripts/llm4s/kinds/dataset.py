"""Datasets: collections to train on, search or study."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from llm4s.fields import Line, Stated, Word
from llm4s.parts import Amount, DatasetRef, LicenceRef, Milestone, ModelRef, OrganizationRef, PaperRef
from llm4s.record import Record


class Dataset(Record):
    """Collections of text, sequences, molecules, images or measurements that models are trained on or that scientists search.

    Each says what it holds and what its licence allows.
    """

    plural: ClassVar[str] = "datasets"
    label: ClassVar[tuple[str, str]] = ("dataset", "Datasets")
    icon: ClassVar[str] = "material/database-outline"
    schema_type: ClassVar[str] = "Dataset"
    columns: ClassVar[tuple[str, ...]] = ("creators:2", "contents", "sizes:1", "licence", "domains")
    facets: ClassVar[tuple[str, ...]] = ("languages", "licence", "creators")
    facts: ClassVar[tuple[str, ...]] = (
        "creators",
        "dates",
        "contents",
        "sizes",
        "modalities",
        "languages",
        "licence",
        "access",
        "built_from",
        "generated_by",
        "papers",
    )

    creators: Stated[Annotated[list[OrganizationRef], Field(min_length=1)]]
    """Organizations that made or keep it."""
    dates: list[Milestone] = []
    """First release and versions."""
    contents: Line
    """What one item is, in a few words."""
    sizes: Stated[Annotated[list[Amount], Field(min_length=1)]]
    """How much there is, each number with its unit."""
    modalities: Annotated[list[Annotated[str, Word("modality")]], Field(min_length=1)]
    """Kinds of data it holds."""
    languages: Stated[list[Line]] = []
    """Natural languages, by their English names."""
    licence: Stated[LicenceRef]
    """Licence of the collection; single items may carry others, say so in watch_out."""
    access: Annotated[str, Word("data-access")]
    """How one can get it."""
    built_from: list[DatasetRef] = []
    """Datasets it was made from."""
    generated_by: list[ModelRef] = []
    """Models that wrote part of it."""
    papers: list[PaperRef] = []
    """Papers that describe it."""
