"""The door that adapters use: a root folder in, checks, pages and exports out."""

from __future__ import annotations

import contextlib
import datetime
import functools
import gc
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from llm4s import chapters, drawings, figures, first_use, form, history, ledger, moved, rulebook, trace, wording
from llm4s.catalog import Catalog
from llm4s.dead_links import dead
from llm4s.disk import read_file, read_tree
from llm4s.document import Document
from llm4s.drawings import Drawings
from llm4s.export import published_files
from llm4s.figures import Held
from llm4s.fixer import Known, addressed, examined, mended, of_path
from llm4s.fixers import address_fixers, form_fixers
from llm4s.forwarding import forwards
from llm4s.history import History
from llm4s.index import Index, build_index
from llm4s.kept import Kept
from llm4s.kinds import all_kinds
from llm4s.ledger import LEDGER, Ledger
from llm4s.link import link
from llm4s.load import Memo, load
from llm4s.markup import Chapter, read_chapter
from llm4s.measures import Measures, measure
from llm4s.moved import Moves
from llm4s.nearby import WHOLE, concerns, nearby
from llm4s.pages import addresses
from llm4s.problem import Location, Problem, in_order
from llm4s.record import Entry
from llm4s.render import Site
from llm4s.rule import Scope
from llm4s.rulebook import Rulebook
from llm4s.rules import all_rules
from llm4s.source import decode
from llm4s.trace import Trace

RULES = "data/rules"


@dataclass(frozen=True)
class State:
    """Everything known about a project at one moment."""

    catalog: Catalog
    index: Index
    chapters: tuple[Chapter, ...]
    problems: list[Problem]
    ledger: Ledger = field(default_factory=dict)
    moves: Moves = field(default_factory=Moves)
    rulebook: Rulebook | None = None
    figures: tuple[Held, ...] = ()
    traces: tuple[Trace, ...] = ()
    today: datetime.date = datetime.date.min
    drawings: Drawings = field(default_factory=dict)
    history: History = field(default_factory=History)
    living: frozenset[str] = frozenset()
    """Every address that a reader can follow: pages, files for programs, and former addresses that lead on."""

    @functools.cached_property
    def measures(self) -> dict[str, Measures]:
        """What the chapters of the guide hold, counted, by their paths."""
        names = {entry.path: entry.name for entry in self.catalog}
        return {chapter.path: measure(chapter, names) for chapter in self.chapters if form.is_chapter(chapter)}

    @functools.cached_property
    def minutes(self) -> dict[str, int]:
        """The minutes that chapters take, by their paths."""
        return {path: measures.minutes for path, measures in self.measures.items()}

    def site(self, address: str, repository: str = "", kept: Kept | None = None) -> Site:
        """Give what pages are made from: where the site will be published, and where its repository is."""
        return Site(
            self.catalog,
            self.index,
            address,
            chapters.mentions(self.chapters),
            dead(self.ledger),
            self.rulebook,
            self.today,
            repository,
            kept,
            chapters.place_of("lineage", self.chapters),
            self.history,
        )

    def cited(self) -> list[Entry]:
        """Give the papers that chapters cite, in the order of their keys."""
        papers = self.catalog.of("papers")
        return [papers[key] for key in sorted({c.key for chapter in self.chapters for c in chapter.citations}) if key in papers]


