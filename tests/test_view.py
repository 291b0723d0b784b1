from __future__ import annotations

from typing import Annotated

from llm4s.fields import Ref
from llm4s.project import State
from llm4s.record import Part
from llm4s.view import Names, Piece, field_label, present, presenter


class Pot(Part):
    """A part without a pattern of its own."""

    size: int
    """How large it is."""
    colour: str | None = None
    """Its colour."""


def test_a_part_without_pattern_shows_its_filled_fields_with_names(state: State) -> None:
    entry = state.catalog.of("models")["fernbert"]
    names = Names.of(state.catalog)
    assert "".join(piece.text for piece in presenter(Pot)(Pot(size=12345), entry, names)) == "Size: 12,345"
    assert "".join(piece.text for piece in presenter(Pot)(Pot(size=3, colour="green"), entry, names)) == "Size: 3; Colour: green"


def test_a_long_list_is_cut_where_asked(state: State) -> None:
    entry = state.catalog.of("models")["fernbert"]
    pieces = present(entry, "sizes", state.site("").names, 1)
    assert pieces[-1] == Piece(" +1", css="rest")


def test_names_with_commas_are_parted_by_semicolons(state: State) -> None:
    entry = state.catalog.of("tutorials")["ferns-for-all"]
    two = entry.__class__(entry.kind, entry.id, entry.record.model_copy(update={"authors": ["Frond, Ada", "Spore, Ben"]}))
    assert "".join(piece.text for piece in present(two, "authors", state.site("").names)) == "Frond, Ada; Spore, Ben"


def test_what_is_unknown_is_shown_as_it_is_written(state: State) -> None:
    entry = state.catalog.of("models")["fernbert"]
    reference = presenter(Annotated[str, Ref("model")])
    assert list(reference("none", entry, state.site("").names)) == [Piece("none")]


def test_labels_are_words() -> None:
    assert field_label("context_window") == "Context window"
    assert field_label("spdx") == "SPDX identifier"


def test_truth_and_addresses_are_worded(state: State) -> None:
    names = state.site("").names
    metric = state.catalog.of("metrics")["leaf-score"]
    assert [piece.text for piece in present(metric, "needs_reference", names)] == ["yes"]
    tool = state.catalog.of("tools")["fern-run"]
    assert present(tool, "repository", names) == [Piece("example.org/fern-run", "https://example.org/fern-run", css="external")]


def test_identifiers_lead_to_their_registries(state: State) -> None:
    paper = state.catalog.of("papers")["frond-2025-fernbert"]
    assert Piece("2501.99999", "https://arxiv.org/abs/2501.99999", css="external") in present(paper, "identifiers", state.site("").names)
