"""What every kind owes: documented fields, a skeleton, a schema, a page."""

from __future__ import annotations

import inspect
import re
import typing

import pytest
from pydantic import BaseModel

from llm4s.fields import Ref, Word
from llm4s.kinds import all_kinds
from llm4s.load import load
from llm4s.project import State
from llm4s.record import Kind
from llm4s.scaffold import skeleton
from llm4s.shape import hints, marks
from llm4s.source import parse
from llm4s.view import presenter


@pytest.fixture(params=all_kinds(), ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


def parts(cls: type[BaseModel]) -> typing.Iterator[type[BaseModel]]:
    yield cls
    for hint in hints(cls).values():
        for leaf in leaves(hint):
            if isinstance(leaf, type) and issubclass(leaf, BaseModel):
                yield from parts(leaf)


def leaves(hint: object) -> typing.Iterator[object]:
    if arguments := typing.get_args(hint):
        for argument in arguments:
            yield from leaves(argument)
    else:
        yield hint


def test_the_class_and_every_field_say_what_they_are(kind: Kind) -> None:
    for cls in parts(kind.cls):
        assert inspect.getdoc(cls), cls
        for name, field in cls.model_fields.items():
            assert field.description, f"{cls.__name__}.{name}"
            assert field.description.strip().endswith((".", "…", "…")), f"{cls.__name__}.{name}"


def test_references_and_words_name_kinds_and_vocabularies_that_exist(kind: Kind) -> None:
    names = {other.name for other in all_kinds()} | {"", "*"}
    for cls in parts(kind.cls):
        for hint in hints(cls).values():
            for mark in marks(hint):
                assert not isinstance(mark, Ref) or mark.kind in names
                assert not isinstance(mark, Word) or mark.vocabulary


def test_columns_and_facts_are_fields(kind: Kind) -> None:
    fields = set(kind.cls.model_fields)
    assert {column.partition(":")[0] for column in kind.cls.columns} <= fields
    assert set(kind.cls.facts) <= fields
    shown_elsewhere = {"results", "retracted", "maintainers"}
    assert fields - kind.cls.editorial - set(kind.cls.facts) <= shown_elsewhere


def test_every_field_can_be_presented(kind: Kind) -> None:
    for hint in hints(kind.cls).values():
        assert callable(presenter(hint))


def test_the_skeleton_opens_the_required_fields_and_nothing_else(kind: Kind, state: State) -> None:
    text = skeleton(kind, 'A "quoted" \\ name', {"domain": ["ferns"]})
    source, problems = parse("x.yaml", text.encode())
    assert problems == []
    assert source is not None
    assert set(source.value) == {name for name, field in kind.cls.model_fields.items() if field.is_required()}
    assert source.value["name"] == 'A "quoted" \\ name'
    opened = re.sub(r"^# ([a-z_]+:)$", r"\1", text, flags=re.MULTILINE)
    again, problems = parse("x.yaml", opened.encode())
    assert problems == []
    assert again is not None
    assert set(again.value) == set(kind.cls.model_fields)


def test_the_skeleton_says_what_to_fill_in(kind: Kind) -> None:
    text = skeleton(kind, "New", {})
    _, problems = load({f"data/{kind.plural}/new.yaml": text.encode()}, all_kinds())
    assert {problem.code for problem in problems} == {"bad-value"}


def test_the_fabricated_project_has_a_record_of_the_kind(kind: Kind, state: State) -> None:
    assert state.catalog.of(kind.plural)
