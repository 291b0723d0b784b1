from __future__ import annotations

from llm4s.problem import Location
from llm4s.project import State


def test_entries_are_found_by_path_kind_and_id(state: State) -> None:
    catalog = state.catalog
    entry = catalog.of("models")["fernbert"]
    assert catalog.get("models/fernbert") is entry
    assert "models/fernbert" in catalog.paths()
    assert len(catalog) == len(catalog.paths()) == 38
    assert catalog.of("none") == {}
    assert catalog.kind("none") is None


def test_entries_come_in_the_order_of_kinds_and_ids(state: State) -> None:
    order = [kind.plural for kind in state.catalog.kinds]
    places = [(order.index(entry.kind.plural), entry.id) for entry in state.catalog]
    assert places == sorted(places)


def test_values_have_places_even_without_a_source(state: State) -> None:
    entry = state.catalog.of("terms")["root"]
    assert state.catalog.where(entry, ("definition",), key=True) == Location("data/terms/root.yaml", 5, 1)
    stranger = entry.__class__(entry.kind, "stranger", entry.record)
    assert state.catalog.where(stranger, ("definition",)) == Location("data/terms/stranger.yaml")
