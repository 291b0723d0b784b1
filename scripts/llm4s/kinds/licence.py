"""Licences: what may be done with a model, its code or its data."""

from __future__ import annotations

from typing import Annotated, ClassVar

from llm4s.fields import Line, Stated, Text, Url, Word
from llm4s.record import Record


class Licence(Record):
    """Licences of models, code and data, with what they permit and what they ask for.

    A summary for orientation, not legal advice; the text of the licence decides.
    """

    plural: ClassVar[str] = "licences"
    label: ClassVar[tuple[str, str]] = ("licence", "Licences")
    icon: ClassVar[str] = "material/scale-balance"
    columns: ClassVar[tuple[str, ...]] = ("spdx", "commercial_use", "derivatives", "share_alike")
    facts: ClassVar[tuple[str, ...]] = ("spdx", "text", "commercial_use", "derivatives", "share_alike", "attribution", "conditions")

    spdx: Stated[Line]
    """Identifier in the SPDX licence list; not-applicable for custom licences."""
    text: Url
    """Address of the full text."""
    commercial_use: Annotated[str, Word("permission")]
    """Whether commercial use is allowed."""
    derivatives: Annotated[str, Word("permission")]
    """Whether changed versions may be made and passed on."""
    share_alike: Annotated[str, Word("permission")]
    """Whether changed versions must carry the same licence."""
    attribution: Annotated[str, Word("permission")]
    """Whether the makers must be named."""
    conditions: Text | None = None
    """Conditions that surprise: fields of use, size of the user, names of derived models."""
