"""What somebody types for a field of a new record, and what can be suggested while they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from llm4s.catalog import Catalog
from llm4s.fields import Gap, Ref, Word
from llm4s.link import suggestion, words
from llm4s.load import unfit
from llm4s.record import Kind
from llm4s.shape import Shape, find_shape, hints, shape_of
from llm4s.source import parse

_ASKED = ("domains", "tasks", "topics")


@dataclass(frozen=True)
class Question:
    """A field to ask for, and what may be answered."""

    kind: Kind
    name: str
    choices: Mapping[str, str] = field(default_factory=dict)
    """Ids or words, each with its name."""
    where: str = ""
    """Where further ones are added."""

    def value(self, text: str) -> Any:
        """Turn an answer into the field's value."""
        return _value(self._shape, text, None)

    def fault(self, text: str) -> str:
        """Say what is wrong with an answer; '' if nothing is."""
        given = self.value(text)
        for item in (given if isinstance(given, list) else [given]) if self.choices else ():
            if item not in self.choices and (isinstance(given, list) or item not in list(Gap)):
                return f"'{item}' is not known: {suggestion(item, list(self.choices), self.where)}"
        return next((f"'{name}': {what}" for name, what in unfit(self.kind.cls, {self.name: given}).items()), "")

    @property
    def means(self) -> str:
        """What the field means, and how several answers are parted."""
        means = self.kind.cls.model_fields[self.name].description or ""
        return f"{means} Several are parted by {'commas' if self._shape.single.mark else 'semicolons'}." if self._shape.item else means

    @property
    def _shape(self) -> Shape:
        return shape_of(hints(self.kind.cls)[self.name])


def questions(kind: Kind, catalog: Catalog) -> Iterator[Question]:
    """Give what to ask for a new record: what it must hold or is sorted by, as far as one line can say it."""
    for name, hint in hints(kind.cls).items():
        info, shape = kind.cls.model_fields[name], shape_of(hint)
        if name in ("name", "summary") or shape.single.part or not (info.is_required() or name in _ASKED):
            continue
        yield Question(kind, name, *_choices(kind, shape.single.mark, catalog))


def _choices(kind: Kind, mark: Ref | Word | None, catalog: Catalog) -> tuple[Mapping[str, str], str]:
    if isinstance(mark, Word):
        return dict.fromkeys(words(catalog).get(mark.vocabulary, ()), ""), f"data/vocabularies/{mark.vocabulary}.yaml"
    if isinstance(mark, Ref) and (named := catalog.kind(mark.kind) if mark.kind else kind):
        return {id_: entry.name for id_, entry in catalog.of(named.plural).items()}, f"data/{named.plural}/"
    return {}, ""


def entered(kind: Kind, given: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Turn texts such as 'year=2023', 'licences.code=mit' or 'dates=[{date: 2023, event: preprint}]' into fields, or say what is wrong with them."""
    fields: dict[str, Any] = {}
    faults: list[str] = []
    for text in given:
        name, equals, value = text.partition("=")
        path = name.strip().split(".")
        shape = find_shape(kind.cls, path)
        if not equals or shape is None:
            faults.append(f"'{text}' sets no field: write field=value with a field of {', '.join(kind.cls.model_fields)}")
            continue
        group = fields
        for part in path[:-1]:
            group = group.setdefault(part, {})
        group[path[-1]] = _value(shape, value.strip(), group.get(path[-1]))
    return fields, [*faults, *(f"'{name}': {what}" for name, what in unfit(kind.cls, fields).items())]


def _value(shape: Shape, text: str, before: Any) -> Any:
    """Read a value; a list of ids or words is cut at commas, one of other text at semicolons, since names of people hold commas."""
    if text[:1] in ("[", "{"):
        source, _ = parse("", f"x: {text}\n".encode())
        return source.value["x"] if source else text
    if shape.item and text not in list(Gap):
        new = [part for piece in text.split("," if shape.single.mark else ";") if (part := piece.strip())]
        return [*before, *new] if isinstance(before, list) else new
    source, _ = parse("", f"x: {text}\n".encode()) if shape.single.bare is not str else (None, [])
    return source.value["x"] if source and not isinstance(source.value["x"], str) else text
