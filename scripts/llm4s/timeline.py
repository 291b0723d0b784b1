"""What happened when: every date that a record states, with what it dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from llm4s.catalog import Catalog
from llm4s.fields import Gap
from llm4s.record import Entry
from llm4s.view import Names

Json = dict[str, Any]
_SINGLE = (("year", "publication"), ("published", "publication"), ("founded", "founded"))
"""Fields that hold one date, and what it dates, for records without a list of dates."""
RETRACTED = ("retracted", "Retracted")


class Moment(NamedTuple):
    """A date as exact as its record states it (YYYY, YYYY-MM or YYYY-MM-DD), and the word for what happened."""

    entry: Entry
    date: str
    event: str
    note: str = ""


def moments_of(entry: Entry) -> list[Moment]:
    """Give the dates of one record, earliest first; a record without any gives none."""
    record: Any = entry.record
    found = [Moment(entry, milestone.date, milestone.event, milestone.note or "") for milestone in getattr(record, "dates", ())]
    for field, event in _SINGLE:
        value = getattr(record, field, None)
        if not found and value and not isinstance(value, Gap):
            found = [Moment(entry, str(value), event)]
    if day := getattr(record, "retracted", None):
        found.append(Moment(entry, day, RETRACTED[0]))
    return sorted(found, key=lambda moment: moment.date)


def moments(catalog: Catalog) -> list[Moment]:
    """Give all dates of all records, earliest first."""
    return sorted((moment for entry in catalog for moment in moments_of(entry)), key=lambda moment: (moment.date, moment.entry.path))


def event_name(event: str, names: Names) -> str:
    """Give what happened as readers see it."""
    return RETRACTED[1] if event == RETRACTED[0] else names.words.get(("event", event), (event.replace("-", " ").capitalize(), ""))[0]


def timeline(catalog: Catalog, found: Sequence[Moment], names: Names) -> Json:
    """Give all dates as columns; 'rows' are places in the table of all records that listings read."""
    place = {entry.path: number for number, entry in enumerate(catalog)}
    used = dict.fromkeys(moment.event for moment in found)
    order = sorted(used, key=lambda event: (event == RETRACTED[0], _place_of(event, names)))
    events = {event: number for number, event in enumerate(order)}
    return {
        "records": len(place),
        "events": [[event, event_name(event, names)] for event in order],
        "rows": [place[moment.entry.path] for moment in found],
        "dates": [moment.date for moment in found],
        "kinds": [events[moment.event] for moment in found],
        "notes": {str(number): moment.note for number, moment in enumerate(found) if moment.note},
    }


def _place_of(event: str, names: Names) -> int:
    words = [word for vocabulary, word in names.words if vocabulary == "event"]
    return words.index(event) if event in words else len(words)


def table(found: Sequence[Moment], names: Names, address: str) -> Iterator[list[str]]:
    """Give all dates as the rows of a table for other programs, heading first."""
    yield ["date", "event", "note", "kind", "record", "name", "address"]
    for moment in found:
        entry = moment.entry
        yield [moment.date, event_name(moment.event, names), moment.note, entry.kind.name, entry.path, entry.name, address + entry.url]


def by_year(found: Sequence[Moment], catalog: Catalog) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """Count dates by year, newest first, and by kind: the headings of the columns, and the rows."""
    kinds = [kind for kind in catalog.kinds if any(moment.entry.kind is kind for moment in found)]
    counts = Counter((moment.date[:4], moment.entry.kind.name) for moment in found)
    years = sorted({year for year, _ in counts}, reverse=True)
    return [kind.title for kind in kinds], [(year, [counts[year, kind.name] for kind in kinds]) for year in years]
