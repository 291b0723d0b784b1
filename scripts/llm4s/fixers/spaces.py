"""No spaces stand at the end of a line, and one line feed at the end of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm4s.document import Document
from llm4s.fixer import Fault, Fixer
from llm4s.problem import Severity

_TRAILING = re.compile(r"[ \t]+(?=\r?\n|\Z)")
_ENDS = (" \n", "\t\n", " \r", "\t\r")  # looked for first: a file has many spaces, and few of them stand there
_END = re.compile(r"\n*\Z")


def _find(document: Document) -> Iterator[Fault]:
    text = document.text
    if not text.strip():
        return
    for match in _TRAILING.finditer(text) if any(end in text for end in _ENDS) or text[-1] in " \t" else ():
        yield Fault(match.start(), "spaces stand at the end of the line", edit=(*match.span(), ""))
    end = next(_END.finditer(text))
    if end[0] != "\n" and text[-1] not in " \t\r":
        what = "empty lines stand at the end of the file" if end[0] else "the last line does not end with a line feed"
        yield Fault(end.start(), what, edit=(*end.span(), "\n"))


FIXER = Fixer(
    "stray-space",
    "No spaces stand at the end of a line, no empty lines at the end of a file, and its last line ends as all others.",
    _find,
    rank=0,
    severity=Severity.WARNING,
)
