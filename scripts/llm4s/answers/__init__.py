"""What the services answer: every module here reads the answers of one of them, or of those of one make."""

from __future__ import annotations

from collections.abc import Callable

from llm4s.answers import arxiv, code_host, crossref, model_hub
from llm4s.found import Found
from llm4s.inquiry import ARXIV, CROSSREF, GITHUB, GITLAB, HUB

READERS: dict[str, Callable[[str], Found | None]] = {
    ARXIV: arxiv.read,
    CROSSREF: crossref.read,
    GITHUB: code_host.read_github,
    GITLAB: code_host.read_gitlab,
    HUB: model_hub.read,
}
