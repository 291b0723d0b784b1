"""Values as YAML in the manner of our records: every text that could be read as something else stands in quotation marks."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import Any

from llm4s.source import parse

_WIDTH = 118
_LONG = 100
_LIST = 200


def field_text(name: str, value: Any) -> str:
    """Write one field of a record, its lines ended."""
    if isinstance(value, str) and len(value) > _LONG and (folded := _folded(name, value)):
        return folded
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return f"{name}:\n" + "".join(item_text(item) for item in value)
    if isinstance(value, dict) and value:
        return f"{name}:\n" + "".join(f"  {line}\n" for key, part in value.items() for line in field_text(key, part).splitlines())
    if isinstance(value, str):
        return f"{name}: {_plain(value, 'x: {}')}\n"
    flat = f"{name}: {_flow(value)}\n"
    if isinstance(value, list) and len(flat) > _LIST:
        return f"{name}:\n" + "".join(item_text(item) for item in value)
    return flat


def item_text(item: Any) -> str:
    """Write one item of a list in block form."""
    if not isinstance(item, dict) or not item:
        return f"  - {_plain(item, 'x: {}') if isinstance(item, str) else _flow(item)}\n"
    lines = [line for key, part in item.items() for line in field_text(key, part).splitlines()]
    return "".join(f"  {'- ' if number == 0 else '  '}{line}\n" for number, line in enumerate(lines))


def record_text(value: Mapping[str, Any]) -> str:
    """Write a whole record."""
    return "".join(field_text(name, part) for name, part in value.items())


def _flow(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_flow(item) for item in value)}]"
    return _plain(value, "x: [{}]") if isinstance(value, str) else json.dumps(value)


def _plain(text: str, place: str) -> str:
    """Leave a text bare where reading it back at its place gives that very text, and nothing beside it."""
    read, _ = parse("", f"{place.replace('{}', text)}\n".encode(errors="replace")) if text else (None, [])
    same = read is not None and read.value in ({"x": text}, {"x": [text]})
    return text if same else _quoted(text)


def _quoted(text: str) -> str:
    """Write a text as JSON does, which YAML reads the same; characters that YAML takes for line ends or refuses are spelt out."""
    return "".join(char if char.isprintable() else _escape(ord(char)) for char in json.dumps(text, ensure_ascii=False))


def _escape(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _folded(name: str, text: str) -> str | None:
    """Write a paragraph as a block of lines, if that can be read back."""
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    block = f"{name}: >-\n" + "".join(f"  {line}\n" for line in lines)
    read, _ = parse("", block.encode(errors="replace"))
    return block if read and read.value == {name: text} else None
