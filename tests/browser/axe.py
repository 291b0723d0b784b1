"""What axe finds on a page, as it is and in both colour schemes."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = {"light": "default", "dark": "slate"}
SETTLED = """() => Promise.all(document.getAnimations()
  .filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime))
  .map((animation) => animation.finished.catch(() => null))).then(() => null)"""


def violations(page: Page) -> list[Any]:
    page.wait_for_timeout(300)
    page.evaluate(SETTLED)  # a colour on its way to another has the contrast of neither
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"][:3]]) for fault in found]


def in_both_schemes(page: Page) -> dict[str, list[Any]]:
    """Give the faults by scheme, without loading the page again; nothing where there is none."""
    found = {}
    for scheme, name in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        page.evaluate("(name) => document.body.setAttribute('data-md-color-scheme', name)", name)  # as the theme does when it is loaded
        if faults := violations(page):
            found[scheme] = faults
    return found
