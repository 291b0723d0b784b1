"""A record, its evidence, and the kind it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from llm4s.fields import ID_PATTERN, Day, Line, Ref, Text, Url, Word, shaped

if TYPE_CHECKING:
    WordId: TypeAlias = str
else:
    WordId = shaped(ID_PATTERN, "open-weights, lower-case letters and digits joined by single hyphens")
ALPHABETICAL = ("tasks", "topics", "languages", "see_also")
"""Fields whose order says nothing, and which therefore stand in that of the alphabet."""

FORMER_PATTERN = r"^([a-z]+/)?[a-z0-9]+(-[a-z0-9]+)*$"


class Part(BaseModel):
    """A strict, unchangeable piece of a record."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", use_attribute_docstrings=True)

    pattern: ClassVar[str] = ""
    """How the part reads: {field}, and [text with {field}] only where the field is filled; without it, all fields with their names."""


class Link(Part):
    """A web address and what stands there."""

    type: Annotated[str, Word("link-type")]
    """What the address leads to."""
    url: Url
    """The address, http or https."""
    note: Line | None = None
    """Which of several it is, if there are several."""


class Related(Part):
    """Another record and the reason to look at it."""

    record: Annotated[str, Ref("*")]
    """Path of the other record below data/, such as models/bert."""
    why: Line
    """How the two hang together, in a few words."""


class Evidence(Part):
    """A source, the day it was read, and the facts it supports."""

    facts: Annotated[list[Line], Field(min_length=1)]
    """Names of the fields of this record that the source supports."""
    source: Url
    """Address of the source that was read."""
    locator: Line | None = None
    """Where in the source: section, table, file."""
    checked: Day
    """Day on which the source was read, YYYY-MM-DD."""


class Record(Part):
    """What all kinds have in common."""

    plural: ClassVar[str]
    """Folder below data/ and address of the listing."""
    label: ClassVar[tuple[str, str]]
    """Name of the kind for readers, singular and plural."""
    icon: ClassVar[str] = ""
    """Name of the theme's icon for this kind."""
    schema_type: ClassVar[str] = "CreativeWork"
    """The schema.org type of the record's page."""
    columns: ClassVar[tuple[str, ...]] = ()
    """Fields shown in the listing beside the name; 'dates:1' shows one item of the list at most, otherwise four."""
    facts: ClassVar[tuple[str, ...]] = ()
    """Fields shown in the table of facts, in this order."""
    facets: ClassVar[tuple[str, ...]] = ()
    """Further fields that listings filter by, besides those that hold words: references, texts, and words inside a part, as 'modalities.input'."""
    editorial: ClassVar[frozenset[str]] = frozenset(
        {"name", "aliases", "summary", "use_for", "watch_out", "domains", "tasks", "topics"}
        | {"status", "superseded_by", "links", "related", "evidence", "unverified", "former_ids"}
    )
    """Fields that carry our own words and choices and therefore need no evidence."""

    name: Line
    """The name readers know it by, spelt as its makers spell it."""
    aliases: list[Line] = []
    """Other names and spellings that people search for."""
    summary: Text
    """In our own words, 40 to 90 words: what it is, what a scientist uses it for, what to watch out for."""
    use_for: Text | None = None
    """What it is good for, in one or two sentences."""
    watch_out: Text | None = None
    """Known failures, traps of the licence, what replaced it."""
    domains: list[Annotated[str, Word("domain")]] = []
    """Fields of science it serves."""
    tasks: list[Annotated[str, Word("task")]] = []
    """What it is used to do."""
    topics: list[Annotated[str, Word("topic")]] = []
    """Subjects of this guide that it belongs to."""
    status: Annotated[str, Word("status")] = "active"
    """Whether it is still the thing to use."""
    superseded_by: list[Annotated[str, Ref("")]] = []
    """Records of the same kind that replaced it."""
    links: list[Link] = []
    """Addresses worth visiting, each with its type."""
    related: list[Related] = []
    """Other records worth reading, each with the reason."""
    evidence: Annotated[list[Evidence], Field(min_length=1)]
    """Where the facts come from and when they were checked."""
    unverified: list[Line] = []
    """Names of fields whose content nobody could confirm; shown as such."""
    former_ids: list[Annotated[str, Field(pattern=FORMER_PATTERN)]] = []
    """Ids that the record had before, so that their addresses lead here; with the folder, as tools/scibert, where it was of another kind."""


class VocabularyWord(Part):
    """One word of a controlled vocabulary."""

    id: WordId
    """The word as records write it."""
    name: Line
    """The word as readers see it."""
    description: Text
    """What the word means, in one or two sentences."""
    broader: str | None = None
    """The word of this vocabulary that includes it."""


CLOSING = ("links", "related", "evidence", "unverified")


@cache
def in_order(cls: type[BaseModel]) -> tuple[str, ...]:
    """Give the fields of a class in the order in which files hold them: of a record, what leads further and what it rests on come last."""
    fields = tuple(cls.model_fields)
    return (*(name for name in fields if name not in CLOSING), *(name for name in fields if name in CLOSING)) if issubclass(cls, Record) else fields


class WordList(Record):
    """A record that holds the words of a vocabulary."""

    words: Annotated[list[VocabularyWord], Field(min_length=1)]
    """The words, in the order in which readers see them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A record class under the name that the rest of the program knows it by."""

    name: str
    cls: type[Record]

    @property
    def plural(self) -> str:
        """Folder below data/ and address of the listing."""
        return self.cls.plural

    @property
    def title(self) -> str:
        """Heading of the listing."""
        return self.cls.label[1]

    @property
    def introduction(self) -> str:
        """What the listing says about the kind: the docstring of its class."""
        return " ".join((self.cls.__doc__ or "").split())


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with its kind and id: what a catalog holds."""

    kind: Kind
    id: str
    record: Record
    path: str = field(init=False, repr=False, compare=False)
    """Path below data/ without ending, the text used in references: models/bert."""
    url: str = field(init=False, repr=False, compare=False)
    """Address of the page, relative to the site's root."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", f"{self.kind.plural}/{self.id}")  # asked for a hundred times for each record
        object.__setattr__(self, "url", f"{self.path}/")

    @property
    def name(self) -> str:
        """The record's name."""
        return self.record.name

    @property
    def former_paths(self) -> tuple[str, ...]:
        """Paths under which the record stood before."""
        return tuple(former if "/" in former else f"{self.kind.plural}/{former}" for former in self.record.former_ids)
