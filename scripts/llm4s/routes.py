"""Routes through the guide: how long the chapters of a list take."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from llm4s.markup import Chapter, Listing
from llm4s.render import environment

VIEW = "path"
_ITEM = re.compile(r"^[0-9]+\.[ \t]+.*(?:\n(?![0-9]+\.|[ \t]*\n).+)*", re.MULTILINE)
_LINK = r"\[[^\[\]\n]*\]\(([^()\s#]+\.md)[^()\s]*\)"
_CHOICE = re.compile(rf"{_LINK}(?:,\s+{_LINK})*\s+or\s+{_LINK}")


def places(chapter: Chapter) -> list[Listing]:
    """Give the comments that begin a route: the numbered list that follows is one."""
    return [listing for listing in chapter.listings if (listing.source, listing.kind) == ("guide", VIEW)]


def items(chapter: Chapter, route: Listing, minutes: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Give the end of each item of a route in the text, and its minutes; of chapters to choose from, the longest counts."""
    begin = route.end + len(chapter.text[route.end :]) - len(chapter.text[route.end :].lstrip())
    found = re.compile(r"\n[ \t]*\n").search(chapter.text, begin)
    for item in _ITEM.finditer(chapter.text, begin, found.start() if found else len(chapter.text)):
        rest, total = item[0], 0
        for choice in _CHOICE.finditer(item[0]):
            total += max(_minutes(chapter, target, minutes) for target in re.findall(_LINK, choice[0]))
            rest = rest.replace(choice[0], "")
        yield item.end(), total + sum(_minutes(chapter, target, minutes) for target in re.findall(_LINK, rest))


def _minutes(chapter: Chapter, target: str, minutes: Mapping[str, int]) -> int:
    return minutes.get(posixpath.normpath(posixpath.join(posixpath.dirname(chapter.path), target)), 0)


def insertions(chapter: Chapter, minutes: Mapping[str, int]) -> Iterator[tuple[int, int, str]]:
    """Give what is put behind each item of every route: where, and the text."""
    for route in places(chapter):
        for end, total in items(chapter, route, minutes):
            if total:
                yield end, end, f' <span class="minutes" data-minutes="{total}">{total} min</span>'


def route_html(chapter: Chapter, route: Listing, minutes: Mapping[str, int]) -> str:
    """Make the line above a route: how many steps, how long to read."""
    found = [total for _, total in items(chapter, route, minutes)]
    number = places(chapter).index(route) + 1
    return environment().get_template("route.html").render(number=number, steps=len(found), time=worded(sum(found)))


def worded(minutes: int) -> str:
    """Write minutes as hours and minutes."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours and rest else f"{hours} h" if hours else f"{rest} min"
