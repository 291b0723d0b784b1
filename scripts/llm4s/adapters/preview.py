"""Refreshes a served site: after a change of records only, just the pages that show them."""

from __future__ import annotations

import datetime
import hashlib
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Protocol

from mkdocs.plugins import get_plugin_logger

from llm4s.adapters.output import Output
from llm4s.affected import affected
from llm4s.bibtex import paper_entry
from llm4s.disk import read_tree
from llm4s.project import Project, State
from llm4s.render import Site

log = get_plugin_logger("llm4s")


class Served(Protocol):
    """What a preview asks of the plugin that built the site."""

    project: Project
    state: State
    site: Site
    output: Output

    def today(self) -> datetime.date: ...
    def report(self, state: State) -> None: ...
    def adopt(self, state: State) -> set[str]: ...
    def write_bibliography(self) -> None: ...
    def build_chapters(self, paths: Collection[str]) -> None: ...
    def frame_folders(self) -> tuple[tuple[Path, str], ...]: ...


class Preview:
    """Stands between the server's watcher and MkDocs' builder."""

    def __init__(self, plugin: Served, build: Callable[..., None]) -> None:
        self.plugin = plugin
        self.build = build
        self.frame = self._frame()

    def refresh(self) -> None:
        """Bring the served site up to date, by a whole build when more than records changed."""
        started = time.perf_counter()
        frame = self._frame()
        if frame != self.frame or not self._refresh_records():
            self.build()
            self.frame = frame
        log.info("refreshed in %.2f s", time.perf_counter() - started)

    def _refresh_records(self) -> bool:
        """Write what depends on changed records; False if that is everything, so that a whole build is needed."""
        plugin = self.plugin
        old, new = plugin.state, plugin.project.check(plugin.today())
        plugin.report(new)
        if old.ledger != new.ledger:
            return False
        only = affected(old.catalog, old.index, new.catalog, new.index)
        if only is None or old.catalog.paths() - new.catalog.paths():
            return False
        before, after = cited_entries(old), cited_entries(new)
        stale = {key for key in before | after if before.get(key) != after.get(key)}
        chapters = plugin.adopt(new) | {c.path for c in new.chapters if any(citation.key in stale for citation in c.citations)}
        if stale:
            plugin.write_bibliography()
        plugin.build_chapters(chapters)
        plugin.output.write_pages(plugin.site, only)
        plugin.output.write_data(plugin.site, {url[:-1] for url in only if url.count("/") == 1})
        plugin.output.write_records(plugin.site, only)
        plugin.output.write_pictures(plugin.site)
        plugin.output.write_search(plugin.site, new.chapters)
        return True

    def _frame(self) -> str:
        """Sum up everything that pages are made from besides the records."""
        digest = hashlib.sha256()
        for root, folder in self.plugin.frame_folders():
            for path, data in read_tree(root, folder).items():
                digest.update(path.encode() + b"\0" + data + b"\0")
        digest.update((self.plugin.project.root / "mkdocs.yml").read_bytes())
        return digest.hexdigest()


def cited_entries(state: State) -> dict[str, str]:
    """Give the BibTeX of every cited paper by its key."""
    return {entry.id: paper_entry(entry) for entry in state.cited()}
