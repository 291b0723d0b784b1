"""A new record, filled in as far as something is known, whose comments are the schema's own descriptions."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llm4s.fields import Gap, Ref, Word
from llm4s.record import Kind, in_order
from llm4s.shape import hints, marks
from llm4s.writing import field_text

_WIDTH = 110


def skeleton(
    kind: Kind,
    name: str,
    words: Mapping[str, Sequence[str]],
    filled: Mapping[str, Any] | None = None,
    remarks: Mapping[str, str] | None = None,
) -> str:
    """Write the text of a new record: required fields open, the others commented out, and what is known filled in.

    Args:
        kind: the kind of the record.
        name: what the record is called.
        words: the words of each vocabulary by its id.
        filled: the values of fields that are known.
        remarks: what to look at in some fields.
    """
    known = {**(filled or {}), "name": name}
    lines = [
        f"# yaml-language-server: $schema=../schema/{kind.name}.json",
        f"# A new {kind.cls.label[0]}. Fill in the open fields, delete comments and fields you do not need, then run: llm4s check",
    ]
    found = hints(kind.cls)
    for field in in_order(kind.cls):
        info = kind.cls.model_fields[field]
        lines += ["", *_comment(info.description or ""), *_choices(found[field], words)]
        if remarks and field in remarks:
            lines += _comment(f"Look: {remarks[field]}")
        lines += field_text(field, known[field]).splitlines() if field in known else [f"{field}:" if info.is_required() else f"# {field}:"]
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
