"""The theme's frame around a page, rendered once and filled many times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import escape

from llm4s.chapters import root_from
from llm4s.render import Page

_INDENT = re.compile(r"\n\s+")
_SLOT = re.compile(r"LLM4S-SLOT-([A-Z]+)-END")
SLOTS = ("TITLE", "DESCRIPTION", "CANONICAL", "PREVLINK", "NEXTLINK", "JSONLD", "EDIT", "TOC", "CONTENT", "FOOTER")


def slot(name: str) -> str:
    """Give the text that stands for a slot in the theme's templates.

    Raises:
        KeyError: there is no such slot.
    """
    if name not in SLOTS:
        raise KeyError(name)
    return f"LLM4S-SLOT-{name}-END"


@dataclass(frozen=True, slots=True)
class Shell:
    """Literal pieces and names of slots in turn: the odd ones are slots."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> Shell:
        """Split a rendered page at its slots."""
        return cls(tuple(_SLOT.split(_INDENT.sub("\n", html))))

    def fill(self, values: Mapping[str, str]) -> str:
        """Put a page together; a slot without a value stays empty."""
        return "".join(values.get(part, "") if number % 2 else part for number, part in enumerate(self.parts))


def fill(shell: Shell, page: Page, address: str, edit: str) -> str:
    """Put a page into its frame: address is the site's, edit the start of addresses at which files are edited."""
    root = root_from(page.url)
    canonical = str(escape(address + page.url))
    values = {
        "TITLE": str(escape(page.title)),
        "DESCRIPTION": str(escape(page.description)),
        "CANONICAL": canonical,
        "PREVLINK": _rel("prev", root, page.previous),
        "NEXTLINK": _rel("next", root, page.next),
        "JSONLD": f'<script type="application/ld+json">{page.json_ld}</script>' if page.json_ld else "",
        "EDIT": str(escape(edit + page.edit)) if page.edit else "",
        "TOC": "".join(
            f'<li class="md-nav__item"><a href="#{escape(anchor)}" class="md-nav__link"><span class="md-ellipsis">{escape(title)}</span></a></li>'
            for anchor, title in page.anchors
        ),
        "CONTENT": page.body,
        "FOOTER": _beside("prev", "Previous", root, page.previous) + _beside("next", "Next", root, page.next),
    }
    return shell.fill(values)


def _rel(name: str, root: str, target: tuple[str, str] | None) -> str:
    return f'<link rel="{name}" href="{root}{escape(target[1])}">' if target else ""


def _beside(css: str, word: str, root: str, target: tuple[str, str] | None) -> str:
    if not target:
        return ""
    title = escape(target[0])
    return (
        f'<a href="{root}{escape(target[1])}" class="md-footer__link md-footer__link--{css}" aria-label="{word}: {title}">'
        f'<div class="md-footer__title"><span class="md-footer__direction">{word}</span><div class="md-ellipsis">{title}</div></div></a>'
    )
