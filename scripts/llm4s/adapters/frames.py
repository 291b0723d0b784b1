"""What MkDocs is given for the catalog: a page of theme frame for each sort of page, and views drawn from the navigation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from llm4s import calculators
from llm4s.adapters.markdown import frame
from llm4s.guide import diagram, fields, rules
from llm4s.history import FOLDER as HISTORY
from llm4s.kinds import all_kinds
from llm4s.markup import Chapter
from llm4s.mindmap import Branch, mindmap
from llm4s.overview import overview
from llm4s.project import RULES, State, checks
from llm4s.trace import FOLDER as TRACE
from llm4s.trace import places, view

WORD_SHELL = "vocabularies/word"
TOOLS = (("explore", "Explore"), ("compare", "Compare"), ("basket", "Basket"))


def frame_files(config: MkDocsConfig) -> Iterator[File]:
    """Give one page of theme frame for each kind, one for each listing, and one for each page that works on records."""
    for kind in all_kinds():
        yield File.generated(config, f"{kind.plural}/index.md", content=frame(kind.title, f"{kind.plural}/index", "toc", "navigation"))
        yield File.generated(config, f"{kind.plural}/record-frame.md", content=frame(kind.title, kind.plural))
    for name, title in TOOLS:
        yield File.generated(config, f"{name}/index.md", content=frame(title, f"{name}/index", "toc", "navigation"))
    yield File.generated(config, "vocabularies/frame/word.md", content=frame("Word", WORD_SHELL))
    for depth, name in enumerate(("index", "page", "page/page"), 1):  # in a folder without other pages, to which links would be short
        yield File.generated(config, f"removed-frame/{name}.md", content=frame("Removed", f"removed/{depth}", "toc"))


def guide_views(nav: Navigation, state: State) -> dict[str, str]:
    """Draw the map of the guide from the navigation, count its chapters, show its trace, and describe fields and rules."""
    chapters = {chapter.path: chapter for chapter in state.chapters}
    guide = next((item for item in nav.items if item.title == "Guide"), None)
    parts = [_branch(part, chapters) for part in (guide.children if guide else None) or () if isinstance(part, Section)]
    placed = [(page.parent.title if page.parent else "", chapters[path]) for page in nav.pages if (path := chapter_path(page)) in chapters]
    return {
        "mindmap": mindmap(parts),
        "diagram": diagram(parts),
        "fields": fields(all_kinds()),
        "rules": rules(checks()),
        "chapters": overview(placed, state.measures),
        "trace": view(state.traces, places(state.catalog, state.chapters)),
        **calculators.views(),
    }


def made_from(root: Path) -> tuple[tuple[Path, str], ...]:
    """Give the folders, as root and name, that pages are made from besides the records."""
    package = Path(__file__).parents[1]
    return *((root, folder) for folder in ("docs", RULES, TRACE, HISTORY)), (package, "templates"), (package, "theme")


def chapter_path(page: Page) -> str:
    """Give the path of a page's chapter below the project's root."""
    return f"docs/{page.file.src_uri}"


def _branch(item: Any, chapters: Mapping[str, Chapter]) -> Branch:
    if isinstance(item, Section):
        return Branch(item.title, "", tuple(_branch(child, chapters) for child in item.children))
    chapter = chapters.get(chapter_path(item)) if isinstance(item, Page) else None
    return Branch(item.title or (chapter.title if chapter else ""), getattr(item, "url", ""), ())
