from __future__ import annotations

import pytest

from llm4s.problem import Location
from llm4s.source import MAX_BYTES, parse


def value_of(text: str) -> object:
    source, problems = parse("x.yaml", f"value: {text}\n".encode())
    assert problems == []
    assert source is not None
    return source.value["value"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("false", False),
        ("12", 12),
        ("-3", -3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("no", "no"),
        ("on", "on"),
        ("NO", "NO"),
        ("True", "True"),
        ("2026-01-31", "2026-01-31"),
        ("1.10.2", "1.10.2"),
        ("012", "012"),
        ("0x1f", "0x1f"),
        ("12:30", "12:30"),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("9" * 40, "9" * 40),
        ('"12"', "12"),
        ("'true'", "true"),
        ("[1, a]", [1, "a"]),
        ("{a: 1}", {"a": 1}),
    ],
)
def test_only_plain_words_of_json_become_other_than_text(text: str, value: object) -> None:
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


def test_every_key_and_value_has_its_place() -> None:
    source, _ = parse("x.yaml", b"name: A\nlist:\n  - one\n  - key: two\n")
    assert source is not None
    assert source.locate(("name",)) == Location("x.yaml", 1, 7)
    assert source.locate(("name",), key=True) == Location("x.yaml", 1, 1)
    assert source.locate(("list", 1, "key")) == Location("x.yaml", 4, 10)
    assert source.locate(("list", 1, "key"), key=True) == Location("x.yaml", 4, 5)


def test_a_missing_value_is_placed_at_its_nearest_parent() -> None:
    source, _ = parse("x.yaml", b"name: A\nlist:\n  - one\n")
    assert source is not None
    assert source.locate(("list", 7, "x")) == Location("x.yaml", 3, 3)
    assert source.locate(("none",), key=True) == Location("x.yaml", 1, 1)


def test_a_large_file_is_refused_by_its_size() -> None:
    source, problems = parse("x.yaml", b"a" * (MAX_BYTES + 1))
    assert source is None
    assert [problem.code for problem in problems] == ["file-too-large"]


def test_control_characters_are_a_problem_with_a_place() -> None:
    source, problems = parse("x.yaml", b"name: \x01\n")
    assert source is None
    assert [problem.code for problem in problems] == ["invisible-character"]
