"""Writes catalog pages and data files into the built site, and only what changed in a preview."""

from __future__ import annotations

import html
import os
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from llm4s.adapters.shell import Shell, fill
from llm4s.adapters.theme import with_font
from llm4s.export import exports, record_files
from llm4s.forwarding import forward_files
from llm4s.markup import Chapter
from llm4s.pages import pages
from llm4s.pictures import picture_files
from llm4s.render import Page, Site
from llm4s.search import search_files


@dataclass
class Output:
    """The folder of a built site, and what stands in it already from an earlier writing."""

    folder: Path
    address: str
    edit: str
    shells: Mapping[str, Shell]
    font: str = ""
    """Path of the font of formulas below the site's root."""
    written: dict[str, str] = field(default_factory=dict)
    listed: dict[str, Page] = field(default_factory=dict)

    def write_all(self, site: Site, chapters: Iterable[Chapter]) -> None:
        """Write everything that the catalog gives."""
        self.write_pages(site)
        self.write_data(site)
        self.write_records(site)
        self.write_pictures(site)
        self.write_search(site, chapters)

    def write_pages(self, site: Site, only: Container[str] | None = None) -> int:
        """Write pages into their frames; give the number of files that changed."""
        count = 0
        for page in pages(site, only):
            if shell := self.shells.get(page.shell):
                count += self._write(page.url + "index.html", with_font(fill(shell, page, self.address, self.edit), page.url, self.font))
        return count + sum(self._write(path, text) for path, text in forward_files(site))

    def write_data(self, site: Site, only: Container[str] | None = None) -> int:
        """Write data files for programs, all or those of some kinds; give the number of files that changed."""
        return sum(self._write(path, text) for path, text in exports(site.names, only, site.rulebook))

    def write_records(self, site: Site, only: Container[str] | None = None) -> int:
        """Write the data of single records, all or those with the addresses given; give the number of files that changed."""
        return sum(self._write(path, text) for path, text in record_files(site.catalog, only))

    def write_pictures(self, site: Site) -> int:
        """Write what the pictures are drawn from; give the number of files that changed."""
        return sum(self._write(path, text) for path, text in picture_files(site))

    def write_search(self, site: Site, chapters: Iterable[Chapter]) -> int:
        """Write what the search in the browser reads; give the number of files that changed."""
        return sum(self._write(path, text) for path, text in search_files(site.catalog, chapters))

    def _write(self, name: str, text: str) -> bool:
        if self.written.get(name) == text:
            return False
        path = os.path.join(self.folder, name)
        try:
            file = open(path, "wb")
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            file = open(path, "wb")
        with file:
            file.write(text.encode())
        return True


def sitemap(locations: Mapping[str, str], address: str) -> str:
    """Write a sitemap of addresses relative to the site, each with the day of its last change or ''."""
    rows = [f"<url><loc>{html.escape(address + url)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for url, day in sorted(locations.items())]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', *rows, "</urlset>", ""])
