"""Organizations: who makes, keeps and publishes what the other records describe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, TypeAlias

from llm4s.fields import PartialDate, Stated, Word, shaped
from llm4s.parts import OrganizationRef
from llm4s.record import Record

if TYPE_CHECKING:
    CountryCode: TypeAlias = str
else:
    CountryCode = shaped(r"^[A-Z]{2}$", "NO, a country's two capital letters of ISO 3166-1")


class Organization(Record):
    """Companies, institutes, universities and communities that make models, keep datasets or publish research."""

    plural: ClassVar[str] = "organizations"
    label: ClassVar[tuple[str, str]] = ("organization", "Organizations")
    icon: ClassVar[str] = "material/domain"
    schema_type: ClassVar[str] = "Organization"
    columns: ClassVar[tuple[str, ...]] = ("type", "countries", "founded", "parents")
    facets: ClassVar[tuple[str, ...]] = ("countries",)
    facts: ClassVar[tuple[str, ...]] = ("type", "countries", "founded", "parents")

    type: Annotated[str, Word("organization-type")]
    """What kind of organization it is."""
    countries: Stated[list[CountryCode]]
    """Country of its seat, as ISO 3166-1 code of two letters; not-applicable for communities without one."""
    founded: Stated[PartialDate]
    """When it was founded."""
    parents: list[OrganizationRef] = []
    """Organizations it belongs to."""
