"""Small repairs of what the theme renders, where its templates leave a page without a name for its parts."""

from __future__ import annotations

import re

_SECTION = re.compile(
    r'(<nav class="md-nav" data-md-level="\d+") aria-labelledby="[^"]*"( aria-expanded="[^"]*">\s*<label[^>]*>\s*<span[^>]*>\s*</span>\s*)(.*?)(\s*</label>)',
    re.DOTALL,
)


def accessible(html: str) -> str:
    """Give names to the sections of the navigation, which screen readers would meet unnamed."""
    return _SECTION.sub(lambda match: f'{match[1]} aria-label="{re.sub("<[^>]+>", "", match[3]).strip()}"{match[2]}{match[3]}{match[4]}', html)
