"""What the chooser reads, what its page says without a script, and how far computed memory is from published figures."""

from __future__ import annotations

import datetime
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from llm4s.browse import browser_files
from llm4s.chapters import GUIDE_VIEWS
from llm4s.chooser import chooser, chooser_file
from llm4s.export import exports
from llm4s.fields import Gap
from llm4s.figures import Held
from llm4s.guide import choosing
from llm4s.memory import GIB, PRECISIONS, checkpoints, whole_gigabytes
from llm4s.project import Project, State
from llm4s.record import Entry
from llm4s.rulebook import Rulebook
from llm4s.view import Names
from places import ROOT, TODAY


@pytest.fixture(scope="module")
def real() -> State:
    return Project(ROOT).check(datetime.date(2026, 11, 21))


def book(state: State) -> Rulebook:
    assert state.rulebook is not None
    return state.rulebook


def made(state: State) -> Any:
    return json.loads(chooser_file(state.catalog, state.site("").names, book(state))[1])


def with_changes(state: State, path: str, **changes: Any) -> Any:
    entry = state.catalog.get(path)
    assert entry is not None
    other = Entry(entry.kind, entry.id, entry.record.model_copy(update=changes))
    catalog = state.catalog.__class__(state.catalog.kinds, [other if one is entry else one for one in state.catalog])
    return chooser(catalog, state.site("").names.__class__.of(catalog), book(state))


def test_a_model_has_the_facts_that_rules_ask_for(state: State) -> None:
    fern, moss = made(state)["models"]
    assert fern["sizes"] == [["base", "110M", 110_000_000, None]]
    assert (fern["window"], fern["access"], fern["status"], fern["year"]) == (20000, "open-weights", "active", 2025)
    assert fern["commercial_use"] == ["unknown", ""]
    assert (moss["sizes"], moss["window"], moss["status"]) == ("undisclosed", "not-applicable", "superseded")
    licences = state.catalog.of("models")["fernbert"].record.licences
    changed = with_changes(state, "models/fernbert", licences=licences.model_copy(update={"weights": Gap.NOT_APPLICABLE}))
    assert changed["models"][0]["derivatives"] == ["yes", "licences/fern-1-0"]
    assert changed["licences"] == {"licences/fern-1-0": "Fern Licence 1.0"}


def test_words_bring_along_those_that_include_them_and_nothing_else(state: State) -> None:
    found = made(state)["words"]
    assert found["domain"] == [["botany", "Botany", 0, ""], ["ferns", "Ferns", 1, "botany"]]
    assert [word[0] for word in found["task"]] == ["counting"]
    assert with_changes(state, "models/fernbert", domains=["mushrooms"])["words"]["domain"] == []
    assert with_changes(state, "models/fernbert", domains=["botany", "ferns"])["words"]["domain"] == [
        ("botany", "Botany", 0, ""),
        ("ferns", "Ferns", 1, "botany"),
    ]


def test_the_rules_of_an_answer_are_those_of_its_step_its_own_and_those_it_includes(state: State) -> None:
    steps = made(state)["steps"]
    assert [len(option["rules"]) for option in steps["hardware"]["options"]] == [2, 2]
    assert steps["hardware"]["options"][0]["memory"] == 0.5
    assert "memory" not in steps["data"]["options"][0]
    rules = {option["id"]: option["rules"] for option in steps["licence"]["options"]}
    assert rules["both"] == rules["sell"] != rules["look"] == []


def test_names_of_words_are_there_for_every_fact_and_none_where_a_vocabulary_is_missing(state: State) -> None:
    assert made(state)["facts"]["access"] == ["Access", {"open-weights": "Open", "closed": "Closed"}]
    catalog = state.catalog.__class__(state.catalog.kinds, list(state.catalog.of("models").values()))
    bare = chooser(catalog, state.site("").names.__class__.of(catalog), book(state))
    assert bare["facts"]["access"] == ["Access", {}]
    assert bare["words"] == {"domain": [], "task": []}


@pytest.mark.parametrize(("only", "there"), [(None, True), ({"models"}, True), ({"licences"}, True), ({"terms"}, False)])
def test_the_file_is_written_when_something_it_holds_changed(state: State, only: set[str] | None, there: bool) -> None:
    assert ("explore/chooser.json" in dict(exports(Names.of(state.catalog), only, state.rulebook))) is there
    assert "explore/chooser.json" not in dict(exports(Names.of(state.catalog), only))


def test_the_views_show_every_rule_and_figure_and_none_without_rules(state: State, fern: Path) -> None:
    views = choosing(state.site(""), state.figures)
    assert set(views) <= set(GUIDE_VIEWS)
    for reason in (
        "It was never given out.",
        "It stays in the garden.",
        "Selling is not allowed.",
        "A bed",
        "24 GiB for a model",
        "The rules of “Look” and “Sell”.",
    ):
        assert reason in views["choices"], reason
    assert "data-chooser" in views["chooser"]
    assert "\u22122.4 %" in views["figures"]
    (fern / "data/rules/chooser.yaml").unlink()
    (fern / "data/rules/memory.yaml").unlink()
    bare = Project(fern).check(TODAY)
    assert bare.problems == []
    assert choosing(bare.site(""), bare.figures) == {}


def test_rules_with_a_fault_decide_nothing(fern: Path) -> None:
    path = fern / "data/rules/chooser.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("words: [counting]", "words: [none]"), encoding="utf-8")
    assert Project(fern).check(TODAY).rulebook is None


def test_ten_models_are_held_against_published_figures(real: State) -> None:
    assert len({held.entry.id for held in real.figures}) >= 10
    assert sum(held.figure.by == "measured" for held in real.figures) >= 8
    assert {held.figure.precision for held in real.figures} == {name for name, _ in PRECISIONS}


def test_every_computed_figure_is_within_its_tolerance(real: State) -> None:
    for held in real.figures:
        assert abs(held.deviation) <= held.figure.tolerance, (held.entry.id, held.figure, held.deviation)


def test_a_deviation_is_what_is_computed_too_much(real: State) -> None:
    first = real.figures[0]
    assert Held(first.figure, first.entry, 10.0, 12.0).deviation == pytest.approx(20)


def test_the_record_page_the_filter_and_the_chooser_reckon_alike(real: State) -> None:
    rows = {row["id"]: row for row in made(real)["models"]}
    table = json.loads(dict(browser_files(real.catalog, real.site("").names, {"models"}))["explore/models.json"])
    memory = table["memory"]
    for id_, one in zip(table["ids"], table["smallest"], strict=True):
        found = list(checkpoints(real.catalog.of("models")[id_].record))
        if one is None:
            assert isinstance(rows[id_]["sizes"], str) or rows[id_]["sizes"] == []
            continue
        size = min(rows[id_]["sizes"], key=lambda size: size[2])
        assert one[:2] == size[2:]
        small = min(found, key=lambda checkpoint: checkpoint.parameters)
        tokens = min(memory["context"], one[2] or memory["context"])
        whole = one[0] * memory["precisions"][0][1] * (1 + memory["overhead"]) + (one[1] or 0) * tokens * memory["cache_bytes"]
        assert whole_gigabytes(small, PRECISIONS[0][1]) == pytest.approx(whole / 1e9)
    assert memory["gib"] == GIB


def test_the_file_stays_small(real: State) -> None:
    """About a hundred bytes a model, compressed, beside the rules."""
    made = chooser_file(real.catalog, real.site("").names, book(real))[1]
    assert len(gzip.compress(made.encode(), 9)) < 2_000 + 110 * len(real.catalog.of("models"))
