"""Lines are indented with spaces: where tabs keep a file from being read and two spaces each do not, they are replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm4s.document import Document
from llm4s.fixer import Fault, Fixer
from llm4s.source import parse

_INDENT = re.compile(r"^ *\t[ \t]*", re.MULTILINE)


def _find(document: Document) -> Iterator[Fault]:
    text = document.text
    if document.value is None and "\t" in text:
        new = _INDENT.sub(lambda match: match[0].replace("\t", "  "), text)
        if new != text and parse(document.path, new.encode())[0]:
            yield Fault(text.index("\t"), "this line is indented with a tab, which YAML does not allow", "indent with spaces", (0, len(text), new))


FIXER = Fixer("tab", "Lines are indented with spaces; a tab can be mended where it is clear what was meant.", _find, rank=0)
