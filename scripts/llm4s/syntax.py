"""What the reader of YAML finds wrong, in words that say what was found, what was expected and what to do."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
"""Characters that readers cannot see, and those that turn the direction of text."""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufffe\uffff]")
"""Characters that control a terminal or end a line unseen, and those that mean nothing in common; a carriage return is judged by who reads lines."""

_MARKS = {"@": "an at sign", "`": "a backtick", "%": "a percent sign"}
_INDENTATION = "begin fields of one level in the same column, two spaces further in than what holds them"


def syntax_fault(detail: str, context: str, opened: int, line: str, column: int) -> tuple[str, str]:
    """Word a fault of the reader as (message, hint).

    Args:
        detail: what the reader says is wrong.
        context: what it was reading.
        opened: the line on which that began, counted from 1.
        line: the text of the line where it gave up.
        column: the place in that line, counted from 1.
    """
    here = line[column - 1 : column]
    if "\t" in line[:column]:
        return "the line is indented with a tab", "indent with spaces; YAML does not allow tabs"
    if "quoted scalar" in context and "end of stream" in detail:
        return f"the quotation mark on line {opened} is never closed", "close it, or remove it"
    if "cannot start any token" in detail:
        return f"a value cannot begin with {_MARKS.get(here, here)}", "put the text between quotation marks"
    if "mapping values" in detail:
        return _unexpected_colon(line, column)
    if "hexdecimal" in detail or "escape" in detail:
        return "a backslash between double quotation marks means a special character", "write two backslashes, or use single quotation marks"
    if "',' or" in detail:
        bracket = "{" if "}" in detail else "["
        return f"the bracket {bracket} on line {opened} is not closed, or a comma is missing", "separate items by commas and close the bracket"
    if "expected ':'" in detail:
        return f"line {opened} is neither a field nor part of a text", "write 'field: value', with a space after the colon"
    if "comment or line break" in detail:
        return "text stands behind the sign of a block", "begin the text on the next line, two spaces further in"
    if "expected key" in detail and re.search(r"['\"]", line):
        return "text goes on behind a closing quotation mark", "put the whole text between quotation marks; double those inside it"
    if re.search(r"expected (key|'-' indicator|<document start>)", detail):
        return f"the line begins in column {column}, which fits no line above it", _INDENTATION
    return f"not valid YAML: {detail}", "check indentation, quotes and colons near this place"


def _unexpected_colon(line: str, column: int) -> tuple[str, str]:
    before = line[: column - 1]
    if ": " in before or (before.lstrip().startswith("- ") and before.count(":")):
        return "plain text holds a colon and a space, which would begin a field", "put text that contains ': ' between quotation marks"
    return "the line is indented, but the line above it has a value already", _INDENTATION


def unseen(text: str) -> str:
    """Name the first character of a text that cannot be seen or means nothing in common; nothing where all can be read."""
    found = INVISIBLE.search(text) or CONTROL.search(text)
    if not found:
        return ""
    sort = "invisible" if INVISIBLE.match(found[0]) else "control"
    name = unicodedata.name(found[0], "")
    return f"the {sort} character U+{ord(found[0]):04X}{f' ({name.lower()})' if name else ''}"
