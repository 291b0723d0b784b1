"""Lines end as on Unix."""

from __future__ import annotations

from collections.abc import Iterator

from llm4s.document import Document
from llm4s.fixer import Fault, Fixer
from llm4s.problem import Severity


def _find(document: Document) -> Iterator[Fault]:
    if (at := document.text.find("\r")) >= 0:
        new = document.text.replace("\r\n", "\n").replace("\r", "\n")
        yield Fault(at, "lines of this file end with a carriage return", edit=(0, len(document.text), new))


FIXER = Fixer("line-end", "Lines end with a line feed alone.", _find, rank=0, severity=Severity.WARNING)
