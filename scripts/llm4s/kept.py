"""What was made of single records and is still true: a preview makes anew only what a change touches."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any, TypeVar

from llm4s.record import Entry

T = TypeVar("T")


class Kept:
    """Values made of entries, by what they are for; one that shows other records must be forgotten when those change."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Entry, dict[str, Any]]] = {}

    def of(self, what: str, entry: Entry, make: Callable[[], T]) -> T:
        """Give the value kept for an entry, or make it; an entry that was read anew keeps nothing."""
        known = self._known.get(entry.path)
        if known is None or known[0] is not entry:
            known = self._known[entry.path] = (entry, {})
        if what not in known[1]:
            known[1][what] = make()
        found: T = known[1][what]
        return found

    def forget(self, urls: Container[str]) -> None:
        """Forget what was made of the entries with these addresses."""
        for path in [path for path, (entry, _) in self._known.items() if entry.url in urls]:
            del self._known[path]


def kept(store: Kept | None, what: str, entry: Entry, make: Callable[[], T]) -> T:
    """Give a value from a store, where there is one; a single build needs none and saves the memory."""
    return make() if store is None else store.of(what, entry, make)
