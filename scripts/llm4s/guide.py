"""Views of the guide itself: its structure from the navigation, its fields and rules, and how models are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llm4s.figures import Held
from llm4s.memory import CONTEXT, OVERHEAD, PRECISIONS, worded
from llm4s.record import Kind
from llm4s.render import Site, environment
from llm4s.rulebook import FACTS, STEPS
from llm4s.view import field_label

ROW, GAP, WIDTH = 26, 18, 980


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of the guide or a chapter: title, address relative to the site's root, and what it holds."""

    title: str
    url: str
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A branch with its place in the picture, in pixels from the upper left corner."""

    branch: Branch
    x: int
    y: int
    leaves: tuple[Spot, ...] = ()


def mindmap(parts: Sequence[Branch]) -> str:
    """Draw the guide as a tree that grows to both sides of its name; '{root}' stands for the way to the site's root."""
    half = _half(parts)
    sides = [_column(parts[:half], left=False), _column(parts[half:], left=True)]
    height = max((height for _, height in sides), default=0) + GAP
    spots = [[_moved(spot, (height - tall) // 2) for spot in column] for column, tall in sides]
    return environment().get_template("mindmap.svg").render(right=spots[0], left=spots[1], width=WIDTH, height=height, root="{root}")


def diagram(parts: Sequence[Branch]) -> str:
    """Draw the guide as the order in which its parts build on one another; '{root}' stands for the way to the site's root."""
    return environment().get_template("diagram.html").render(parts=parts, root="{root}")


def fields(kinds: Sequence[Kind]) -> str:
    """Describe the fields of every kind in the words of their classes."""
    return environment().get_template("fields.html").render(kinds=[(kind, _fields_of(kind)) for kind in kinds])


def rules(known: Sequence[tuple[str, str]]) -> str:
    """List rules as code and description; each code is an anchor."""
    return environment().get_template("rules.html").render(rules=known)


def choosing(site: Site, held: Sequence[Held]) -> dict[str, str]:
    """Make the views of how a model is chosen: the place where the script works, the rules, the published memory figures."""
    book = site.rulebook
    if book is None:
        return {}
    words = {(fact, word): name for fact, vocabulary in FACTS.items() for (of, word), (name, _) in site.names.words.items() if of == vocabulary}
    context = {"book": book, "steps": [getattr(book, name) for name in STEPS], "words": words, "label": field_label, "root": "{root}"}
    numbers = {"held": held, "precisions": PRECISIONS, "overhead": OVERHEAD, "tokens": CONTEXT, "worded": worded, "root": "{root}"}
    return {
        "chooser": environment().get_template("chooser.html").render(context),
        "choices": environment().get_template("choices.html").render(context),
        "figures": environment().get_template("figures.html").render(numbers),
    }


def _fields_of(kind: Kind) -> list[tuple[str, bool, str]]:
    return [(name, field.is_required(), field.description or "") for name, field in kind.cls.model_fields.items()]


def _half(parts: Sequence[Branch]) -> int:
    total, seen = sum(len(part.children) + 1 for part in parts), 0
    for number, part in enumerate(parts):
        seen += len(part.children) + 1
        if seen * 2 >= total:
            return number + 1
    return 0


def _column(parts: Sequence[Branch], *, left: bool) -> tuple[list[Spot], int]:
    spots, y = [], GAP
    for part in parts:
        leaves = tuple(Spot(leaf, 250 if left else WIDTH - 250, y + ROW * number + ROW // 2) for number, leaf in enumerate(part.children))
        tall = max(ROW * len(leaves), ROW)
        spots.append(Spot(part, 400 if left else WIDTH - 400, y + tall // 2, leaves))
        y += tall + GAP
    return spots, y


def _moved(spot: Spot, down: int) -> Spot:
    return Spot(spot.branch, spot.x, spot.y + down, tuple(_moved(leaf, down) for leaf in spot.leaves))
