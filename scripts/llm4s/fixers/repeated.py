"""Nothing stands twice in a list, except people: two authors of one paper can bear one name."""

from __future__ import annotations

import json
from collections.abc import Iterator

from llm4s.document import Document
from llm4s.fixer import Fault, Fixer
from llm4s.layout import rearranged
from llm4s.source import Path, named

PEOPLE = ("authors", "maintainers")


def _find(document: Document) -> Iterator[Fault]:
    for path, _, value in document.parts:
        for name, given in value.items():
            if isinstance(given, list) and len(given) > 1 and name not in PEOPLE:
                written = [item if isinstance(item, str) else (json.dumps(item, sort_keys=True),) for item in given]
                if len(set(written)) < len(written):
                    yield _fault(document, (*path, name), [number for number, item in enumerate(written) if item not in written[:number]])
                    return  # lists inside others are looked at when this one stands


def _fault(document: Document, path: Path, kept: list[int]) -> Fault:
    node = document.tree.at(path)
    again = next(number for number in range(len(node.items)) if number not in kept)
    return Fault(node.items[again][1].start, f"'{named(path)}' holds the same twice", "keep the first", rearranged(node, kept))


FIXER = Fixer("duplicate-item", f"Nothing stands twice in a list, except in {' and '.join(PEOPLE)}, where two people can bear one name.", _find)
