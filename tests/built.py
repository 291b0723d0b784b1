"""Builds the real site and reads its pages back."""

from __future__ import annotations

import html.parser
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from places import ROOT


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1893456000", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-W", "error::DeprecationWarning:llm4s", "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False)


def read_site(folder: Path) -> dict[str, Document]:
    return {path.relative_to(folder).as_posix(): Document.read(path) for path in folder.rglob("*.html")}


@dataclass
class Document(html.parser.HTMLParser):
    """Addresses, anchors and resources of one page."""

    text: str
    links: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    headings: int = 0
    faults: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Document:
        document = cls(path.read_text(encoding="utf-8"))
        html.parser.HTMLParser.__init__(document)
        document.feed(document.text)
        return document

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if identity := found.get("id"):
            if identity in self.anchors:
                self.faults.append(f"id {identity} twice")
            self.anchors.add(identity)
        self.headings += tag == "h1"
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        elif tag in ("script", "img", "source", "iframe") and found.get("src"):
            self.resources.append(found["src"])
        elif tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload"):
            self.resources.append(found["href"])
        if any(name.startswith("on") for name in found) or (found.get("href") or "").lower().startswith("javascript:"):
            self.faults.append(f"script in <{tag}>")
