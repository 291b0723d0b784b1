"""Guide text meets the catalog: references and listings are checked and expanded, citations counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from llm4s import calculators, drawings, routes
from llm4s.catalog import Catalog
from llm4s.drawings import Drawings, framed
from llm4s.formula import FormulaError, mathml
from llm4s.index import Mention
from llm4s.link import renamed, suggestion, words
from llm4s.markup import Chapter, Listing
from llm4s.measures import box
from llm4s.milestones import milestones_html
from llm4s.pictures import PICTURES, picture_html
from llm4s.problem import Problem
from llm4s.record import Entry
from llm4s.reference import reference_html
from llm4s.render import Site, environment, rows_of
from llm4s.statistics import statistics

OPEN, CLOSE, AT = "\ue000", "\ue001", "\ue002"
TOKEN = re.compile(f"(<p>)?{OPEN}([0-9]+){CLOSE}(?(1)</p>)?")
FILTERS = ("domain", "task", "topic", "status", "type")
GUIDE_VIEWS = ("mindmap", "diagram", "fields", "rules", "chooser", "choices", "figures", "chapters", "trace", "changes", *calculators.VIEWS, routes.VIEW)
VIEWS = ("counts", "statistics", "milestones")
MAX_ROWS = 200


@dataclass(frozen=True)
class Expansion:
    """Markdown with tokens in place of what the catalog fills in, and the HTML for each token."""

    markdown: str
    fragments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guide:
    """What expanding needs: the catalog's site, views of the guide itself as HTML by name, its figures, and minutes by chapter."""

    site: Site
    views: Mapping[str, str] = field(default_factory=dict)
    drawings: Drawings = field(default_factory=dict)
    minutes: Mapping[str, int] = field(default_factory=dict)


def url_of(path: str) -> str:
    """Turn docs/guide/history.md into guide/history/, and an index into its folder."""
    parts = path.removeprefix("docs/").removesuffix(".md").split("/")
    if parts[-1] in ("index", "README"):
        parts.pop()
    return "/".join([*parts, ""]) if parts else ""


def root_from(url: str) -> str:
    """Give the way from a page back to the site's root: ../../ for guide/history/."""
    return "../" * url.count("/") or "./"


def check(chapter: Chapter, catalog: Catalog) -> Iterator[Problem]:
    """Find every reference, citation, listing and front matter of a chapter that does not hold."""
    yield from _check_front_matter(chapter, catalog)
    for reference in chapter.references:
        if catalog.get(reference.target) is None and reference.target not in catalog.broken:
            hint = renamed(catalog, reference.target) or suggestion(reference.target, catalog.known(), "data/")
            yield Problem(chapter.where(reference.start), "unknown-reference", f"[[{reference.target}]] names no record", hint)
        elif any(start <= reference.start < end for start, end in chapter.headings):
            what = f"[[{reference.target}]] stands in a heading"
            yield Problem(chapter.where(reference.start), "reference-in-heading", what, "link it in the text below the heading")
    papers = catalog.of("papers")
    for citation in chapter.citations:
        if citation.key not in papers and f"papers/{citation.key}" not in catalog.broken:
            hint = renamed(catalog, f"papers/{citation.key}", by_id=True) or suggestion(citation.key, catalog.known("papers"), "data/papers/")
            yield Problem(chapter.where(citation.start), "unknown-citation", f"[@{citation.key}] names no paper", hint)
        elif chapter.reads_as_note(citation):
            what = f"[@{citation.key}] at the start of a line and before ':' would be read as a footnote's definition"
            yield Problem(chapter.where(citation.start), "citation-as-note", what, "move the line break, so that a word stands before it")
    for formula in chapter.formulas:
        try:
            mathml(formula.latex, display=formula.display)
        except FormulaError as error:
            yield Problem(chapter.where(formula.start), "bad-formula", f"the formula cannot be set: {error}", "use plain LaTeX without packages or macros")
    for listing in chapter.listings:
        if fault := _listing_fault(listing, catalog):
            yield Problem(chapter.where(listing.start), "bad-listing", *fault)


def _check_front_matter(chapter: Chapter, catalog: Catalog) -> Iterator[Problem]:
    for name in ("title", "description"):
        if not isinstance(chapter.meta.get(name), str):
            yield Problem(chapter.where(0), "front-matter", f"the page has no '{name}' in its front matter", f"begin the file with ---, {name}: ..., ---")
    topics = chapter.meta.get("topics", [])
    known = words(catalog).get("topic", [])
    for topic in topics if isinstance(topics, list) else [topics]:
        if topic not in known:
            hint = suggestion(str(topic), known, "data/vocabularies/topic.yaml")
            yield Problem(chapter.where(0), "unknown-word", f"'topics' holds '{topic}', which is no word of the vocabulary 'topic'", hint)


def _listing_fault(listing: Listing, catalog: Catalog) -> tuple[str, str] | None:
    if listing.source == "guide":
        good = listing.kind in GUIDE_VIEWS and len(listing.words) == 1
        return None if good else (f"there is no view '{' '.join(listing.words)}' of the guide", f"known: {', '.join(GUIDE_VIEWS)}")
    plurals = [kind.plural for kind in catalog.kinds]
    if listing.kind in (*VIEWS, *PICTURES) and len(listing.words) == 1:
        return None
    if listing.kind not in plurals:
        return f"'{listing.kind}' is no kind of records", suggestion(listing.kind, [*plurals, *VIEWS, *PICTURES], "scripts/llm4s/kinds/")
    if bad := listing.malformed():
        return f"'{bad[0]}' is no option", "write name=word, such as topic=retrieval"
    known = words(catalog)
    for name, value in listing.options().items():
        if name == "limit" and value.isdigit():
            continue
        if name not in FILTERS:
            return f"'{name}' is no filter", f"known: {', '.join(FILTERS)}, limit"
        vocabulary = next((v for v in (name, f"{listing.kind[:-1]}-{name}") if v in known), name)
        for word in value.split(","):
            if word not in known.get(vocabulary, []):
                return f"'{word}' is no word of the vocabulary '{vocabulary}'", suggestion(
                    word, known.get(vocabulary, []), f"data/vocabularies/{vocabulary}.yaml"
                )
    return None


