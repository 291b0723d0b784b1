"""The guide as a tree: to both sides of its name on a wide page, downwards on a narrow one."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from llm4s.render import environment

WIDTH, NARROW = 740, 328
"""Width in pixels; the drawing is shown as large as it is, so that its letters stay legible."""
LETTERS, LINE, ROW, GAP = 24, 15, 23, 20
"""Letters in a line of a chapter's name, height of a line and of a chapter, space between parts."""
KNOT = 116


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of the guide or a chapter: title, address relative to the site's root, and what it holds."""

    title: str
    url: str
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A chapter with the lines of its name and the height of its middle."""

    branch: Branch
    lines: tuple[str, ...]
    y: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A part with its middle and its chapters; 'side' is 1 where these grow to the right, -1 to the left."""

    branch: Branch
    x: int
    y: float
    side: int
    leaves: tuple[Leaf, ...]


def mindmap(parts: Sequence[Branch]) -> str:
    """Draw the tree twice, for wide and for narrow pages; '{root}' stands for the way to the site's root."""
    cut = _half(parts)
    middle = WIDTH // 2
    sides = [_column(parts[:cut], middle + 120, 1), _column(parts[cut:], middle - 120, -1)]
    height = max(tall for _, tall in sides)
    wide = [_moved(spot, (height - tall) / 2) for column, tall in sides for spot in column]
    narrow, tall = _column(parts, KNOT // 2 + 22, 1)
    maps = [("wide", WIDTH, height, (middle, height / 2), wide), ("narrow", NARROW, tall + 34, (46, 18), [_moved(spot, 34) for spot in narrow])]
    return environment().get_template("mindmap.svg").render(maps=maps, knot=KNOT, line=LINE, root="{root}")


def _half(parts: Sequence[Branch]) -> int:
    """Give the number of parts on the right: that which makes both sides most alike in height."""
    heights = [_column([part], 0, 1)[1] for part in parts]
    return min(range(len(parts) + 1), key=lambda cut: abs(sum(heights[:cut]) - sum(heights[cut:])), default=0)


def _column(parts: Sequence[Branch], x: int, side: int) -> tuple[list[Spot], float]:
    spots, y = [], GAP / 2
    for part in parts:
        leaves, top = [], y
        for chapter in part.children:
            lines = tuple(textwrap.wrap(chapter.title, LETTERS)) or (chapter.title,)
            tall = ROW + LINE * (len(lines) - 1)
            leaves.append(Leaf(chapter, lines, y + tall / 2))
            y += tall
        y = max(y, top + 2 * ROW)
        spots.append(Spot(part, x, (top + y) / 2, side, tuple(leaves)))
        y += GAP
    return spots, y - GAP / 2


def _moved(spot: Spot, down: float) -> Spot:
    leaves = tuple(Leaf(leaf.branch, leaf.lines, leaf.y + down) for leaf in spot.leaves)
    return Spot(spot.branch, spot.x, spot.y + down, spot.side, leaves)
