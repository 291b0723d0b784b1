"""A baseline for labelling that needs no model: words in the order of the codebook's rule."""

from __future__ import annotations

import re

_WORDS = (
    (
        "outcome",
        r"reproduced|confirmed|obtain(?:ed)? the reported|rerunning|repeated|appeared? in this|found again|agrees? with|half of its original|second team",
    ),
    ("barrier", r"cannot|could not|no longer|missing|lost|dead|withheld|not answered|does not state|forbids|deleted|without the|out of reach|closed"),
    ("code", r"code|script|package|pipeline|workflow|notebook|program|software is|implementation"),
    ("data", r"data|deposited|available|corpus|spectra|archive|dryad|transcripts|survey"),
    ("methods", r"\d|annotat|randomiz|preregister|corrected|clustered"),
)


def by_keywords(text: str) -> str:
    """Give the first label one of whose words stands in the text."""
    return next((label for label, pattern in _WORDS if re.search(pattern, text, re.IGNORECASE)), "none")