def mentions(chapters: Iterable[Chapter]) -> dict[str, list[Mention]]:
    """Say which chapters link or cite a record, by the record's path, each chapter once."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for chapter in chapters:
        mention = Mention(chapter.title, url_of(chapter.path))
        targets = [reference.target for reference in chapter.references] + [f"papers/{citation.key}" for citation in chapter.citations]
        for target in dict.fromkeys(targets):
            found[target].append(mention)
    return dict(found)


def place_of(listing: str, chapters: Iterable[Chapter]) -> str:
    """Give the address of the first chapter that places a listing; nothing where none does."""
    return next((url_of(chapter.path) for chapter in chapters for found in chapter.listings if (found.source, found.kind) == ("catalog", listing)), "")


def expand(chapter: Chapter, guide: Guide) -> Expansion:
    """Put tokens in place of references and listings, and hide every @ that cites nothing."""
    root = root_from(url_of(chapter.path))
    fragments: list[str] = []
    changes: list[tuple[int, int, str]] = []
    for reference in chapter.references:
        fragments.append(reference_html(chapter, reference, guide.site.catalog, root))
        changes.append((reference.start, reference.end, f"{OPEN}{len(fragments) - 1}{CLOSE}"))
    for listing in chapter.listings:
        fragments.append(_listing_html(listing, chapter, guide, root))
        changes.append((listing.start, listing.end, f"\n\n{OPEN}{len(fragments) - 1}{CLOSE}\n\n"))
    if (opening := box(chapter)) and (minutes := guide.minutes.get(chapter.path)):
        changes.append((opening.end(1), opening.end(1), f" · about {minutes} minutes"))
    changes += routes.insertions(chapter, guide.minutes)
    for picture, name in drawings.shown(chapter):
        fragments.append(drawings.fragment(name, guide.drawings))
        changes.append((picture.start, picture.end, f"{OPEN}{len(fragments) - 1}{drawings.CLOSE}"))
    keys = {citation.start for citation in chapter.citations}
    pieces, last = [], 0
    for start, end, token in sorted(changes):
        pieces += [_hide(chapter.text, last, start, keys), token]
        last = end
    return Expansion("".join([*pieces, _hide(chapter.text, last, len(chapter.text), keys)]), tuple(fragments))


def finish(html: str, fragments: Sequence[str]) -> str:
    """Replace tokens in finished HTML by their fragments and show hidden @ again."""

    def fragment(match: re.Match[str]) -> str:
        number = int(match[2])
        return fragments[number] if number < len(fragments) else ""

    return TOKEN.sub(fragment, framed(html, fragments)).replace(AT, "@")


def _hide(text: str, start: int, end: int, keys: set[int]) -> str:
    piece = text[start:end]
    for char in (OPEN, CLOSE, AT, drawings.CLOSE):
        piece = piece.replace(char, " ")
    if "@" not in piece:
        return piece
    return "".join(AT if char == "@" and start + number not in keys else char for number, char in enumerate(piece))


def _listing_html(listing: Listing, chapter: Chapter, guide: Guide, root: str) -> str:
    site = guide.site
    if listing.source == "guide" and listing.kind == routes.VIEW:
        return routes.route_html(chapter, listing, guide.minutes)
    if listing.source == "guide":
        return guide.views.get(listing.kind, "").replace("{root}", root)
    if listing.kind == "counts":
        counts = [(kind, len(site.catalog.of(kind.plural))) for kind in site.catalog.kinds]
        return environment().get_template("counts.html").render(counts=counts, root=root)
    if listing.kind == "statistics":
        return environment().get_template("statistics.html").render(found=statistics(site.catalog, site.index, site.mentions))
    if listing.kind == "milestones":
        return milestones_html(chapter, site, root)
    if listing.kind in PICTURES:
        return picture_html(site, listing.kind, root)
    kind = next((kind for kind in site.catalog.kinds if kind.plural == listing.kind), None)
    entries = listed(listing, site.catalog)
    if kind is None or not entries:
        return '<p class="empty">No record yet.</p>'
    rows = rows_of(site, kind, entries[: min(int(listing.options().get("limit", MAX_ROWS)), MAX_ROWS)])
    template = environment().get_template("embedded.html")
    return template.render(rows=rows, root=root, kind=kind, more=len(entries) - len(rows))


def listed(listing: Listing, catalog: Catalog) -> list[Entry]:
    """Give the records that a listing is about, those beyond its limit included."""
    wanted = [option for option in listing.options().items() if option[0] != "limit"]
    return [entry for entry in catalog.of(listing.kind).values() if all(_carries(entry, *option) for option in wanted)]


def _carries(entry: Entry, name: str, value: str) -> bool:
    wanted = value.split(",")
    held = getattr(entry.record, f"{name}s", None) or getattr(entry.record, name, None)
    return any(word in wanted for word in ([held] if isinstance(held, str) else held or ()))
