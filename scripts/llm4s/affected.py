"""Which pages change when records change, so that a preview need not be made anew as a whole."""

from __future__ import annotations

from llm4s.catalog import Catalog
from llm4s.index import Index
from llm4s.record import Entry, WordList


def affected(old: Catalog, old_index: Index, new: Catalog, new_index: Index) -> set[str] | None:
    """Give the addresses of pages that may differ between two states; None means all.

    Entries are compared as objects: loading with a memo keeps those whose files did not change.
    """
    before = {entry.path: entry for entry in old}
    after = {entry.path: entry for entry in new}
    changed = [path for path in {**before, **after} if before.get(path) is not after.get(path)]
    urls: set[str] = set()
    for path in changed:
        for catalog, index, entry in ((old, old_index, before.get(path)), (new, new_index, after.get(path))):
            if entry is not None:
                if isinstance(entry.record, WordList):
                    return None
                urls |= _around(catalog, index, entry)
    return urls


def _around(catalog: Catalog, index: Index, entry: Entry) -> set[str]:
    urls = {entry.url, f"{entry.kind.plural}/", "explore/"}
    siblings = list(catalog.of(entry.kind.plural))
    place = siblings.index(entry.id)
    urls |= {f"{entry.kind.plural}/{other}/" for other in siblings[max(place - 1, 0) : place + 2]}
    for link in index.backlinks.get(entry.path, ()):  # pages and listings that show this record's name
        urls |= {link.origin.url, f"{link.origin.kind.plural}/"}
    for path, links in index.backlinks.items():  # pages that list this record among those that name them
        if any(link.origin is entry for link in links):
            urls.add(f"{path}/")
    for (vocabulary, word), entries in index.uses.items():
        if any(user is entry for user in entries):
            urls |= {f"vocabularies/{vocabulary}/{word}/", f"vocabularies/{vocabulary}/"}
    return urls
