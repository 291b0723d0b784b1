"""Tools: software to train, run, search, evaluate and orchestrate models with."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from llm4s.fields import Line, Stated, Url, Word
from llm4s.parts import LicenceRef, Milestone, OrganizationRef, PaperRef, ToolRef
from llm4s.record import Record


class Tool(Record):
    """Software that scientists use to train, run, search, evaluate or orchestrate models, with its licence and its state of maintenance."""

    plural: ClassVar[str] = "tools"
    label: ClassVar[tuple[str, str]] = ("tool", "Tools")
    icon: ClassVar[str] = "material/tools"
    schema_type: ClassVar[str] = "SoftwareApplication"
    columns: ClassVar[tuple[str, ...]] = ("categories", "developers:2", "licence", "languages", "status")
    facets: ClassVar[tuple[str, ...]] = ("licence", "developers")
    facts: ClassVar[tuple[str, ...]] = ("developers", "categories", "repository", "install", "languages", "licence", "dates", "built_on", "papers")

    developers: Stated[Annotated[list[OrganizationRef], Field(min_length=1)]]
    """Organizations that make or maintain it; unknown when only individuals do."""
    maintainers: list[Line] = []
    """Persons who make or maintain it, if no organization does."""
    categories: Annotated[list[Annotated[str, Word("tool-category")]], Field(min_length=1)]
    """What it is for."""
    repository: Stated[Url]
    """Address of its source code."""
    install: Line | None = None
    """One command that installs it, such as pip install transformers."""
    languages: list[Annotated[str, Word("programming-language")]] = []
    """Programming languages one uses it from."""
    licence: Stated[LicenceRef]
    """Licence of its code."""
    dates: list[Milestone] = []
    """First release, archiving and the like."""
    built_on: list[ToolRef] = []
    """Tools it needs or wraps."""
    papers: list[PaperRef] = []
    """Papers that describe it."""
