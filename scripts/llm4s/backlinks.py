"""Who names a record, and in which words a page says so."""

from __future__ import annotations

from collections import defaultdict

from llm4s.index import Index
from llm4s.record import Entry
from llm4s.view import field_label


def backlinks(index: Index, entry: Entry) -> list[tuple[str, list[Entry]]]:
    """Group the records that name this one by the reason why they do."""
    groups: dict[str, dict[str, Entry]] = defaultdict(dict)
    for link in index.backlinks.get(entry.path, ()):
        reason = _REASONS.get(link.field, "{} that name it under “" + field_label(link.field).lower() + "”")
        groups[reason.format(link.origin.kind.title)][link.origin.path] = link.origin
    return [(reason, list(origins.values())) for reason, origins in groups.items()]


_REASONS = {
    "base_models": "{} built on it",
    "built_from": "{} made from it",
    "built_on": "{} that build on it",
    "creators": "{} it made or keeps",
    "datasets": "{} that search it",
    "developers": "{} it developed",
    "generated_by": "{} it wrote part of",
    "licence": "{} under it",
    "licences": "{} with parts under it",
    "metrics": "{} scored by it",
    "models": "{} that use it",
    "papers": "{} that rest on it",
    "parents": "{} that belong to it",
    "publishers": "{} it publishes",
    "results": "{} with published scores on it",
    "see_also": "{} that refer to it",
    "superseded_by": "{} it replaces",
    "tools": "{} that use it",
    "training_data": "{} trained on it",
}
