"""Dates are written as YYYY-MM-DD; another form is mended where it can mean one day only."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from llm4s.document import Document
from llm4s.fixer import Fault, Fixer
from llm4s.source import named

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "sept")
_GOOD = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{1,2})(?:T[0-9:.]+Z?)?)?\Z")
_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\Z")
_DAY_MONTH = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)?\.? )?([A-Za-z]{3,9})\.?,? ([0-9]{4})\Z")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})\Z")


def canonical(text: str) -> str:
    """Give a date as YYYY-MM-DD or YYYY-MM; '' if it is no date, or could be two."""
    if match := _YEAR_FIRST.match(text) or _TOGETHER.match(text):
        return _date(match[1], match[2], match[3])
    if match := _YEAR_LAST.match(text):
        one, two = int(match[1]), int(match[2])
        if one == two or max(one, two) > 12:
            return _date(match[3], str(min(one, two)), str(max(one, two)))
    elif match := _DAY_MONTH.match(text):
        return _date(match[3], _month(match[2]), match[1])
    elif match := _MONTH_DAY.match(text):
        return _date(match[3], _month(match[1]), match[2])
    return ""


def _month(name: str) -> str:
    known = name.lower() in _MONTHS or name.lower() in _LONG
    return str(_MONTHS.index(name.lower()[:3]) + 1) if known else "0"


def _date(year: str, month: str, day: str | None) -> str:
    try:
        found = datetime.date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return found if day else found[:7]


def _find(document: Document) -> Iterator[Fault]:
    for path, shape, value in document.scalars:
        text = str(value)
        if shape.date and type(value) in (str, int) and not _GOOD.match(text) and (better := canonical(text)):
            node = document.tree.at(path)
            edit = (node.start, node.end, better) if node.plain else (node.start + 1, node.end - 1, better)
            yield Fault(node.start, f"'{named(path)}' is '{text}': expected a date as YYYY-MM-DD", f"write {better}", edit)


FIXER = Fixer("date-form", "Dates are written as YYYY-MM-DD, YYYY-MM or YYYY; another form is mended where it can mean one day only.", _find)
