"""The questions that a form asks about a record, from its class; and how an answer becomes the value of a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from llm4s.fields import Gap, Ref, Word
from llm4s.record import Kind
from llm4s.shape import Shape, hints, shape_of
from llm4s.view import field_label

GAPS = tuple(gap.value for gap in Gap)
_ASKED_TOO = ("watch_out", "domains", "tasks", "topics", "links")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form: what it is about, in words, and how it is answered."""

    path: tuple[str, ...]
    label: str
    description: str
    shape: Shape
    required: bool = False
    options: Sequence[str] = field(default=())
    """Words to choose from; none where the answer is written."""

    @property
    def id(self) -> str:
        """Name of the question in an address that fills in the form."""
        return "-".join(self.path)

    @property
    def several(self) -> bool:
        """Whether the answer is a list."""
        return self.shape.item is not None


def questions(kind: Kind, words: Mapping[str, Sequence[str]]) -> list[Question]:
    """Give the questions about a new record: needed fields first, evidence not among them."""
    found = [question for name, info in kind.cls.model_fields.items() if _is_asked(kind, name, info) for question in _of_field(kind, name, info, words)]
    return sorted(found, key=lambda question: not question.required)


def columns(part: type[BaseModel]) -> list[tuple[str, Shape]]:
    """Give the fields of a part that stand in a row of text, others being too deep for one."""
    shapes = [(name, shape_of(hint)) for name, hint in hints(part).items()]
    return [(name, shape) for name, shape in shapes if shape.part is None and shape.item is None]


def value_of(shape: Shape, text: str) -> Any:
    """Turn an answer into the value of a field; what makes no sense stays text, about which the check then says what was expected."""
    text = text.strip()
    if shape.gap and text in GAPS:
        return text
    if shape.item:
        return [_item(shape.item, line) for line in _lines(shape.item, text)]
    if shape.part:
        return _row(shape.part, text)
    return _scalar(shape, text)


def _item(shape: Shape, line: str) -> Any:
    return _row(shape.part, line) if shape.part else _scalar(shape, line)


def _lines(item: Shape, text: str) -> list[str]:
    """Give the items of a list: one in a line, and ids or words also between commas."""
    lines = [line.strip().removeprefix("- ").strip() for line in text.splitlines()]
    if item.mark:
        lines = [part.strip() for line in lines for part in line.split(",")]
    return [line for line in lines if line]


def _row(part: type[BaseModel], line: str) -> Any:
    """Read 'first | second | third' as the fields of a part in their order; too many stay one text."""
    known, cells = columns(part), [cell.strip() for cell in line.split("|")]
    if len(cells) > len(known):
        return line
    return {name: _scalar(shape, cell) for (name, shape), cell in zip(known, cells, strict=False) if cell}


def _scalar(shape: Shape, text: str) -> Any:
    if shape.bare is bool:
        return {"yes": True, "no": False, "true": True, "false": False}.get(text.lower(), text)
    if shape.bare in (int, float):
        digits = text.replace(",", "").replace(" ", "")
        try:
            return int(digits) if shape.bare is int else float(digits)
        except ValueError:
            return text
    if shape.number and text.isdecimal() and str(int(text)) == text:
        return int(text)
    return " ".join(text.split()) if shape.long else text


def _is_asked(kind: Kind, name: str, info: FieldInfo) -> bool:
    return name != "evidence" and (info.is_required() or name in kind.cls.facts or name in _ASKED_TOO)


def _of_field(kind: Kind, name: str, info: FieldInfo, words: Mapping[str, Sequence[str]]) -> Iterator[Question]:
    shape = shape_of(hints(kind.cls)[name])
    if shape.part:
        for inner, other in shape.part.model_fields.items():
            label = f"{field_label(name)}: {inner.replace('_', ' ')}"
            yield _question((name, inner), label, other, shape_of(hints(shape.part)[inner]), words, needed=info.is_required())
    else:
        yield _question((name,), field_label(name), info, shape, words)


def _question(path: tuple[str, ...], label: str, info: FieldInfo, shape: Shape, words: Mapping[str, Sequence[str]], *, needed: bool = True) -> Question:
    inner = shape.item or shape
    options: list[str] = ["yes", "no"] if inner.bare is bool else []
    if isinstance(inner.mark, Word):
        options = [*words.get(inner.mark.vocabulary, ()), *(GAPS if shape.gap else ())]
    described = [" ".join((info.description or "").split()), *_manner(shape, words, chosen=bool(options))]
    return Question(path, label, " ".join(described), shape, needed and info.is_required(), options)


def _manner(shape: Shape, words: Mapping[str, Sequence[str]], *, chosen: bool) -> Iterator[str]:
    inner = shape.item or shape
    if inner.part:
        known = columns(inner.part)
        yield f"One in a line, as: {' | '.join(name.replace('_', ' ') for name, _ in known)}. Leave out what is not known; the order stays."
        for name, other in known:
            if isinstance(other.mark, Word):
                yield f"Words for {name.replace('_', ' ')}: {', '.join(words.get(other.mark.vocabulary, ()))}."
    elif isinstance(inner.mark, Ref):
        of = f"{inner.mark.kind} records" if inner.mark.kind not in ("", "*") else "records"
        yield f"{'Ids' if shape.item else 'The id'} of {of}{', one in a line' if shape.item else ''}."
    elif shape.item and not chosen:
        yield "One in a line."
    if shape.gap and not chosen:
        yield f"Where there is nothing to say: {', '.join(GAPS)}."
