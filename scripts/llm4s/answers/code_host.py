"""Reads what GitHub (docs.github.com/rest/repos/repos) and GitLab (docs.gitlab.com/api/projects) say of a repository."""

from __future__ import annotations

from llm4s.found import Found, clean, from_json, grouped

NO_LICENCE = ("noassertion", "other", "none", "unknown")


def read_github(text: str) -> Found | None:
    """Read GitHub's answer; None for what is none."""
    return _read(text, "github.com", "full_name", "spdx_id")


def read_gitlab(text: str) -> Found | None:
    """Read GitLab's answer; None for what is none. It says nothing of the language."""
    return _read(text, "gitlab.com", "path_with_namespace", "key")


def _read(text: str, host: str, path: str, licence: str) -> Found | None:
    known = from_json(text)
    name = clean(known.get(path))
    if "/" not in name:
        return None
    stated = clean(grouped(known.get("license")).get(licence))
    return Found(
        name,
        clean(known.get("name")),
        address=f"https://{host}/{name}",
        licence="" if stated.casefold() in NO_LICENCE else stated,
        language=clean(known.get("language")),
        archived=known.get("archived") is True,
    )
