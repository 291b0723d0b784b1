"""An empty record to fill in, whose comments are the schema's own descriptions."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llm4s.fields import Gap, Ref, Word
from llm4s.record import Kind
from llm4s.shape import hints, marks

_WIDTH = 110


def skeleton(kind: Kind, name: str, words: Mapping[str, Sequence[str]]) -> str:
    """Write the text of a new record: required fields open, the others commented out.

    Args:
        kind: the kind of the record.
        name: what the record is called.
        words: the words of each vocabulary by its id.
    """
    lines = [f"# A new {kind.cls.label[0]}. Fill in the open fields, delete comments and fields you do not need, then run: llm4s check"]
    found = hints(kind.cls)
    for field, info in kind.cls.model_fields.items():
        lines += ["", *_comment(info.description or ""), *_choices(found[field], words)]
        opened = f"{field}:" if info.is_required() else f"# {field}:"
        lines.append(f"{opened} {_quoted(name)}" if field == "name" else opened)
    return "\n".join([*lines, ""])


def _comment(text: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), _WIDTH, initial_indent="# ", subsequent_indent="# ", break_long_words=False, break_on_hyphens=False)


def _choices(hint: Any, words: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for mark in marks(hint):
        if isinstance(mark, Word):
            yield from _comment(f"Words of data/vocabularies/{mark.vocabulary}.yaml: {', '.join(words.get(mark.vocabulary, ()))}")
        elif isinstance(mark, Ref):
            yield from _comment("Ids of records" if mark.kind in ("", "*") else f"Ids of {mark.kind} records, see data/")
    if "Gap" in str(hint):
        yield from _comment(f"If there is nothing to say: {', '.join(gap.value for gap in Gap)}")


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
