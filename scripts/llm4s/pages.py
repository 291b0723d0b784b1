"""Every page of the catalog, and every address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from llm4s.catalog import Catalog
from llm4s.dead_links import mark
from llm4s.forwarding import removed_pages
from llm4s.record import Entry, Kind, VocabularyWord, WordList
from llm4s.render import Page, Site, column_labels, environment, record_page, rows_of
from llm4s.view import present


def pages(site: Site, only: Container[str] | None = None) -> Iterator[Page]:
    """Give every page of the catalog, or those with the addresses given: listings, records, words of vocabularies."""
    for kind in site.catalog.kinds:
        entries = list(site.catalog.of(kind.plural).values())
        if only is None or f"{kind.plural}/" in only:
            yield listing_page(site, kind, entries)
        for number, entry in enumerate(entries):
            if only is None or entry.url in only:
                page = record_page(site, entry, _beside(entries, number - 1), _beside(entries, number + 1))
                yield replace(page, body=mark(page.body, site.dead))
    for url, make in _TOOLS.items():
        if only is None or url in only:
            yield make(site)
    for entry, word in _words(site.catalog):
        if only is None or f"{entry.url}{word.id}/" in only:
            yield word_page(site, entry, word)
    yield from (page for page in removed_pages(site) if only is None or page.url in only)


def addresses(site: Site) -> Iterator[tuple[str, str]]:
    """Give the address of every page of the catalog, and the day of its newest check or ''."""
    for kind in site.catalog.kinds:
        days = {entry.url: _checked(entry) for entry in site.catalog.of(kind.plural).values()}
        yield f"{kind.plural}/", max(days.values(), default="")
        yield from days.items()
    yield from ((url, "") for url in _TOOLS)
    yield from ((f"{entry.url}{word.id}/", "") for entry, word in _words(site.catalog))


def _words(catalog: Catalog) -> Iterator[tuple[Entry, VocabularyWord]]:
    for entry in catalog:
        if isinstance(entry.record, WordList):
            yield from ((entry, word) for word in entry.record.words)


def listing_page(site: Site, kind: Kind, entries: Sequence[Entry]) -> Page:
    """Make the page that lists all records of a kind."""
    body = (
        environment()
        .get_template("listing.html")
        .render(kind=kind, root="../", count=len(entries), columns=column_labels(kind), rows=rows_of(site, kind, entries))
    )
    return Page(f"{kind.plural}/index", f"{kind.plural}/", kind.title, kind.introduction, body)


def explore_page(site: Site) -> Page:
    """Make the page that lists all records of all kinds."""
    kinds = [(kind, len(site.catalog.of(kind.plural))) for kind in site.catalog.kinds]
    rows = [(entry, present(entry, "domains", site.names)) for entry in site.catalog]
    body = environment().get_template("explore.html").render(kinds=kinds, rows=rows, root="../", count=len(rows))
    return Page("explore/index", "explore/", "Explore", "All records of the catalogue in one table, to filter, sort, compare and cite.", body)


def compare_page(site: Site) -> Page:
    """Make the page on which records are compared."""
    body = environment().get_template("compare.html").render(kinds=site.catalog.kinds, root="../")
    return Page("compare/index", "compare/", "Compare", "Records of one kind side by side, with what differs marked and the evidence of each value.", body)


def basket_page(_: Site) -> Page:
    """Make the page that shows what a reader put aside."""
    body = environment().get_template("basket.html").render(root="../")
    return Page("basket/index", "basket/", "Basket", "Records put aside, to be cited, compared, or taken along as a file.", body)


_TOOLS = {"explore/": explore_page, "compare/": compare_page, "basket/": basket_page}


def word_page(site: Site, entry: Entry, word: VocabularyWord) -> Page:
    """Make the page of one word of a vocabulary, with all records that carry it."""
    groups: dict[Kind, list[Entry]] = defaultdict(list)
    for user in site.index.uses.get((entry.id, word.id), ()):
        groups[user.kind].append(user)
    narrower = [other for other in entry.record.words if other.broader == word.id] if isinstance(entry.record, WordList) else []
    body = environment().get_template("word.html").render(entry=entry, word=word, narrower=narrower, root="../../../", groups=groups)
    anchors = [(f"with-{kind.plural}", kind.title) for kind in groups]
    text = f"{entry.name}, {word.name}: {word.description} All records that carry this word."
    return Page("vocabularies/word", f"{entry.url}{word.id}/", word.name, text[:155], body, anchors, edit=f"data/{entry.path}.yaml")


def _checked(entry: Entry) -> str:
    return max((evidence.checked.isoformat() for evidence in entry.record.evidence), default="")


def _beside(entries: Sequence[Entry], number: int) -> Entry | None:
    return entries[number] if 0 <= number < len(entries) else None
