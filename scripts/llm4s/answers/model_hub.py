"""Reads what the model hub says of a model or dataset (huggingface.co/docs/hub/api, /api/models/{id} and /api/datasets/{id})."""

from __future__ import annotations

from typing import Any

from llm4s.answers.code_host import NO_LICENCE
from llm4s.found import Found, clean, from_json, grouped, listed

_MAX_PAPERS = 10


def read(text: str) -> Found | None:
    """Read an answer; None for what is none."""
    known = from_json(text)
    name = clean(known.get("id"))
    if "/" not in name:
        return None
    tags = [clean(tag) for tag in listed(known.get("tags"))]
    licence = _licence(known, tags)
    remarks = [("access", "Readers must ask the hub for access.")] if known.get("gated") else []
    return Found(
        name,
        name.rpartition("/")[2],
        licence="" if licence.casefold() in NO_LICENCE else licence,
        papers=tuple(tag.removeprefix("arxiv:") for tag in tags if tag.startswith("arxiv:"))[:_MAX_PAPERS],
        remarks=tuple(remarks),
    )


def _licence(known: dict[str, Any], tags: list[str]) -> str:
    card = grouped(known.get("cardData"))
    stated = card.get("license")
    named = clean(card.get("license_name")) or clean(stated[0] if isinstance(stated, list) and len(stated) == 1 else stated)
    return named or next((tag.removeprefix("license:") for tag in tags if tag.startswith("license:")), "")
