"""Texts of records are plain: tags of HTML would be shown letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from llm4s.problem import Problem
from llm4s.rule import Rule, Scope
from llm4s.source import Path

_TAG = re.compile(
    r"<(?:/?(?:a|b|br|code|div|em|font|form|h[1-6]|hr|i|iframe|img|input|jats:[a-z]+|li|link|math|mml:[a-z]+|meta|object|ol|p|pre|scp|script|small|span"
    r"|strong|style|sub|sup|svg|table|td|tr|tt|u|ul|video)\b[^<>]*>?|!--)",
    re.IGNORECASE,
)


@lru_cache(maxsize=100_000)
def _may_hold(text: bytes) -> bool:
    """Tell whether a file is worth looking at text by text; kept, so that a preview asks once."""
    return b"<" in text or b"\\x3c" in text.lower() or b"\\u003c" in text.lower()


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        if _may_hold(scope.catalog.data(entry)):
            for path, text in _texts(entry.record.model_dump(mode="json", exclude_unset=True), ()):
                if path[0] != "formula" and (found := _TAG.search(text)):
                    field = str(next(part for part in reversed(path) if isinstance(part, str)))
                    shown = found[0] if len(found[0]) <= 40 else f"{found[0][:37]}..."
                    yield RULE.problem(
                        scope,
                        entry,
                        path,
                        f"'{field}' holds the HTML {shown}",
                        "write plain text; there are letters such as ² and ₂ for what stands high or low",
                    )


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(part, (*path, key))


RULE = Rule("markup-in-text", "Texts of records are plain: they hold no HTML.", _check)
