"""What sessions show: tables, sources of functions, and figures in two colourings."""

from __future__ import annotations

import inspect
import io
import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from IPython.display import Markdown, display
from matplotlib.figure import Figure

FIGURE = "application/x-llm4s-figure+json"
_COLOURS = {
    "light": {"ink": "#1f2a29", "line": "#c4cecc", "ground": "white", "cycle": ["#0b6b64", "#b45309", "#5b4bb7", "#b3265f", "#4d7c0f"]},
    "dark": {"ink": "#e3ecea", "line": "#4a5957", "ground": "none", "cycle": ["#5fd0c5", "#fbbf24", "#b9adf9", "#f5a3bd", "#a3e635"]},
}


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Show rows as a table; numbers stand on the right."""
    right = [all(isinstance(row[place], int | float) for row in rows) for place in range(len(head))]
    lines = [head, ["---:" if one else "---" for one in right], *([_cell(cell) for cell in row] for row in rows)]
    display(Markdown("\n".join("| " + " | ".join(line) + " |" for line in lines)))


def _cell(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value).replace("|", "\\|").replace("\n", " ")


def source(*things: Callable[..., Any]) -> None:
    """Show the source of functions as they are in the package, so that what is read is what ran."""
    text = "\n\n".join(textwrap.dedent(inspect.getsource(thing)).rstrip() for thing in things)
    display(Markdown(f"```python\n{text}\n```"))


def figure(draw: Callable[[], Figure], name: str, description: str) -> None:
    """Draw a figure twice, for light and for dark pages, with a description for those who do not see it."""
    drawn = {theme: _draw(draw, theme) for theme in _COLOURS}
    data = {FIGURE: {"name": name, "description": description, **drawn}, "image/svg+xml": drawn["light"], "text/plain": description}
    display(data, raw=True)


def _draw(draw: Callable[[], Figure], theme: str) -> str:
    colours: Any = _COLOURS[theme]
    ink = dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color"), colours["ink"])
    settings = {
        **ink, "axes.edgecolor": colours["line"], "grid.color": colours["line"], "axes.facecolor": "none", "figure.facecolor": colours["ground"],
        "savefig.facecolor": colours["ground"], "axes.prop_cycle": mpl.cycler(color=colours["cycle"]), "svg.hashsalt": "llm4s", "font.size": 10,
        "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.linewidth": 0.5, "legend.frameon": False, "lines.linewidth": 2,
        "figure.constrained_layout.use": True, "axes.titlesize": 10, "axes.titlelocation": "left",
    }  # fmt: skip
    with mpl.rc_context(settings):
        file = io.StringIO()
        drawn = draw()
        drawn.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        plt.close(drawn)  # else the notebook shows it once more
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"
