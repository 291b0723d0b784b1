"""Papers: everything that chapters and records cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, TypeAlias

from pydantic import Field

from llm4s.fields import Line, PartialDate, Place, Word, shaped
from llm4s.parts import Milestone
from llm4s.record import Part, Record

if TYPE_CHECKING:
    ArxivId: TypeAlias = str
    Doi: TypeAlias = str
    AclId: TypeAlias = str
    Pmid: TypeAlias = str
    OpenReviewId: TypeAlias = str
else:
    ArxivId = shaped(r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[A-Z]{2})?/[0-9]{7})$", "1706.03762, without version")
    Doi = shaped(r"^10\.[0-9]{4,9}/[^\s<>\"]+$", "10.1038/s41586-021-03819-2, without https://doi.org/")
    AclId = shaped(r"^([A-Z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[a-z0-9-]+\.[0-9]+)$", "N19-1423 or 2024.cl-1.8")
    Pmid = shaped(r"^[1-9][0-9]{0,7}$", "31501885")
    OpenReviewId = shaped(r"^[A-Za-z0-9_-]{8,12}$", "yzkSU5zdwD")


class Identifiers(Part):
    """Names of a paper in public registries."""

    arxiv: Annotated[ArxivId, Place("https://arxiv.org/abs/")] | None = None
    """arXiv identifier without version, in quotation marks, such as "1706.03762"."""
    doi: Annotated[Doi, Place("https://doi.org/")] | None = None
    """Digital object identifier, such as 10.1038/s41586-021-03819-2."""
    acl: Annotated[AclId, Place("https://aclanthology.org/")] | None = None
    """ACL Anthology identifier, such as N19-1423 or 2024.cl-1.8."""
    pmid: Annotated[Pmid, Place("https://pubmed.ncbi.nlm.nih.gov/")] | None = None
    """PubMed identifier, in quotation marks."""
    openreview: Annotated[OpenReviewId, Place("https://openreview.net/forum?id=")] | None = None
    """OpenReview forum identifier."""


class Paper(Record):
    """Papers, reports and preprints that the guide and the records rest on. Each has a key that chapters cite it by."""

    plural: ClassVar[str] = "papers"
    label: ClassVar[tuple[str, str]] = ("paper", "Papers")
    icon: ClassVar[str] = "material/file-document-outline"
    schema_type: ClassVar[str] = "ScholarlyArticle"
    columns: ClassVar[tuple[str, ...]] = ("authors:1", "year", "venue", "topics")
    editorial: ClassVar[frozenset[str]] = Record.editorial | {"authors_complete"}
    facts: ClassVar[tuple[str, ...]] = ("title", "authors", "year", "type", "venue", "identifiers", "dates", "volume", "number", "pages")

    title: Line
    """Full title, letter by letter as published."""
    authors: Annotated[list[Line], Field(min_length=1)]
    """Authors in their order, as 'Family, Given'; an organization as it calls itself."""
    authors_complete: bool = True
    """Whether the list names all authors; if not, readers see 'and others'."""
    year: Annotated[int, Field(ge=1900, le=2100)]
    """Year of the version that is cited."""
    type: Annotated[str, Word("publication-type")]
    """What kind of publication it is."""
    venue: Line | None = None
    """Journal, conference or publisher, written out."""
    volume: Line | None = None
    """Volume of the journal."""
    number: Line | None = None
    """Number within the volume."""
    pages: Line | None = None
    """First and last page or article number."""
    identifiers: Identifiers = Identifiers()
    """arXiv, DOI and other identifiers."""
    dates: list[Milestone] = []
    """Preprint and publication dates where they matter."""
    retracted: PartialDate | None = None
    """Day of the retraction, if it was retracted."""
