"""Small repairs of what the theme renders, where its templates leave a page without a name for its parts or without a policy."""

from __future__ import annotations

import base64
import hashlib
import re

_SECTION = re.compile(
    r'(<nav class="md-nav" data-md-level="\d+") aria-labelledby="[^"]*"( aria-expanded="[^"]*">\s*<label[^>]*>\s*<span[^>]*>\s*</span>\s*)(.*?)(\s*</label>)',
    re.DOTALL,
)
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
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
    scripts = dict.fromkeys(_INLINE_SCRIPT.findall(html))
    hashes = "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return html.replace(_CHARSET, f'{_CHARSET}<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(hashes=hashes)}">', 1)
