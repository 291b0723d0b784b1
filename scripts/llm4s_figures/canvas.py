"""A sheet to draw on, written as SVG that follows the colours of the page it is put into."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import atan2, cos, pi, sin

TONES = {"a": ("#d8efec", "#0f766e"), "b": ("#fdecd2", "#a64b08"), "c": ("#e9e2fb", "#6846bd"), "d": ("#dbe9fb", "#215a9c"), "n": ("#f1f4f4", "#66736f")}
"""Soft and strong colour of each tone where no page gives others; the site's stylesheet does, by class."""
INK, QUIET, GROUND = "#16211f", "#4f5b58", "#ffffff"
SIZE, LEADING = 12.5, 1.3
Point = tuple[float, float]


class Canvas:
    """A drawing with a title and a description; one unit is one pixel on a phone."""

    def __init__(self, name: str, title: str, description: str, width: float, height: float) -> None:
        self.name, self.title, self.description, self.width, self.height = name, title, description, width, height
        self.parts: list[str] = []

    def box(self, x: float, y: float, width: float, height: float, *lines: str, tone: str = "n", size: float = SIZE, bold: int = 1, round_: float = 6) -> None:
        """Draw a box with lines of text in its middle, the first 'bold' of them bold."""
        soft, strong = TONES[tone]
        self.parts.append(
            f'<rect class="box-{tone}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(round_)}" fill="{soft}" stroke="{strong}"/>'
        )
        self.lines(x + width / 2, y + height / 2, *lines, size=size, bold=bold)

    def lines(self, x: float, middle: float, *lines: str, size: float = SIZE, bold: int = 0, anchor: str = "middle", tone: str = "") -> None:
        """Set lines of text around a height, the first 'bold' of them bold."""
        top = middle - (len(lines) - 1) * size * LEADING / 2 + size * 0.35
        for number, line in enumerate(lines):
            self.text(
                x,
                top + number * size * LEADING,
                line,
                size=size,
                bold=number < bold,
                anchor=anchor,
                tone=tone or ("ink" if number < bold or not bold else "quiet"),
            )

    def text(
        self, x: float, y: float, text: str, *, size: float = SIZE, bold: bool = False, anchor: str = "middle", tone: str = "ink", mono: bool = False
    ) -> None:
        """Set one line of text on its base line."""
        colour = {"ink": INK, "quiet": QUIET, "ground": GROUND}.get(tone) or TONES[tone][1]
        more = (' font-weight="650"' if bold else "") + (
            ' class="{}"'.format(f"text-{tone} mono") + ' font-family="JetBrains Mono, monospace"' if mono else f' class="text-{tone}"'
        )
        self.parts.append(f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" font-size="{_n(size)}" fill="{colour}"{more}>{escape(text)}</text>')

    def cell(self, x: float, y: float, width: float, height: float, tone: str = "n", *, strength: float = 1) -> None:
        """Fill a field of a table, the fuller the stronger."""
        self.parts.append(
            f'<rect class="cell-{tone}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{TONES[tone][1]}" fill-opacity="{_n(strength)}"/>'
        )

    def frame(self, x: float, y: float, width: float, height: float, *, tone: str = "n", dashed: bool = True, round_: float = 8) -> None:
        """Draw a frame around other things."""
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        self.parts.append(
            f'<rect class="line-{tone}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(round_)}" fill="none" stroke="{TONES[tone][1]}"{dash}/>'
        )

    def circle(self, x: float, y: float, radius: float, *lines: str, tone: str = "n", size: float = SIZE, full: bool = False) -> None:
        """Draw a circle, with text in its middle."""
        soft, strong = TONES[tone]
        kind, fill = ("dot", strong) if full else ("box", soft)
        self.parts.append(f'<circle class="{kind}-{tone}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}" stroke="{strong}"/>')
        self.lines(x, y, *lines, size=size)

    def line(self, *points: Point, tone: str = "n", width: float = 1.2, dashed: bool = False) -> None:
        """Draw a line through points."""
        self.path("M" + " L".join(f"{_n(x)} {_n(y)}" for x, y in points), tone=tone, width=width, dashed=dashed)

    def arrow(self, *points: Point, tone: str = "n", width: float = 1.4, dashed: bool = False) -> None:
        """Draw a line through points with a head at its end."""
        self.line(*points, tone=tone, width=width, dashed=dashed)
        self.head(points[-2], points[-1], tone)

    def head(self, start: Point, end: Point, tone: str = "n") -> None:
        """Draw the head of an arrow that comes from one point and ends at another."""
        angle = atan2(end[1] - start[1], end[0] - start[0])
        wings = [(end[0] - 7 * cos(angle + turn), end[1] - 7 * sin(angle + turn)) for turn in (pi / 7, -pi / 7)]
        points = " L".join(f"{_n(x)} {_n(y)}" for x, y in (end, *wings))
        self.parts.append(f'<path class="dot-{tone}" d="M{points} Z" fill="{TONES[tone][1]}"/>')

    def path(self, path: str, *, tone: str = "n", width: float = 1.2, dashed: bool = False) -> None:
        """Draw a path."""
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        self.parts.append(f'<path class="line-{tone}" d="{path}" fill="none" stroke="{TONES[tone][1]}" stroke-width="{_n(width)}"{dash}/>')

    def svg(self) -> str:
        """Write the drawing as a file."""
        size = f'viewBox="0 0 {_n(self.width)} {_n(self.height)}" width="{_n(self.width)}" height="{_n(self.height)}"'
        names = f'role="img" aria-labelledby="figure-{self.name}-title figure-{self.name}-desc" font-family="Inter, system-ui, sans-serif"'
        head = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {names}>',
            f'<title id="figure-{self.name}-title">{escape(self.title)}</title>',
            f'<desc id="figure-{self.name}-desc">{escape(self.description)}</desc>',
            f'<rect class="ground" width="{_n(self.width)}" height="{_n(self.height)}" fill="{GROUND}"/>',
        ]
        return "\n".join([*head, *self.parts, "</svg>\n"])


def matrix(
    sheet: Canvas, x: float, y: float, cell: float, rows: Sequence[Sequence[float | None]], tone: str = "a", *, texts: bool = True, size: float = 11.5
) -> None:
    """Draw a table of numbers between 0 and 1 by how full its fields are; None is a masked field."""
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            left, top = x + j * cell, y + i * cell
            sheet.cell(left, top, cell - 1.5, cell - 1.5, "n" if value is None else tone, strength=0.1 if value is None else 0.1 + 0.4 * min(max(value, 0), 1))
            if texts:
                sheet.text(
                    left + cell / 2 - 0.75, top + cell / 2 + 3.5, "–" if value is None else f"{value:.2f}", size=size, tone="quiet" if value is None else "ink"
                )


def _n(value: float) -> str:
    return f"{round(value, 2):g}"
