"""Terms: the glossary."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from llm4s.fields import Line, one_line
from llm4s.parts import PaperRef, TermRef
from llm4s.record import Record


class Term(Record):
    """The words of the field, each defined once. Chapters link their first use to the entry here."""

    plural: ClassVar[str] = "terms"
    label: ClassVar[tuple[str, str]] = ("term", "Glossary")
    icon: ClassVar[str] = "material/book-alphabet"
    schema_type: ClassVar[str] = "DefinedTerm"
    columns: ClassVar[tuple[str, ...]] = ("definition", "topics")
    facts: ClassVar[tuple[str, ...]] = ("definition", "formula", "see_also", "papers")

    definition: Annotated[str, Field(max_length=400), AfterValidator(one_line)]
    """What it means, in one or two sentences; shown when a reader points at the word in a chapter."""
    formula: Line | None = None
    """Definition in LaTeX, without dollar signs, if there is one."""
    see_also: list[TermRef] = []
    """Terms to read next."""
    papers: list[PaperRef] = []
    """Papers that introduced or define it."""
