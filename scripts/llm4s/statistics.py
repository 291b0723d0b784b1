"""Counts that say how complete and how fresh the catalogue is."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from llm4s.catalog import Catalog
from llm4s.index import Index
from llm4s.record import Entry, Kind

FRESH = datetime.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Row:
    """The counts of one group of records."""

    name: str
    records: int
    facts: int
    """Fields that state facts."""
    supported: int
    """Those of them that a piece of evidence names."""
    fresh: int
    """Records all of whose evidence was read within the last 365 days."""
    unverified: int
    """Records that carry a mark of an unverified fact."""
    orphans: tuple[str, ...]
    """Paths of records that no other record and no chapter leads to."""

    @property
    def share_supported(self) -> float:
        """Share of the facts that evidence supports, 1 where there are none."""
        return self.supported / self.facts if self.facts else 1.0

    @property
    def share_fresh(self) -> float:
        """Share of the records verified within the last 365 days, 1 where there are none."""
        return self.fresh / self.records if self.records else 1.0


@dataclass(frozen=True)
class Statistics:
    """The state of a catalogue on a day."""

    day: datetime.date
    total: Row
    kinds: tuple[Row, ...]
    domains: tuple[tuple[str, tuple[int, ...]], ...]
    """For each domain that is used: its name, and the number of records of each kind in the order of `kinds`."""


def statistics(catalog: Catalog, index: Index, mentioned: Collection[str], day: datetime.date | None = None) -> Statistics:
    """Count a catalogue; without a day, as of the last day on which anything was checked, so that a build repeats itself.

    Vocabularies are left out: their words are pages, but no facts of the field. `mentioned` are the paths of records that
    chapters link or cite.
    """
    entries = [entry for entry in catalog if entry.kind.name != "vocabulary"]
    day = day or max((evidence.checked for entry in entries for evidence in entry.record.evidence), default=datetime.date.min)
    linked = {path for path, links in index.backlinks.items() if any(link.origin.path != path for link in links)} | set(mentioned)
    kinds = [kind for kind in catalog.kinds if kind.name != "vocabulary"]
    rows = tuple(_row(kind.title, catalog.of(kind.plural).values(), linked, day) for kind in kinds)
    return Statistics(day, _row("All", entries, linked, day), rows, tuple(_domains(index, kinds, catalog)))


def _row(name: str, entries: Iterable[Entry], linked: Collection[str], day: datetime.date) -> Row:
    entries = list(entries)
    facts = supported = fresh = unverified = 0
    for entry in entries:
        stated = entry.record.model_fields_set - entry.kind.cls.editorial
        facts += len(stated)
        supported += len(stated & {fact for evidence in entry.record.evidence for fact in evidence.facts})
        fresh += all(evidence.checked >= day - FRESH for evidence in entry.record.evidence)
        unverified += bool(entry.record.unverified)
    return Row(name, len(entries), facts, supported, fresh, unverified, tuple(entry.path for entry in entries if entry.path not in linked))


def _domains(index: Index, kinds: Collection[Kind], catalog: Catalog) -> Iterable[tuple[str, tuple[int, ...]]]:
    vocabulary = catalog.get("vocabularies/domain")
    words = getattr(vocabulary.record, "words", ()) if vocabulary else ()
    for word in words:
        found = index.uses.get(("domain", word.id), ())
        counts = tuple(sum(entry.kind == kind for entry in found) for kind in kinds)
        if any(counts):
            yield word.name, counts
