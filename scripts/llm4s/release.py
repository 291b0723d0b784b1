"""The public account of the data: one file for each release, written from a difference, and the list of all published addresses."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

import yaml

from llm4s.changes import RecordChange
from llm4s.difference import Difference
from llm4s.history import ADDRESSES, RELEASES, Named, Release
from llm4s.phrasing import code, escaped
from llm4s.record import Entry

MOST = 1_500  # names in one group, so that the account stays below the bound of a file


def account(name: str, day: datetime.date, counts: dict[str, int], found: Difference | None) -> Release:
    """Give the account of a release; without a difference, of the first one."""
    if found is None:
        return Release(name=name, day=day, counts=counts)
    return Release(
        name=name,
        day=day,
        counts=counts,
        added=[_named(entry) for entry in found.added][:MOST],
        renamed=[_changed(change, was=True) for change in found.renamed][:MOST],
        removed=[_named(entry) for entry in found.removed][:MOST],
        changed=[_changed(change) for change in found.changed if _facts(change)][:MOST],
        chapters=[change.title for change in found.chapters if change.what != "removed"],
    )


def _named(entry: Entry) -> Named:
    return Named(record=entry.path, name=entry.name)


def _changed(change: RecordChange, *, was: bool = False) -> Named:
    return Named(record=change.after.path, name=change.after.name, was=change.before.path if was else None, fields=_facts(change))


def _facts(change: RecordChange) -> list[str]:
    """Name the fields that readers care about; evidence is kept up all the time."""
    return [found.label for found in change.fields if found.field not in ("evidence", "unverified", "former_ids")]


def release_file(release: Release) -> tuple[str, str]:
    """Write the account of a release, as (path below the root, text)."""
    text = yaml.safe_dump(release.model_dump(mode="json", exclude_defaults=True), sort_keys=False, allow_unicode=True, width=160)
    return f"{RELEASES}/{release.name}.yaml", text


def address_files(known: Iterable[str], living: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Write the lists of all addresses ever published, one for each folder of the site: they only grow."""
    lists: dict[str, list[str]] = {}
    for address in sorted({*known, *living} - {""}):
        lists.setdefault(address.split("/")[0], []).append(address)
    for folder, addresses in lists.items():
        yield f"{ADDRESSES}/{folder}.txt", "".join(f"{address}\n" for address in addresses)


def notes(release: Release) -> str:
    """Tell a release in Markdown, for the page of a release on the code host."""
    counts = ", ".join(f"{count:,} {plural}" for plural, count in release.counts.items() if count)
    groups: list[tuple[str, Sequence[Named]]] = [
        ("Records added", release.added),
        ("Records with a new address", release.renamed),
        ("Records removed", release.removed),
        ("Records of which facts or words changed", release.changed),
    ]
    parts = [f"The catalogue of {release.day}: {counts}."]
    for heading, rows in groups:
        if rows:
            parts.append("\n".join([f"### {heading}: {len(rows)}", "", *(f"- {_told(row)}" for row in rows[:200]), *_rest(rows)]))
    if release.chapters:
        parts.append("\n".join(["### Chapters", "", *(f"- {escaped(title)}" for title in release.chapters)]))
    return "\n\n".join(parts) + "\n"


def _told(row: Named) -> str:
    was = f", before {code(row.was)}" if row.was else ""
    fields = f": {', '.join(field.lower() for field in row.fields)}" if row.fields else ""
    return f"{escaped(row.name)} ({code(row.record)}{was}){fields}"


def _rest(rows: Sequence[Named]) -> list[str]:
    return [f"- and {len(rows) - 200} more"] if len(rows) > 200 else []
