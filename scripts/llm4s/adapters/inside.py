"""Reads a built site back and words every broken link at the place in its source."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from llm4s import inside
from llm4s.chapters import url_of
from llm4s.inside import Built, Text, read_page
from llm4s.problem import Problem, in_order
from llm4s.project import State

CONFIGURATION = "mkdocs.yml"


def inside_problems(root: Path, state: State, folder: Path, address: str) -> list[Problem]:
    """Find every link inside a built site that leads nowhere."""
    built = read_site(folder, address)
    pages = {name for name, _, _ in inside.broken(built)}
    return in_order(inside.problems(built, sources(root, state, pages), shared(root))) if pages else []


def read_site(folder: Path, address: str) -> Built:
    """Read all pages of a built site."""
    files = set(_files(folder))
    pages = {name: read_page((folder / name).read_text(encoding="utf-8", errors="replace")) for name in sorted(files) if name.endswith(".html")}
    return Built(pages, files, address)


def sources(root: Path, state: State, pages: set[str]) -> dict[str, Text]:
    """Give the chapter or record that each of the pages is made from."""
    found = {f"{url_of(chapter.path)}index.html": Text(chapter.path, chapter.text) for chapter in state.chapters}
    for name in pages - set(found):
        entry = state.catalog.get("/".join(name.split("/")[:2]))
        if entry:
            path = f"data/{entry.path}.yaml"
            found[name] = Text(path, (root / path).read_text(encoding="utf-8"))
    return found


def shared(root: Path) -> Text:
    """Give the configuration, from which the navigation of all pages is made."""
    path = root / CONFIGURATION
    return Text(CONFIGURATION, path.read_text(encoding="utf-8") if path.is_file() else "")


def site_address(root: Path) -> str:
    """Read from the configuration where the site will stand."""
    found = re.search(r"^site_url:\s*(\S+)", shared(root).text, re.MULTILINE)
    return found[1] if found else ""


def _files(folder: Path) -> Iterator[str]:
    for where, _, names in os.walk(folder):
        below = Path(where).relative_to(folder).as_posix()
        yield from (name if below == "." else f"{below}/{name}" for name in names)
