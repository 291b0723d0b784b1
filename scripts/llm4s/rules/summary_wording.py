"""Summaries are of a useful length and sell nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from llm4s.problem import Problem
from llm4s.rule import Rule, Scope

SHORTEST, LONGEST = 40, 90
_SELLING = re.compile(
    r"\b(state[- ]of[- ]the[- ]art|cutting[- ]edge|groundbreaking|game[- ]chang\w+|revolutioni[sz]\w+|world[- ]class|"
    r"unparalleled|best[- ]in[- ]class|next[- ]generation|seamless\w*|unprecedented|blazing\w*)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=100_000)
def _selling(text: str) -> str:
    """Give the first word of advertising in a text; kept, so that a preview does not look for it again in all records."""
    found = _SELLING.search(text)
    return found[0] if found else ""


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        if entry.kind.name == "vocabulary":
            continue
        count = len(entry.record.summary.split())
        if not SHORTEST <= count <= LONGEST:
            hint = "say what it is, what a scientist uses it for, and what to watch out for"
            yield RULE.problem(scope, entry, ("summary",), f"the summary has {count} words; expected {SHORTEST} to {LONGEST}", hint)
        for field in ("summary", "use_for", "watch_out"):
            if found := _selling(getattr(entry.record, field) or ""):
                yield RULE.problem(scope, entry, (field,), f"'{found}' praises instead of describing", "say what it does, with numbers and their source")


RULE = Rule("summary-wording", f"Summaries have {SHORTEST} to {LONGEST} words, and no text of ours uses words of advertising.", _check)
