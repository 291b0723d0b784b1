"""Systems: agents, assistants and autonomous laboratories built around models."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from llm4s.fields import Stated, Word
from llm4s.parts import DatasetRef, Licences, Milestone, ModelRef, OrganizationRef, PaperRef, Result, ToolRef
from llm4s.record import Record


class System(Record):
    """Agents, research assistants, AI-scientist systems and game players: programs that put models to work together with search, tools or instruments."""

    plural: ClassVar[str] = "systems"
    label: ClassVar[tuple[str, str]] = ("system", "Systems & agents")
    icon: ClassVar[str] = "material/robot-outline"
    schema_type: ClassVar[str] = "SoftwareApplication"
    columns: ClassVar[tuple[str, ...]] = ("developers:2", "dates:1", "research_stages", "access", "domains")
    facets: ClassVar[tuple[str, ...]] = ("licences", "models", "developers")
    facts: ClassVar[tuple[str, ...]] = ("developers", "dates", "research_stages", "models", "tools", "datasets", "access", "licences", "papers")

    developers: Stated[Annotated[list[OrganizationRef], Field(min_length=1)]]
    """Organizations that made it."""
    dates: Annotated[list[Milestone], Field(min_length=1)]
    """When it was described, announced, released or withdrawn, each date with its event."""
    research_stages: Stated[list[Annotated[str, Word("research-stage")]]] = []
    """Steps of the research cycle in which it works."""
    models: Stated[list[ModelRef]]
    """Models it is built on."""
    tools: list[ToolRef] = []
    """Tools it calls."""
    datasets: list[DatasetRef] = []
    """Collections it searches."""
    access: Annotated[str, Word("access")]
    """How one can get at it."""
    licences: Licences
    """Licences of its parts."""
    papers: list[PaperRef] = []
    """Papers that describe it, the main one first."""
    results: list[Result] = []
    """Published scores, each with its source."""
