"""Old addresses kept alive: pages that lead on to where a record stands now, and pages that say what was removed."""

from __future__ import annotations

from collections.abc import Iterator

from llm4s.catalog import Catalog
from llm4s.history import REMOVED
from llm4s.record import WordList
from llm4s.render import Page, Site, environment


def forwards(catalog: Catalog) -> dict[str, tuple[str, str]]:
    """Give address and name of the living page for every former address of a record, and of the words of a vocabulary."""
    found: dict[str, tuple[str, str]] = {}
    for path, entry in catalog.former.items():
        found[f"{path}/"] = entry.url, entry.name
        if isinstance(entry.record, WordList):
            found |= {f"{path}/{word.id}/": (f"{entry.url}{word.id}/", word.name) for word in entry.record.words}
    return found


def forward_files(site: Site) -> Iterator[tuple[str, str]]:
    """Give the file of every page that only leads on, as (path below the site's root, HTML)."""
    template = environment().get_template("forward.html")
    for old, (new, name) in forwards(site.catalog).items():
        yield f"{old}index.html", template.render(new=new, name=name, root="../" * old.count("/"), address=site.address)


def removed_pages(site: Site) -> Iterator[Page]:
    """Make the page of everything that was removed: what stood there, why it is gone, what to read instead.

    Links in a frame are relative, so there is one for each depth of address.
    """
    titles = {entry.url: entry.name for entry in site.catalog}
    for removed in site.history.removed:
        instead = [(address, titles.get(address, address)) for address in removed.instead]
        body = environment().get_template("removed.html").render(removed=removed, instead=instead, root="../" * removed.address.count("/"))
        text = f"{removed.name} is no longer part of this site: {removed.reason}"
        yield Page(f"removed/{removed.address.count('/')}", removed.address, f"{removed.name} (removed)", text[:155], body, edit=REMOVED)
