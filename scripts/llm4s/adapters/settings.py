"""The two addresses that mkdocs.yml names: where the site is published and where its repository is."""

from __future__ import annotations

from pathlib import Path

import yaml


def addresses(root: Path) -> tuple[str, str]:
    """Give the address of the site, ending with a slash, and that of the repository; each empty where mkdocs.yml names none."""
    path = root / "mkdocs.yml"
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) if path.is_file() else {}  # noqa: S506 (gives texts alone)
    settings = found if isinstance(found, dict) else {}
    site = str(settings.get("site_url") or "")
    return f"{site.rstrip('/')}/" if site else "", str(settings.get("repo_url") or "").rstrip("/")
