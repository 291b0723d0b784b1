"""Text that looks like a number or a truth value stands in quotation marks, or 2305.18290 loses its last digit."""

from __future__ import annotations

from collections.abc import Iterator

from llm4s.document import Document
from llm4s.fixer import Fault, Fixer
from llm4s.source import named


def _find(document: Document) -> Iterator[Fault]:
    for path, shape, value in document.scalars:
        if shape.text and isinstance(value, bool | int | float):
            node = document.tree.at(path)
            quoted = f'"{node.raw}"'
            yield Fault(node.start, f"'{named(path)}' is {node.raw}: expected text", f"write {quoted}", (node.start, node.end, quoted))


FIXER = Fixer("bare-text", "Text that looks like a number, true or false stands in quotation marks.", _find)
