"""Tutorials: whatever one learns from, and case studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, TypeAlias

from pydantic import Field

from llm4s.fields import Gap, Line, PartialDate, Stated, Text, Word, shaped
from llm4s.parts import LicenceRef, ModelRef, OrganizationRef, PaperRef, ToolRef
from llm4s.record import Record

if TYPE_CHECKING:
    Isbn: TypeAlias = str
else:
    Isbn = shaped(r"^97[89][0-9]{10}$", '"9780262035613", thirteen digits in quotation marks')


class Tutorial(Record):
    """Courses, books, articles, notebooks and sessions to learn from, and case studies with their outcome."""

    plural: ClassVar[str] = "tutorials"
    label: ClassVar[tuple[str, str]] = ("tutorial", "Learning & cases")
    icon: ClassVar[str] = "material/school-outline"
    schema_type: ClassVar[str] = "LearningResource"
    columns: ClassVar[tuple[str, ...]] = ("type", "authors:2", "published", "level", "cost")
    facets: ClassVar[tuple[str, ...]] = ("languages", "licence", "publishers")
    facts: ClassVar[tuple[str, ...]] = (
        *("type", "authors", "publishers", "published", "edition", "isbn", "level", "cost", "licence", "languages"),
        *("models", "tools", "outcome", "papers"),
    )

    type: Annotated[str, Word("tutorial-type")]
    """What it is: course, book, article, notebook, case study …"""
    authors: Stated[Annotated[list[Line], Field(min_length=1)]]
    """Authors or teachers in their order, as 'Family, Given'; an organization as it calls itself."""
    publishers: list[OrganizationRef] = []
    """Organizations that publish it."""
    published: Stated[PartialDate]
    """When it appeared, or when the edition described here did."""
    edition: Line | None = None
    """Edition described here."""
    isbn: Isbn | None = None
    """ISBN-13 without hyphens, in quotation marks."""
    level: Annotated[str, Word("level")]
    """What a learner should bring along."""
    cost: Annotated[str, Word("cost")]
    """Whether it costs anything to read."""
    licence: Stated[LicenceRef] = Gap.UNKNOWN
    """Licence of the text, if one is stated."""
    languages: list[Line] = ["English"]
    """Natural languages, by their English names."""
    models: list[ModelRef] = []
    """Models it teaches or, for a case, used."""
    tools: list[ToolRef] = []
    """Tools it teaches or used."""
    outcome: Text | None = None
    """For a case study: what came of it, failures included."""
    papers: list[PaperRef] = []
    """Papers it rests on."""
