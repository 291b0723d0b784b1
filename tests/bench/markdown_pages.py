"""Writes bodies of our pages as the Markdown that people would generate: headings, paragraphs, lists, tables, links to other Markdown files."""

from __future__ import annotations

import html
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from llm4s.render import Page

_BLOCKS = {"p", "dt", "dd", "li", "summary", "h1", "h2", "h3", "tr", "pre"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")
_HEADING = re.compile(r'<h([1-6]) id="([^"]+)">(.*?)</h\1>')


def write(project: Path, site: Path, folder: Path, found: list[Page], *, as_html: bool) -> None:
    """Write a MkDocs project with one page for each page of the catalogue, and the data files beside them as they are."""
    shutil.copytree(project / "docs", folder / "docs")
    for name in ("data", "schema"):
        shutil.copytree(site / name, folder / "docs" / name)
    for page in found:
        place = folder / "docs" / page.url / "index.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        head = json.dumps({"title": page.title, "description": page.description})
        place.write_text(f"---\n{head}\n---\n{with_headings(page.body) if as_html else markdown(page.body)}", encoding="utf-8")
    settings: dict[str, Any] = yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["plugins"] = ["search"]
    settings["not_in_nav"] = "*"
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


def with_headings(body: str) -> str:
    """Turn only headings into Markdown's own, so that contents and search know them; the rest stays HTML."""
    return _HEADING.sub(lambda match: f"\n{'#' * int(match[1])} {match[3]} {{ #{match[2]} }}\n", body)


def markdown(body: str) -> str:
    """Turn a body into Markdown."""
    writer = _Writer()
    writer.feed(body)
    return "".join(writer.out)


class _Writer(HTMLParser):
    """Writes Markdown for the elements that our templates use; formulas stay as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.text: list[str] = []
        self.lists: list[str] = []
        self.links: list[str] = []
        self.cells = 0
        self.raw = 0
        self.pre = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "math" or self.raw:
            self.raw += 1
            self.text.append(self.get_starttag_text() or "")
        elif tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag == "a":
            href = given.get("href") or ""
            inside = not href.startswith("http") and href.endswith("/")
            self.links.append(f"{href}index.md" if inside else href)
            self.text.append("[")
        elif tag in ("cite", "dfn"):
            self.text.append("*")
        elif tag == "br":
            self.text.append(" ")
        elif tag in ("td", "th"):
            self.cells += 1
            self.text.append("| ")
        elif tag == "thead":
            self.cells = 0
        elif tag == "table":
            self.out.append("\n" if "facts" not in (given.get("class") or "") else "\n| Field | Value |\n| --- | --- |\n")
        elif tag in _BLOCKS:
            self.text = [f'<a id="{given["id"]}"></a>'] if tag == "li" and "id" in given else []
            self.cells = 0
            self.pre = tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if self.raw:
            self.raw -= 1
            self.text.append(f"</{tag}>")
        elif tag == "a":
            self.text.append(f"]({self.links.pop()})")
        elif tag in ("cite", "dfn"):
            self.text.append("*")
        elif tag in ("ul", "ol"):
            self.lists.pop()
            self.out.append("\n")
        elif tag == "thead":
            self.out.append("|" + " --- |" * self.cells + "\n")
        elif tag in _BLOCKS:
            self.block(tag)

    def block(self, tag: str) -> None:
        """Write what was gathered since the block began."""
        text = "".join(self.text)
        self.text = []
        if tag == "pre":
            self.pre = False
            self.out.append(f"\n```bibtex\n{text.rstrip()}\n```\n\n")
            return
        text = " ".join(text.split())
        if tag == "tr":
            self.out.append(f"{text} |\n")
        elif tag == "li":
            self.out.append(f"{'1.' if self.lists[-1] == 'ol' else '-'} {text}\n")
        elif tag[0] == "h":
            self.out.append(f"\n{'#' * int(tag[1])} {text}\n\n")
        else:
            self.out.append(f"\n{text}\n\n")

    def handle_data(self, data: str) -> None:
        self.text.append(data if self.pre else html.escape(data) if self.raw else _SPECIAL.sub(r"\\\1", data))
