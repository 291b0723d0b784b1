"""Writes the same pages for the other ways to build them: python others.py PROJECT SITE FOLDER (SITE: the project as built by us)."""

from __future__ import annotations

import sys
from pathlib import Path

import hugo_site
import markdown_pages
from mkdocs.commands.build import build
from mkdocs.config import load_config

from llm4s.adapters.mkdocs import SitePlugin
from llm4s.pages import pages


def main(project: Path, site: Path, folder: Path) -> None:
    """Build the project once for its frames and bodies, and write the inputs of the other ways."""
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    plugin: SitePlugin = config.plugins["llm4s"]
    found = list(pages(plugin.site))
    markdown_pages.write(project, site, folder / "markdown", found, as_html=False)
    markdown_pages.write(project, site, folder / "html", found, as_html=True)
    hugo_site.write(plugin, site, folder / "hugo")


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:4]))
