"""Vocabularies: the words that records may use, described for readers."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from llm4s.record import Evidence, WordList


class Vocabulary(WordList):
    """The words by which records are sorted and filtered, each with its meaning."""

    plural: ClassVar[str] = "vocabularies"
    label: ClassVar[tuple[str, str]] = ("vocabulary", "Vocabularies")
    icon: ClassVar[str] = "material/tag-multiple-outline"
    schema_type: ClassVar[str] = "DefinedTermSet"
    columns: ClassVar[tuple[str, ...]] = ("summary",)
    editorial: ClassVar[frozenset[str]] = WordList.editorial | {"words"}

    evidence: Annotated[list[Evidence], Field()] = []
    """Where the choice of words comes from, if it was taken over from somewhere."""
