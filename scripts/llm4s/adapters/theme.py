"""Small repairs of what the theme renders, where its templates leave a page without a name for its parts or without a policy."""

from __future__ import annotations

import base64
import hashlib
import re

from llm4s.chapters import root_from

_SECTION = re.compile(
    r'(<nav class="md-nav" data-md-level="\d+") aria-labelledby="[^"]*"( aria-expanded="[^"]*">\s*<label[^>]*>\s*<span[^>]*>\s*</span>\s*)(.*?)(\s*</label>)',
    re.DOTALL,
)
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_INDENT = re.compile(r"\n\s+")
_CHARSET = '<meta charset="utf-8">'
_POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'self'; form-action 'self'"
)


def accessible(html: str) -> str:
    """Give names to the sections of the navigation, which screen readers would meet unnamed."""
    return _SECTION.sub(lambda match: f'{match[1]} aria-label="{re.sub("<[^>]+>", "", match[3]).strip()}"{match[2]}{match[3]}{match[4]}', html)


def with_policy(html: str) -> str:
    """Let a page load nothing from elsewhere and run only the site's own scripts and the theme's inline ones, by their SHA-256.

    Scripts of other types hold data, which browsers do not run.
    """
    html = _INLINE_SCRIPT.sub(lambda match: _INDENT.sub("\n", match[0]), html)  # a frame loses its indentation later, and the sums would be wrong
    scripts = dict.fromkeys(_INLINE_SCRIPT.findall(html))
    hashes = "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return html.replace(_CHARSET, f'{_CHARSET}<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(hashes=hashes)}">', 1)


def with_font(html: str, url: str, font: str) -> str:
    """Let a page with formulas ask for their font at once: late, it would be left aside, and indices would stand like factors.

    Args:
        html: the page.
        url: its address below the site's root.
        font: the font's path below the site's root; nothing is done without one.
    """
    link = f'<link rel="preload" href="{root_from(url)}{font}" as="font" type="font/woff2" crossorigin>'
    return html.replace("</title>", f"</title>{link}", 1) if font and "<math" in html else html
