"""The frozen container of everything that loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from llm4s.problem import Location
from llm4s.record import Entry, Kind
from llm4s.source import Path, Source


class Catalog:
    """Entries by path (kind's plural / id), in the order of kinds and ids, with their sources for error places."""

    def __init__(self, kinds: Iterable[Kind], entries: Iterable[Entry], sources: Mapping[str, Source] | None = None, broken: Iterable[str] = ()) -> None:
        self.broken = frozenset(broken)
        """Paths of records whose files are there but cannot be read: references to them are not wrong."""
        self.kinds: tuple[Kind, ...] = tuple(kinds)
        order = {kind.plural: number for number, kind in enumerate(self.kinds)}
        ordered = sorted(entries, key=lambda entry: (order[entry.kind.plural], entry.id))
        self._entries: Mapping[str, Entry] = MappingProxyType({entry.path: entry for entry in ordered})
        self._sources = dict(sources or {})
        by_kind: dict[str, dict[str, Entry]] = {kind.plural: {} for kind in self.kinds}
        for entry in ordered:
            by_kind[entry.kind.plural][entry.id] = entry
        self._by_kind: Mapping[str, Mapping[str, Entry]] = by_kind
        self._kind_names = {kind.name: kind for kind in self.kinds}
        self.former: Mapping[str, Entry] = {path: entry for entry in reversed(ordered) for path in entry.former_paths}
        """Entries by the paths under which they stood before; where two claim one, the first in order."""

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def beside(self, paths: Iterable[str]) -> Catalog:
        """Give the same entries among others whose files are there but were not read."""
        return Catalog(self.kinds, self, self._sources, {*self.broken, *paths})

    def paths(self) -> frozenset[str]:
        """Give the paths of all entries."""
        return frozenset(self._entries)

    def known(self, plural: str = "") -> list[str]:
        """Give the paths of all records, or the ids of those of a kind, also of such as were not read."""
        paths = {*self._entries, *self.broken}
        return sorted(path.removeprefix(f"{plural}/") for path in paths if path.startswith(f"{plural}/")) if plural else sorted(paths)

    def get(self, path: str) -> Entry | None:
        """Find an entry by its path, such as models/bert."""
        return self._entries.get(path)

    def of(self, plural: str) -> Mapping[str, Entry]:
        """Give the entries of one kind by id; nothing for a kind that does not exist."""
        return self._by_kind.get(plural, {})

    def kind(self, name: str) -> Kind | None:
        """Find a kind by its singular name."""
        return self._kind_names.get(name)

    def data(self, entry: Entry) -> bytes:
        """Give the file of an entry as it was read; nothing for one that came from no file."""
        source = self._sources.get(entry.path)
        return source.data if source else b""

    def text(self, entry: Entry) -> str:
        """Give the file of an entry as text."""
        return self.data(entry).decode()

    def where(self, entry: Entry, path: Path = (), *, key: bool = False) -> Location:
        """Give the place in its file of a value of an entry, or of its key."""
        source = self._sources.get(entry.path)
        return source.locate(path, key=key) if source else Location(f"data/{entry.path}.yaml")
