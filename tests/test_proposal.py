"""What a filled form may say and what becomes of it, below the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm4s import proposal as proposal_module
from llm4s.amend import amended
from llm4s.catalog import Catalog
from llm4s.disk import read_tree
from llm4s.issue_forms import CORRECTION, FIELD, RECORD, SOURCE, VALUE
from llm4s.kinds import all_kinds
from llm4s.link import words
from llm4s.project import Project, State
from llm4s.proposal import propose
from llm4s.questions import questions, value_of
from llm4s.record import in_order
from llm4s.reply import fenced
from llm4s.shape import find_shape
from llm4s.source import parse
from llm4s.syntax import INVISIBLE
from llm4s.writing import field_text
from places import ROOT, TODAY

MODEL = next(kind for kind in all_kinds() if kind.name == "model")
METRIC = next(kind for kind in all_kinds() if kind.name == "metric")


def filled(**answers: str) -> str:
    named = {"record": RECORD, "field": FIELD, "value": VALUE, "source": SOURCE}
    given = {named[name]: text for name, text in answers.items()}
    return "\r\n\r\n".join(f"### {label}\r\n\r\n{given.get(label) or '_No response_'}" for label in CORRECTION)


def corrected(state: State, **answers: str) -> tuple[str, list[str]]:
    proposal, problems = propose(filled(**answers), state.catalog, words(state.catalog), "2026-01-31")
    return proposal.text if proposal else "", [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("kind", "path", "answer", "value"),
    [
        (MODEL, "context_window", "20,000", 20000),
        (MODEL, "context_window", "about 512", "about 512"),
        (MODEL, "context_window", "undisclosed", "undisclosed"),
        (MODEL, "training_tokens", "300", 300),
        (MODEL, "training_tokens", "0300", "0300"),
        (MODEL, "dates", "- 2025 | preprint", [{"date": 2025, "event": "preprint"}]),
        (MODEL, "dates", "2025 | preprint | a | b", ["2025 | preprint | a | b"]),
        (MODEL, "modalities", "x", "x"),
        (MODEL, "licences.code", "fern-1-0", "fern-1-0"),
        (MODEL, "results", "fern-test | | 71.5 | %", [{"benchmark": "fern-test", "value": 71.5, "unit": "%"}]),
        (MODEL, "results", "fern-test | | many", [{"benchmark": "fern-test", "value": "many"}]),
        (MODEL, "tasks", "a, b\nc", ["a", "b", "c"]),
        (MODEL, "aliases", "One, two\n\nthree", ["One, two", "three"]),
        (MODEL, "summary", "two\n\nlines", "two lines"),
        (METRIC, "needs_reference", "No", False),
        (METRIC, "needs_reference", "maybe", "maybe"),
    ],
)
def test_answers_become_values_of_their_fields(kind: object, path: str, answer: str, value: object) -> None:
    shape = find_shape(kind.cls, path.split("."))
    assert shape is not None
    assert value_of(shape, answer) == value


def test_what_is_no_field_has_no_shape() -> None:
    for path in ([], ["colour"], ["licences", "colour"], ["sizes", "name"], ["name", "x"]):
        assert find_shape(MODEL.cls, path) is None


def test_a_fact_needs_a_source(state: State) -> None:
    assert corrected(state, record="models/fernbert", field="context_window", value="3") == ("", ["the form names no source for 'context_window'"])


def test_what_is_so_already_is_no_correction(state: State) -> None:
    found = corrected(state, record="models/fernbert", field="licences.code", value="fern-1-0", source="https://example.org")
    assert found == ("", ["'licences.code' of models/fernbert says that already"])


def test_a_near_record_is_suggested(state: State) -> None:
    proposal, problems = propose(filled(record="models/fernbart", value="x"), state.catalog, {}, "2026-01-31")
    assert proposal is None
    assert [problem.hint for problem in problems] == ["did you mean 'models/fernbert'?"]


def test_an_id_that_is_taken_is_refused(state: State) -> None:
    _, problems = propose("### Id of the new model\n\nfernbert", state.catalog, {}, "2026-01-31")
    assert [problem.message for problem in problems] == ["there is a record models/fernbert already"]


def test_a_new_field_stands_where_its_kind_has_it(state: State) -> None:
    text, problems = corrected(state, record="terms/root", field="aliases", value="Rootlet")
    assert problems == []
    lines = text.splitlines()
    assert "aliases: [Rootlet]" in lines
    order = in_order(state.catalog.get("terms/root").kind.cls)
    found = [order.index(line.split(":")[0]) for line in lines if line[0].isalpha()]
    assert found == sorted(found)


def test_an_unverified_fact_with_a_source_is_unverified_no_more(state: State) -> None:
    entry = next(entry for entry in state.catalog if entry.record.unverified)
    field = entry.record.unverified[0]
    text, problems = corrected(state, record=entry.path, field=field, value="unknown", source="https://example.org")
    assert problems == []
    source, _ = parse("x", text.encode())
    assert field not in source.value.get("unverified", [])
    assert any(item["facts"] == [field] for item in source.value["evidence"])


def test_evidence_left_without_facts_goes(fern: Path) -> None:
    path = fern / "data/terms/root.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("# first\n" + text + "# last\n", encoding="utf-8")
    state = Project(fern).check(TODAY)
    changed, problems = corrected(state, record="terms/root", field="definition", value="What holds a fern up.", source="https://example.org/new")
    assert problems == []
    assert changed.startswith("# first\n")
    assert changed.endswith("# last\n")
    source, _ = parse("x", changed.encode())
    assert [item["source"] for item in source.value["evidence"] if "definition" in item["facts"]] == ["https://example.org/new"]


def test_a_record_on_one_line_cannot_be_amended_by_lines(state: State) -> None:
    entry = state.catalog.get("terms/root")
    source, _ = parse(
        "data/terms/root.yaml",
        b'{name: Root, aliases: [a], summary: s, definition: d, evidence: [{facts: [definition], source: "https://x.org", checked: 2026-01-01}]}\n',
    )
    catalog = Catalog(state.catalog.kinds, [entry], {entry.path: source})
    proposal, problems = propose(filled(record="terms/root", field="aliases", value="b"), catalog, {}, "2026-01-31")
    assert proposal is None
    assert problems


def test_a_record_that_came_from_no_file_cannot_be_amended(state: State) -> None:
    catalog = Catalog(state.catalog.kinds, [state.catalog.get("terms/root")])
    proposal, problems = propose(filled(record="terms/root", field="aliases", value="b"), catalog, {}, "2026-01-31")
    assert proposal is None
    assert [problem.code for problem in problems] == ["empty-file"]


def test_lists_that_were_flow_or_become_empty_are_written_anew() -> None:
    text = b"name: x\nlinks: [{type: code, url: a}, {type: paper, url: b}]\nevidence: []\n"
    source, _ = parse("x", text)
    kept = [{"type": "paper", "url": "b"}]
    assert amended(source, MODEL, {"links": kept}) == "name: x\nlinks:\n  - type: paper\n    url: b\nevidence: []\n"
    assert amended(source, MODEL, {"links": None, "aliases": []}) == "name: x\naliases: []\nevidence: []\n"


def test_long_lists_are_written_item_by_item() -> None:
    ids = [f"a-very-long-name-of-a-record-{number}" for number in range(9)]
    assert field_text("papers", ids).splitlines()[:2] == ["papers:", "  - a-very-long-name-of-a-record-0"]
    assert field_text("cache", {"layers": 3}) == "cache:\n  layers: 3\n"


def test_an_empty_change_keeps_every_byte_of_every_real_record() -> None:
    folders = {kind.plural: kind for kind in all_kinds()}
    for path, data in read_tree(ROOT, "data", skip=("data/audit", "data/links", "data/schema", "data/rules")).items():
        kind = folders.get(path.split("/")[1])
        source, _ = parse(path, data) if kind else (None, [])
        if source:
            assert amended(source, kind, {}).encode() == data, path
            evidence = source.value.get("evidence")
            if evidence:
                assert amended(source, kind, {"evidence": list(evidence)}).encode() == data, path


TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["a: b", "- x", "&a *a", "!!str x", "x\n---\ny", "'", '"', "|", ">-", "#", "no", "1.10", "~", "\u202e", "\ud800", "[", "{a: b}"]),
)


@given(TEXTS, TEXTS, st.sampled_from(["name", "watch_out", "aliases", "context_window", "licences.code", "links", "sizes"]))
def test_any_text_stays_the_text_of_its_field_or_is_refused(state: State, value: str, source: str, field: str) -> None:
    body = filled(record="models/fernbert", field=field, value=value, source=source)
    proposal, problems = propose(body, state.catalog, words(state.catalog), "2026-01-31")
    if proposal:
        assert proposal.path == "data/models/fernbert.yaml"
        read, _ = parse("x", proposal.text.encode())
        before, _ = parse("x", state.catalog.data(state.catalog.get("models/fernbert")))
        changed = {name for name in {*read.value, *before.value} if read.value.get(name) != before.value.get(name)}
        assert changed <= {field.split(".", maxsplit=1)[0], "evidence"}
    for problem in problems:
        assert problem.code


@given(st.text(max_size=300))
def test_nothing_ends_a_block_of_code_but_its_end(text: str) -> None:
    lines = fenced(text).split("\n")
    assert lines[0] == lines[-1]
    assert set(lines[0]) == {"`"}
    assert lines[0] not in "\n".join(lines[1:-1])
    assert not INVISIBLE.search(fenced(text))


def test_a_long_text_is_shown_by_its_beginning() -> None:
    assert "more characters)" in fenced("x" * 20_000)
    assert len(fenced("x" * 20_000)) < 12_100


def test_labels_and_ids_of_questions_are_unique(state: State) -> None:
    for kind in all_kinds():
        asked = questions(kind, words(state.catalog))
        assert len({question.label for question in asked} | {"Sources"}) == len(asked) + 1
        assert len({question.id for question in asked}) == len(asked)


def test_a_text_that_reads_as_something_else_is_never_proposed() -> None:
    proposal, problems = proposal_module._proposal("data/terms/root.yaml", "name: Root\nstatus: active\n", {"name": "Root"}, "Add terms/root")
    assert proposal is None
    assert [problem.code for problem in problems] == ["bad-form"]
