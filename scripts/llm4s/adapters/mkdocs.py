"""The MkDocs plugin: hands the project's pages to the theme and its chapters to Markdown."""

from __future__ import annotations

import datetime
import gc
import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from llm4s.adapters.frames import chapter_path, frame_files, guide_views, made_from
from llm4s.adapters.inside import inside_problems
from llm4s.adapters.markdown import anchors_in, finished, link_notes, without_front_matter
from llm4s.adapters.output import Output, sitemap
from llm4s.adapters.preview import Preview
from llm4s.adapters.sheets import sheet_file
from llm4s.adapters.shell import Shell
from llm4s.adapters.theme import accessible, with_font, with_policy
from llm4s.bibtex import bibliography
from llm4s.chapters import Expansion, Guide, expand, url_of
from llm4s.dead_links import mark
from llm4s.disk import write_if_changed
from llm4s.guide import views
from llm4s.kept import Kept
from llm4s.pages import addresses
from llm4s.problem import Severity, has_errors
from llm4s.project import Project, State
from llm4s.render import environment

log = get_plugin_logger("llm4s")


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs gives its config classes no types
    """What mkdocs.yml may say about the plugin."""

    bibliography = config_options.Type(str, default=".cache/references.bib")
    """File that the cited papers are written to, for mkdocs-bibtex."""


class SitePlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Adds the catalog to a MkDocs site."""

    guide: Guide
    """What chapters are expanded from; there is one after the navigation is known."""

    def __init__(self) -> None:
        super().__init__()
        self.strict = True
        self.project = Project(Path())
        self._listing: Page | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Being here keeps this object, and what it has read, from one rebuild of a preview to the next."""
        self.strict = command == "build"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check everything and write the bibliography that mkdocs-bibtex reads next."""
        root = Path(config.config_file_path).parent
        self.address = config.site_url or ""
        self.edit = f"{config.repo_url}/edit/main/" if config.repo_url else ""
        self.repository = config.repo_url or ""
        if self.project.root != root:
            self.project = Project(root)
        self.mkdocs = config
        environment.cache_clear()  # templates may have changed since the last build of a preview
        self.state = self.project.check(today())
        if self.strict:
            gc.freeze()  # records have no circles: what was read need not be looked through again and again
        self.report(self.state)
        self.kept = None if self.strict else Kept()
        self.site = self.state.site(self.address, self.repository, self.kept)
        self.chapters = {chapter.path: chapter for chapter in self.state.chapters}
        self.expansions: dict[str, Expansion] = {}
        self.shells: dict[str, Shell] = {}
        write_if_changed(root / self.config.bibliography, bibliography(self.state.cited()))
        return config

    def write_bibliography(self) -> None:
        """Write the cited papers anew and let mkdocs-bibtex read them."""
        write_if_changed(self.project.root / self.config.bibliography, bibliography(self.state.cited()))
        bibtex: Any = self.mkdocs.plugins["bibtex"]
        bibtex.last_configured = None
        bibtex.on_config(self.mkdocs)

    def adopt(self, state: State) -> set[str]:
        """Take over a newly checked state and give the paths of chapters that look different in it."""
        before = self.expansions
        self.state, self.site = state, state.site(self.address, self.repository, self.kept)
        self.guide = Guide(self.site, {**self.guide.views, **views(self.site, state.figures)}, state.drawings, state.minutes)
        self.expansions = {chapter.path: expand(chapter, self.guide) for chapter in state.chapters}
        return {path for path, expansion in self.expansions.items() if expansion != before.get(path)}

    def build_chapters(self, paths: Collection[str]) -> None:
        """Build single chapters anew, as MkDocs does one after the other."""
        pages = self.files.documentation_pages()
        for path in sorted(paths):
            file = self.files.get_file_from_path(path.removeprefix("docs/"))
            if file and file.page:
                _populate_page(file.page, self.mkdocs, self.files)
                _build_page(file.page, self.mkdocs, pages, self.nav, self.env)

    def report(self, state: State) -> None:
        """Show problems; stop a build on errors, while a preview goes on without the bad records.

        Raises:
            PluginError: a record or chapter is wrong and this is not a preview.
        """
        for problem in state.problems:
            (log.error if problem.severity is Severity.ERROR else log.warning)(str(problem))
        if has_errors(state.problems) and self.strict:
            raise PluginError("the records or chapters have errors; 'llm4s check' lists them")

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages of theme frame that the catalog's pages are put into, and the sheet of styles."""
        for file in (*frame_files(config), sheet_file(config)):
            files.append(file)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Draw the map of the guide from the navigation."""
        self.guide = Guide(self.site, guide_views(nav, self.state) | views(self.site, self.state.figures), self.state.drawings, self.state.minutes)
        self.nav, self.files = nav, files
        self.expansions = {path: expand(chapter, self.guide) for path, chapter in self.chapters.items()}
        return nav

    @event_priority(100)
    def _expand(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        expansion = self.expansions.get(chapter_path(page))
        return without_front_matter(expansion.markdown) if expansion else markdown

    @event_priority(-100)
    def _link_notes(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Lead each footnote that mkdocs-bibtex wrote to the record of its paper."""
        return link_notes(markdown, page.url, self.state.catalog.of("papers"))

    on_page_markdown = CombinedEvent(_expand, _link_notes)

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in what the catalog fills in, and set formulas."""
        expansion = self.expansions.get(chapter_path(page))
        text = mark(finished(html, expansion.fragments if expansion else (), chapter_path(page)), self.site.dead)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors_in(text)  # links may lead to what came after Markdown
        return text

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Keep the theme's templates for single chapters of a preview."""
        self.env = env
        return env

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
        """Mark the listing of a record's kind as the active place in the navigation."""
        if shell := page.meta.get("llm4s_shell"):
            listing = next((other for other in nav.pages if other.url == f"{shell.split('/')[0]}/"), None)
            if listing and listing is not page:
                listing.active = True
                self._listing = listing
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Keep frames instead of writing them."""
        if self._listing:
            self._listing.active = False
            self._listing = None
        output = with_font(accessible(output), page.url, config.extra.get("formula_font", ""))
        output = with_policy(output) if self.strict else output  # a preview adds a script of its own
        if shell := page.meta.get("llm4s_shell"):
            self.shells[shell] = Shell.of(output)
            return ""
        return output

    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """Write the sitemap of chapters and records in place of the engine's own."""
        if template_name != "sitemap.xml":
            return with_policy(output_content) if self.strict else output_content
        return sitemap({url_of(path): "" for path in self.chapters} | dict(addresses(self.site)), self.address)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write all pages of the catalog, the data files and the search index."""
        self.output = Output(Path(config.site_dir), self.address, self.edit, self.shells, config.extra.get("formula_font", ""))
        self.output.write_all(self.site, self.state.chapters)
        self.check_inside(Path(config.site_dir))

    def check_inside(self, folder: Path) -> None:
        """Follow every link inside the built site.

        Raises:
            PluginError: one leads nowhere and this is not a preview.
        """
        problems = inside_problems(self.project.root, self.state, folder, self.address)
        for problem in problems:
            log.error(str(problem))
        if problems and self.strict:
            raise PluginError("links inside the site lead nowhere")

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
        """Watch the records and templates, and refresh only what changed."""
        server.watch(str(self.project.root / "data"))
        for root, folder in self.frame_folders():
            if not folder.startswith("data/"):  # inside the data folder, which is watched already
                server.watch(str(root / folder))
        server.builder = Preview(self, builder).refresh
        return server

    def frame_folders(self) -> tuple[tuple[Path, str], ...]:
        """Give the folders, as root and name, whose change needs a whole build."""
        return made_from(self.project.root)

    def today(self) -> datetime.date:
        """Give the day that checks are made for."""
        return today()


def today() -> datetime.date:
    """Give the day of the build: SOURCE_DATE_EPOCH where it is set, so that a build can be repeated byte by byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date() if epoch else datetime.date.today()
