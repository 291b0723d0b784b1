"""Lines that hold words of ours and text of records, written as plain text or as Markdown in which a record's text stays text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:@=$^'\"])")
_NOTIFYING = re.compile(r"(?<=[@#])(?=\w)|(?<=\bGH)(?=-[0-9])")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line: ours ('plain', 'heading', 'strong'), or from a record or file ('name', 'value')."""

    text: str
    sort: str = "plain"


Line = tuple[int, tuple[Span, ...]]


def as_text(line: Line) -> str:
    """Write a line as text; a paragraph stands apart."""
    depth, spans = line
    text = "".join(_CONTROL.sub(" ", span.text) for span in spans)
    return ("\n" if depth == 0 else "  " * depth) + text


def as_markdown(line: Line) -> str:
    """Write a line as Markdown; a paragraph stands apart."""
    depth, spans = line
    marks: dict[str, Callable[[str], str]] = {"plain": str, "heading": "### {}".format, "strong": "**{}**".format, "name": escaped, "value": code}
    text = "".join(marks[span.sort](span.text) for span in spans)
    return f"\n{text}\n" if depth == 0 else f"{'  ' * (depth - 1)}- {text}"


def escaped(text: str) -> str:
    """Write text of a record into Markdown so that it stays text and calls nobody."""
    text = _MARKUP.sub(r"\\\1", _NOTIFYING.sub("\u200b", _CONTROL.sub(" ", text)).replace("&", "&amp;"))
    return text.replace("\\<", "&lt;").replace("\\>", "&gt;")


def code(text: str) -> str:
    """Write text of a record or file as code, in which Markdown reads nothing."""
    text = _CONTROL.sub(" ", text).strip() or " "
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}"
