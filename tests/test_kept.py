"""What was made of single records, kept from one refresh of a preview to the next."""

from __future__ import annotations

from dataclasses import replace

from llm4s.export import exports
from llm4s.kept import Kept, kept
from llm4s.project import State
from llm4s.view import Names


def test_a_value_is_made_once_for_an_entry_and_again_for_one_read_anew(state: State) -> None:
    entry = state.catalog.of("models")["fernbert"]
    store, made = Kept(), list[int]()
    for _ in range(2):
        assert kept(store, "a", entry, lambda: made.append(1) or len(made)) == 1
    assert kept(store, "b", entry, lambda: made.append(1) or len(made)) == 2
    assert kept(store, "a", replace(entry), lambda: made.append(1) or len(made)) == 3


def test_what_a_change_touches_is_forgotten(state: State) -> None:
    fern, moss = state.catalog.of("models").values()
    store = Kept()
    for entry in (fern, moss):
        store.of("a", entry, lambda: "old")
    store.forget({fern.url})
    assert [store.of("a", entry, lambda: "new") for entry in (fern, moss)] == ["new", "old"]


def test_without_a_store_everything_is_made(state: State) -> None:
    entry = state.catalog.of("models")["fernbert"]
    assert [kept(None, "a", entry, lambda text=text: text) for text in "xy"] == ["x", "y"]


def test_files_are_the_same_with_a_store_used_twice_and_without(state: State) -> None:
    store = Kept()
    first, second = (dict(exports(Names.of(state.catalog, store))) for _ in range(2))
    assert first == second == dict(exports(Names.of(state.catalog)))
