"""What a code of a problem means, from the page that explains them all and from the rules themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ENTRY = re.compile(r"^((?:`[a-z0-9-]+`(?:, )?)+)\n:   (.+(?:\n    .+)*)", re.MULTILINE)
PAGE = "docs/contribute/problems.md"
ADDRESS = "contribute/problems/"


def explanations(page: str, rules: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give what each code means: the page's definitions as plain text, and rules by their own description."""
    found = {code: _plain(text) for codes, text in _ENTRY.findall(page) for code in re.findall("`([^`]+)`", codes)}
    return {**found, **dict(rules)}


def anchored(html: str, path: str) -> str:
    """Give every code that begins a definition of the page of codes an anchor of its name, so that an address can lead to it."""
    if path != PAGE:
        return html
    return re.sub(r"<dt>(.*?)</dt>", lambda match: f"<dt>{_anchors(match[1])}</dt>", html, flags=re.DOTALL)


def _anchors(term: str) -> str:
    return re.sub(r"<code>([a-z0-9-]+)</code>", r'<code id="\1">\1</code>', term)


def _plain(text: str) -> str:
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    return " ".join(text.replace("`", "").split())
