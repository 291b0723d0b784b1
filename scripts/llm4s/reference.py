"""A reference in a chapter as readers see it: a link with the record's name, and for a term its definition."""

from __future__ import annotations

from markupsafe import escape

from llm4s.catalog import Catalog
from llm4s.markup import Chapter, Reference


def reference_html(chapter: Chapter, reference: Reference, catalog: Catalog, root: str) -> str:
    """Give the link of a reference; root is the way from the page to the site's root."""
    entry = catalog.get(reference.target)
    if entry is None:
        return str(escape(reference.label or reference.target))
    definition = getattr(entry.record, "definition", "")
    name = _in_running_text(entry.name) if definition and not chapter.begins_sentence(reference.start) else entry.name
    label = escape(reference.label or name)
    css = "term" if definition else "record"
    title = escape(definition) if definition else escape(f"{entry.name}: {entry.kind.cls.label[0]}")
    return f'<a class="{css}" href="{root}{entry.url}" title="{title}">{label}</a>'


def _in_running_text(name: str) -> str:
    """Write a term small inside a sentence, unless it is an abbreviation or spelt with capitals inside."""
    return name[0].lower() + name[1:] if name[1:] == name[1:].lower() and len(name) > 1 else name
