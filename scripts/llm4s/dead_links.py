"""Shows dead links on pages as what they are, with the archived copy beside them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from llm4s.ledger import Ledger, Memory
from llm4s.observation import State
from llm4s.render import environment

_OUTWARD = re.compile(r'<a\b[^>]*?\shref="(https?://[^"]*)"[^>]*>.*?</a>', re.DOTALL)


def dead(ledger: Ledger) -> dict[str, Memory]:
    """Give what is known of the dead addresses of a ledger."""
    return {address: memory for address, memory in ledger.items() if memory.state is State.DEAD}


def mark(body: str, departed: Mapping[str, Memory]) -> str:
    """Put a note behind every link of a page to a dead address."""
    if not departed:
        return body
    template = environment().get_template("dead.html")

    def note(link: re.Match[str]) -> str:
        memory = departed.get(html.unescape(link[1]))
        return f"{link[0]}{template.render(memory=memory)}" if memory else link[0]

    return _OUTWARD.sub(note, body)
