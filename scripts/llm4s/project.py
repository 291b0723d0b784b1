"""The door that adapters use: a root folder in, checks, pages and exports out."""

from __future__ import annotations

import contextlib
import datetime
import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from llm4s import chapters, figures, ledger, moved, rulebook
from llm4s.catalog import Catalog
from llm4s.dead_links import dead
from llm4s.disk import read_file, read_tree
from llm4s.figures import Held
from llm4s.index import Index, build_index
from llm4s.kinds import all_kinds
from llm4s.ledger import LEDGER, Ledger
from llm4s.link import link
from llm4s.load import Memo, load
from llm4s.markup import Chapter, read_chapter
from llm4s.moved import Moves
from llm4s.problem import Location, Problem, in_order
from llm4s.record import Entry
from llm4s.render import Site
from llm4s.rule import Scope
from llm4s.rulebook import Rulebook
from llm4s.rules import all_rules
from llm4s.source import decode

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
    today: datetime.date = datetime.date.min

    def site(self, address: str, source: str = "") -> Site:
        """Give what pages are made from: where the site will be published, and the start of addresses at which its sources are seen."""
        return Site(
            self.catalog,
            self.index,
            address,
            chapters.mentions(self.chapters),
            dead(self.ledger),
            self.rulebook,
            self.today,
            source,
            chapters.place_of("lineage", self.chapters),
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

    def check(self, today: datetime.date) -> State:
        """Load all records and chapters, resolve their references, and apply all rules."""
        with _many_new_objects():
            return self._check(today)

    def _check(self, today: datetime.date) -> State:
        catalog, problems = load(read_tree(self.root, "data", skip=("data/audit", "data/links", "data/schema", RULES)), all_kinds(), self.memo)
        links, uses, faults = link(catalog)
        problems += faults
        scope = Scope(catalog, links, today)
        for rule in all_rules():
            problems.extend(rule.check(scope))
        read = []
        for path, data in read_tree(self.root, "docs").items():
            if path.endswith(".md"):
                chapter, faults = self._read_chapter(path, data)
                problems += faults
                if chapter:
                    read.append(chapter)
                    problems.extend(chapters.check(chapter, catalog))
        moves, faults = moved.read(moved.MOVES, read_file(self.root / moved.MOVES) or b"{moves: [], closed: []}")
        problems += [*faults, *moves.problems(catalog, read)]
        known, faults = self._read_ledger()
        problems += faults
        rules, held, faults = self._read_rules(catalog)
        return State(catalog, build_index(links, uses), tuple(read), in_order([*problems, *faults]), known, moves, rules, held, today)

    def _read_rules(self, catalog: Catalog) -> tuple[Rulebook | None, tuple[Held, ...], list[Problem]]:
        files = read_tree(self.root, RULES)
        rules, problems = rulebook.read(files.pop(rulebook.FILE), catalog) if rulebook.FILE in files else (None, [])
        held, faults = figures.read(files.pop(figures.FILE), catalog) if figures.FILE in files else ((), [])
        strange = [Problem(Location(path), "unknown-folder", f"{path} holds no rules", f"known: {rulebook.FILE}, {figures.FILE}") for path in files]
        return rules, held, [*problems, *faults, *strange]

    def _read_ledger(self) -> tuple[Ledger, list[Problem]]:
        path = self.root / LEDGER
        return ledger.read(LEDGER, path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else ({}, [])

    def _read_chapter(self, path: str, data: bytes) -> tuple[Chapter | None, list[Problem]]:
        known = self._chapters.get(path)
        if known is None or known[0] != data:
            text, fault = decode(path, data)
            chapter, faults = read_chapter(path, text) if text is not None else (None, [fault] if fault else [])
            known = self._chapters[path] = (data, chapter, faults)
        return known[1], known[2]


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