@dataclass
class Project:
    """A checkout with its data and docs folders. Unchanged files are not read again in the next check."""

    root: Path
    memo: Memo = field(default_factory=dict)
    _chapters: dict[str, tuple[bytes, Chapter | None, list[Problem]]] = field(default_factory=dict)

    def check(self, today: datetime.date, only: Collection[str] = ()) -> State:
        """Load all records and chapters, resolve their references, and apply all rules.

        Of a few files named by their paths, the problems are the same as if all were read; what these have nothing to do with is left out.
        """
        with _many_new_objects():
            return self._check(today, () if any(path.startswith(WHOLE) for path in only) else only)

    def _check(self, today: datetime.date, only: Collection[str] = ()) -> State:
        files = self._records()
        near = nearby(files, only) if only and not any(path.startswith("docs/") for path in only) else files.keys()  # pages count and list records of all sorts
        catalog, problems = load({path: files[path] for path in near}, all_kinds(), self.memo, _examine)
        catalog = catalog.beside(path.removeprefix("data/").removesuffix(".yaml") for path in files.keys() - near)
        links, uses, faults = link(catalog)
        problems += faults
        scope = Scope(catalog, links, today)
        for rule in all_rules():
            problems.extend(rule.check(scope))
        read = []
        docs = read_tree(self.root, "docs")
        drawn, faults = drawings.read(docs)
        problems += faults
        for path, data in docs.items():
            if path.endswith(".md") and (near == files.keys() or path in only):
                chapter, faults = self._read_chapter(path, data)
                problems += faults
                if chapter:
                    read.append(chapter)
                    problems += [*chapters.check(chapter, catalog), *drawings.check(chapter, drawn)]
                    problems += [*form.check(chapter, catalog), *first_use.check(chapter, catalog)]
        past, faults = history.read(read_tree(self.root, history.FOLDER))
        living = _living(catalog, docs)
        problems += [*faults, *past.problems(living, catalog.broken)]
        moves, faults = self._read_moves()
        problems += [*faults, *moves.problems(catalog, read)]
        known, faults = self._read_ledger()
        problems += [*faults, *addressed(catalog, read, address_fixers(), Known(moves, known))]
        traces, faults = trace.read(read_tree(self.root, trace.FOLDER), catalog, read) if near == files.keys() else ((), [])
        problems += faults
        rules, held, faults = self._read_rules(catalog)
        told = in_order(problem for problem in (*problems, *faults) if not only or concerns(problem, only))
        return State(catalog, build_index(links, uses), tuple(read), told, known, moves, rules, held, traces, today, drawn, past, living)

    def fix(self, wanted: Callable[[str], bool] = lambda _: True) -> Iterator[tuple[str, bytes, bytes]]:
        """Give every record and page among those wanted that fixers change: its path, its bytes, and what they should be."""
        known = Known(self._read_moves()[0], self._read_ledger()[0])
        for path, data in {**self._records(), **read_tree(self.root, "docs")}.items():
            kind = of_path(all_kinds(), path)
            if wanted(path) and (kind or path.endswith(".md")) and (new := mended(path, data, kind, form_fixers(), address_fixers(), known)) != data:
                yield path, data, new

    def _records(self) -> dict[str, bytes]:
        return read_tree(self.root, "data", skip=("data/audit", "data/links", "data/schema", RULES, trace.FOLDER, history.FOLDER))

    def _read_rules(self, catalog: Catalog) -> tuple[Rulebook | None, tuple[Held, ...], list[Problem]]:
        files = read_tree(self.root, RULES)
        rules, problems = rulebook.read(files.pop(rulebook.FILE), catalog) if rulebook.FILE in files else (None, [])
        held, faults = figures.read(files.pop(figures.FILE), catalog) if figures.FILE in files else ((), [])
        strange = [Problem(Location(path), "unknown-folder", f"{path} holds no rules", f"known: {rulebook.FILE}, {figures.FILE}") for path in files]
        return rules, held, [*problems, *faults, *strange]

    def _read_moves(self) -> tuple[Moves, list[Problem]]:
        return moved.read(moved.MOVES, read_file(self.root / moved.MOVES) or b"{moves: [], closed: []}")

    def _read_ledger(self) -> tuple[Ledger, list[Problem]]:
        path = self.root / LEDGER
        return ledger.read(LEDGER, path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else ({}, [])

    def _read_chapter(self, path: str, data: bytes) -> tuple[Chapter | None, list[Problem]]:
        known = self._chapters.get(path)
        if known is None or known[0] != data:
            text, fault = decode(path, data)
            chapter, faults = read_chapter(path, text) if text is not None else (None, [fault] if fault else [])
            known = self._chapters[path] = (data, chapter, [*faults, *(wording.check(chapter) if chapter else ())])
        return known[1], known[2]


def checks() -> list[tuple[str, str]]:
    """Give the code of every rule and fixer with what it asks for, by code."""
    found = [(rule.code, rule.description) for rule in all_rules()]
    found += [(fixer.code, fixer.description) for fixer in form_fixers()]
    found += [(fixer.code, fixer.description) for fixer in address_fixers()]
    return sorted(found)


def _living(catalog: Catalog, docs: Iterable[str]) -> frozenset[str]:
    pages = {url for url, _ in addresses(Site(catalog, Index()))} | {chapters.url_of(path) for path in docs if path.endswith(".md")}
    return frozenset(pages | forwards(catalog).keys() | set(published_files(catalog.kinds)))


def _examine(document: Document) -> list[Problem]:
    return examined(document, form_fixers())


@contextlib.contextmanager
def _many_new_objects() -> Iterator[None]:
    """Keep Python from looking for circles among records again and again: there are none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
