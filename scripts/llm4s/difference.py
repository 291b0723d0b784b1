"""What differs for readers between two checked states of a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from llm4s.affected import affected
from llm4s.catalog import Catalog
from llm4s.changes import RecordChange, compared, renames
from llm4s.chapters import Guide, expand, url_of
from llm4s.dead_links import dead
from llm4s.drawings import Drawings
from llm4s.history import History
from llm4s.index import Index
from llm4s.ledger import Ledger
from llm4s.markup import Chapter
from llm4s.outside import occurrences
from llm4s.pages import pages
from llm4s.problem import Problem, Severity
from llm4s.record import Entry
from llm4s.render import Site


class State(Protocol):
    """What is compared: a checked project, as `Project.check` gives it."""

    @property
    def catalog(self) -> Catalog: ...
    @property
    def index(self) -> Index: ...
    @property
    def chapters(self) -> Sequence[Chapter]: ...
    @property
    def problems(self) -> Sequence[Problem]: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def history(self) -> History: ...
    @property
    def drawings(self) -> Drawings: ...
    @property
    def minutes(self) -> Mapping[str, int]: ...
    def site(self, address: str) -> Site: ...


@dataclass(frozen=True, slots=True)
class ChapterChange:
    """A chapter whose own text differs: 'added', 'removed' or 'changed', and how many words went and came."""

    path: str
    title: str
    what: str
    words_removed: int = 0
    words_added: int = 0


@dataclass(frozen=True)
class Difference:
    """Everything that differs; each group in the order of the catalogue."""

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    changed: tuple[RecordChange, ...] = ()
    """Records that stand where they stood."""
    renamed: tuple[RecordChange, ...] = ()
    lost: tuple[str, ...] = ()
    """Addresses of records that lead nowhere afterwards."""
    unreadable: tuple[str, ...] = ()
    """Records that cannot be read afterwards, and so are not compared."""
    unreadable_before: tuple[str, ...] = ()
    """Records that could not be read before, and so are not compared."""
    problems: tuple[Problem, ...] = ()
    """Problems that were not there before."""
    solved: int = 0
    """Number of problems that are there no more."""
    links_added: tuple[str, ...] = ()
    """Addresses outside the site that were nowhere before."""
    links_removed: tuple[str, ...] = ()
    links_dead: tuple[str, ...] = ()
    """Those of the new ones that the ledger knows as dead."""
    references_added: int = 0
    references_removed: int = 0
    chapters: tuple[ChapterChange, ...] = ()
    pages: tuple[str, ...] = ()
    """Addresses of further pages on which a change shows."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Number of records of each kind afterwards."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any(getattr(self, name) for name in self.__dataclass_fields__ if name != "counts")


def difference(old: State, new: State) -> Difference:
    """Compare two states that were read with one memory, so that records of unchanged files are the same objects."""
    before = {entry.path: entry for entry in old.catalog if entry.path not in new.catalog.broken}
    after = {entry.path: entry for entry in new.catalog if entry.path not in old.catalog.broken}
    gone = {path: entry for path, entry in before.items() if path not in after}
    come = {path: entry for path, entry in after.items() if path not in before}
    names = old.site("").names, new.site("").names
    moved = [
        RecordChange(was, now, (), (), "merged") if now.path in before else compared(was, now, *names, how)
        for was, now, how in renames(gone, come, new.catalog)
    ]
    changed = [compared(was, after[path], *names) for path, was in before.items() if path in after and was is not after[path]]
    for change in moved:
        gone.pop(change.before.path)
        come.pop(change.after.path, None)
    told = {removed.address for removed in new.history.removed}
    dying = [*(change.before for change in moved if change.kept_by not in ("former id", "merged")), *gone.values()]
    past, present = _links(old), _links(new)
    known, found = Counter(map(_fault, old.problems)), Counter(map(_fault, new.problems))
    references = _references(old.index), _references(new.index)
    chapters = tuple(_chapters(old.chapters, new.chapters))
    return Difference(
        added=tuple(come.values()),
        removed=tuple(gone.values()),
        changed=tuple(change for change in changed if change.fields),
        renamed=tuple(moved),
        lost=tuple(entry.url for entry in dying if entry.url not in told),
        unreadable=tuple(sorted(new.catalog.broken - old.catalog.broken)),
        unreadable_before=tuple(sorted(old.catalog.broken)),
        problems=tuple(problem for problem in new.problems if _fault(problem) not in known),
        solved=sum(count for fault, count in known.items() if fault not in found),
        links_added=tuple(link for link in present if link not in past),
        links_removed=tuple(link for link in past if link not in present),
        links_dead=tuple(link for link in present if link not in past and link in dead(new.ledger)),
        references_added=len(references[1] - references[0]),
        references_removed=len(references[0] - references[1]),
        chapters=chapters,
        pages=_pages(old, new, {url_of(change.path) for change in chapters}),
        counts={kind.plural: len(new.catalog.of(kind.plural)) for kind in new.catalog.kinds},
    )


def _fault(problem: Problem) -> tuple[str, str, str, Severity]:
    """What makes a problem the same on both sides, whatever its line."""
    return problem.where.path, problem.code, problem.message, problem.severity


def _links(state: State) -> dict[str, None]:
    return dict.fromkeys(place.address for place in occurrences(state.catalog, state.chapters))


def _references(index: Index) -> set[tuple[str, str, str]]:
    return {(link.origin.path, link.field, link.target.path) for links in index.backlinks.values() for link in links}


def _chapters(old: Iterable[Chapter], new: Iterable[Chapter]) -> Iterable[ChapterChange]:
    before, after = {chapter.path: chapter for chapter in old}, {chapter.path: chapter for chapter in new}
    for path in sorted({**before, **after}):
        was, now = before.get(path), after.get(path)
        if was is None or now is None:
            chapter = now or was
            words = len(chapter.text.split()) if chapter else 0
            title = chapter.title if chapter else path
            yield ChapterChange(path, title, "added" if now else "removed", 0 if now else words, words if now else 0)
        elif was.text != now.text:
            yield ChapterChange(path, now.title, "changed", *_words(was.text, now.text))


def _words(was: str, now: str) -> tuple[int, int]:
    """Count the words that went and came; those that only stand elsewhere are not counted."""
    before, after = Counter(was.split()), Counter(now.split())
    return (before - after).total(), (after - before).total()


def _pages(old: State, new: State, told: set[str]) -> tuple[str, ...]:
    """Make the pages that may differ on both sides and name those that do, chapters with what the catalogue fills in, too."""
    only = affected(old.catalog, old.index, new.catalog, new.index)
    sites = old.site(""), new.site("")
    before, after = ({page.url: page.body for page in pages(site, only)} for site in sites)
    own = {entry.url for entry in (*old.catalog, *new.catalog) if old.catalog.get(entry.path) is not new.catalog.get(entry.path)}
    shown = [url for url, body in after.items() if before.get(url) != body]
    guides = [Guide(site, {}, state.drawings, state.minutes) for site, state in zip(sites, (old, new), strict=True)]
    texts = {chapter.path: expand(chapter, guides[0]) for chapter in old.chapters}
    shown += [url_of(chapter.path) for chapter in new.chapters if chapter.path in texts and texts[chapter.path] != expand(chapter, guides[1])]
    return tuple(url for url in dict.fromkeys(shown) if url not in own | told)
