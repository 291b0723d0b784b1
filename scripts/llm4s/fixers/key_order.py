"""Fields stand in the order of their class, so that readers of files find them where they are in all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from llm4s.document import Document
from llm4s.fixer import Fault, Fixer
from llm4s.layout import rearranged
from llm4s.problem import Severity
from llm4s.record import in_order
from llm4s.source import named


def _find(document: Document) -> Iterator[Fault]:
    for path, cls, value in document.parts:
        order = in_order(cls)
        if not _sorted(order.index(name) for name in value if name in order):
            node = document.tree.at(path)
            new = _arranged(node.keys, order)
            wrong = next(now for now, then in enumerate(new) if now != then)
            place = new.index(wrong)
            hint = f"it belongs after '{node.keys[new[place - 1]]}'" if place else "it belongs first"
            yield Fault(node.items[wrong][0], f"'{named((*path, node.keys[wrong]))}' is not in its place", hint, rearranged(node, new))
            return  # the fields of parts are looked at when those around them stand


def _sorted(numbers: Iterable[int]) -> bool:
    given = list(numbers)
    return given == sorted(given)


def _arranged(keys: Sequence[str], order: Sequence[str]) -> list[int]:
    """Sort the numbers of keys; one that is no field stays behind the one before it."""
    places, last = [], -1
    for key in keys:
        last = order.index(key) if key in order else last
        places.append(last)
    return sorted(range(len(keys)), key=places.__getitem__)


FIXER = Fixer(
    "key-order",
    "Fields stand in the order in which the kind's class lists them; of a record, links, related, evidence and unverified come last.",
    _find,
    severity=Severity.WARNING,
)
