"""How a record file is laid out: where its values begin and end, and how the items of a list or group change places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REMARK = re.compile(r"[ \t]*(#|\Z)")


@dataclass(frozen=True)
class Node:
    """A value in a text: its span, how it is written, and the values inside it with the place where each item begins."""

    text: str
    start: int
    end: int
    flow: bool = False
    plain: bool = False
    items: tuple[tuple[int, Node], ...] = ()
    keys: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, Node]:
        """The values of a group by their keys."""
        return {key: node for key, (_, node) in zip(self.keys, self.items, strict=False)}

    @property
    def raw(self) -> str:
        """The value as it is written, quotation marks included."""
        return self.text[self.start : self.end]

    def at(self, path: Sequence[str | int]) -> Node:
        """Find the value at a path that is known to exist."""
        node = self
        for part in path:
            node = node.fields[part] if isinstance(part, str) else node.items[part][1]
        return node


def replaced(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Put texts in the place of spans; of two spans that overlap only the later is replaced."""
    last = len(text)
    for start, end, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        if end <= last:
            text, last = text[:start] + new + text[end:], start
    return text


def lay_out(text: str) -> Node:
    """Find all values of a text that is known to be good restricted YAML."""
    return _node(text, yaml.compose(text, Loader=_LOADER))


def _node(text: str, given: Any) -> Node:
    start, end = given.start_mark.index, given.end_mark.index
    if isinstance(given, yaml.ScalarNode):
        end = start + len(text[start:end].rstrip()) if given.style in ("|", ">") else end
        return Node(text, start, end, plain=not given.style)
    flow = bool(given.flow_style)
    keys: tuple[str, ...] = ()
    if isinstance(given, yaml.MappingNode):
        keys = tuple(key.value for key, _ in given.value)
        items = tuple((key.start_mark.index, _node(text, value)) for key, value in given.value)
    else:
        items = tuple((value.start_mark.index if flow else _dash(text, value.start_mark.index), _node(text, value)) for value in given.value)
    return Node(text, start, end if flow or not items else items[-1][1].end, flow, False, items, keys)


def _dash(text: str, start: int) -> int:
    return text.rfind("-", 0, start)


@dataclass(frozen=True, slots=True)
class _Piece:
    """An item of a block: the lines of comment above it, and itself from its first character to the end of its last line."""

    above: str
    body: str


def rearranged(node: Node, order: Sequence[int]) -> tuple[int, int, str] | None:
    """Put the items of a list or group into another order, or leave some out, comments along with them.

    Args:
        node: the list or group.
        order: the numbers of the items that stay, in their new order.

    Returns:
        A span and the text to write there; None where the layout does not allow it.
    """
    return _in_line(node, order) if node.flow else _in_lines(node, order)


def _in_line(node: Node, order: Sequence[int]) -> tuple[int, int, str] | None:
    text = node.text
    spans = [(start, max(start + len(key), inner.end)) for (start, inner), key in zip(node.items, node.keys or [""] * len(node.items), strict=True)]
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    if len(order) < len(spans) and any("#" in gap for gap in gaps):
        return None
    new = "".join(text[slice(*spans[number])] + (gaps[place] if place + 1 < len(order) else "") for place, number in enumerate(order))
    return spans[0][0], spans[-1][1], new


def _in_lines(node: Node, order: Sequence[int]) -> tuple[int, int, str] | None:
    text, starts = node.text, [start for start, _ in node.items]
    column = starts[0] - _line(text, starts[0])
    if any(text[_line(text, start) : start] != " " * column for start in starts[1:]) or any(text[end - 1] != "\n" for end in _ends(node)[-1:]):
        return None
    before = text[_line(text, starts[0]) : starts[0]]
    ends, leads = _ends(node), [_top(text, starts[0], column) if not before.strip() else _line(text, starts[0])]
    leads += [_above(text, end, start, column) for end, start in zip(ends, starts[1:], strict=False)]
    pieces = [
        _Piece(text[lead : _line(text, start)], text[start:end])
        for lead, start, end in zip(leads, starts, [*leads[1:], ends[-1]], strict=True)
    ]  # fmt: skip
    if any("#" in piece.above or "#" in piece.body for number, piece in enumerate(pieces) if number not in order):
        return None
    indents = [before, *[" " * column] * (len(order) - 1)]
    return leads[0], ends[-1], "".join(pieces[number].above + indent + pieces[number].body for indent, number in zip(indents, order, strict=True))


def _ends(node: Node) -> list[int]:
    """Give where the last line of each item ends."""
    return [_next_line(node.text, max(start, inner.end)) for start, inner in node.items]


def _above(text: str, end: int, start: int, column: int) -> int:
    """Find where the lines above an item begin that go with it: what is indented deeper belongs to the item before."""
    top = _line(text, start)
    while top > end:
        line = text[(up := _line(text, top - 1)) : top]
        if line.strip() and len(line) - len(line.lstrip()) > column:
            break
        top = up
    return top


def _top(text: str, start: int, column: int) -> int:
    """Find the comments directly above the first item; those that begin the file speak of the whole of it."""
    top = _line(text, start)
    while top:
        line = text[(up := _line(text, top - 1)) : top]
        if not line.strip() or not _REMARK.match(line) or len(line) - len(line.lstrip()) > column:
            return top
        top = up
    return _line(text, start)


def _line(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _next_line(text: str, offset: int) -> int:
    found = text.find("\n", offset)
    return found + 1 if found >= 0 else len(text)
