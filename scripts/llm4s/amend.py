"""One field of a record's text changed, every other byte kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from llm4s.record import Kind, in_order
from llm4s.source import Source
from llm4s.writing import field_text, item_text


def amended(source: Source, kind: Kind, changes: Mapping[str, Any]) -> str:
    """Give the text of a record with other values for some top-level fields; None takes a field away.

    Args:
        source: the record as it is.
        kind: its kind, which knows where a new field goes.
        changes: the new values by field.
    """
    lines = source.data.decode().splitlines(keepends=True)
    starts = [(source.locate((name,), key=True).line - 1, name) for name in source.value]
    ends = [*(start for start, _ in starts[1:]), len(lines)]
    head = lines[: starts[0][0]]
    blocks = {name: lines[start:end] for (start, name), end in zip(starts, ends, strict=True)}
    for name, value in changes.items():
        kept = _trailing(blocks.get(name, []))
        if value is None:
            blocks.pop(name, None)
        elif name in blocks:
            blocks[name] = [_block(source, name, value), *kept]
        else:
            blocks = _inserted(blocks, in_order(kind.cls), name, field_text(name, value))
    return "".join([*head, *(line for block in blocks.values() for line in block)])


def _trailing(block: Sequence[str]) -> list[str]:
    """Give the comments and empty lines at a block's end, which belong to what follows."""
    kept: list[str] = []
    for line in reversed(block):
        if line.strip() and not line.startswith("#"):
            break
        kept.insert(0, line)
    return kept


def _block(source: Source, name: str, value: Any) -> str:
    """Write a field anew; of a list in block form, items that stay keep their lines."""
    before = source.value[name]
    if not isinstance(value, list) or not isinstance(before, list) or not before or not value:
        return field_text(name, value)
    lines = source.data.decode().splitlines(keepends=True)
    key = source.locate((name,), key=True).line
    starts = [source.locate((name, number)).line for number in range(len(before))]
    if starts[0] == key or len(set(starts)) < len(starts) or not all(lines[start - 1].lstrip().startswith("- ") for start in starts):
        return field_text(name, value)
    following = [source.locate((other,), key=True).line for other in source.value]
    last = min([line for line in following if line > key], default=len(lines) + 1)
    texts = ["".join(lines[start - 1 : end - 1]) for start, end in zip(starts, [*starts[1:], last], strict=True)]
    texts[-1] = texts[-1][: len(texts[-1]) - len("".join(_trailing(texts[-1].splitlines(keepends=True))))]
    kept = [text for item in value for text in [texts[before.index(item)] if item in before else item_text(item)]]
    return f"{name}:\n" + "".join(kept)


def _inserted(blocks: dict[str, list[str]], order: Sequence[str], name: str, text: str) -> dict[str, list[str]]:
    """Put a new field where its kind has it: after the last that stands before it there."""
    earlier = set(order[: order.index(name)])
    place = max((number for number, known in enumerate(blocks, 1) if known in earlier), default=0)
    items = list(blocks.items())
    return dict([*items[:place], (name, [text]), *items[place:]])
