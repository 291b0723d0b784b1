"""Whatever the bytes: problems, never a crash."""

from __future__ import annotations

import random
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llm4s import chapters, figures, rulebook
from llm4s.adapters import report
from llm4s.catalog import Catalog
from llm4s.disk import read_tree
from llm4s.kinds import all_kinds
from llm4s.link import link
from llm4s.load import load
from llm4s.markup import read_chapter
from llm4s.problem import in_order
from llm4s.project import Project
from llm4s.rule import Scope
from llm4s.rules import all_rules
from llm4s.source import decode
from places import HERE, TODAY

FILES = read_tree(HERE / "project", "data", skip=("data/rules",))
RULES = read_tree(HERE / "project", "data/rules")
CATALOG, _ = load(FILES, all_kinds())
PATHS = sorted(FILES)
KINDS = [kind.plural for kind in all_kinds()]
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(["unknown", "2026-01-31", "https://example.org"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(all_kinds()[0].cls.model_fields)) | st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def check(files: dict[str, bytes]) -> list[str]:
    catalog, problems = load(files, all_kinds())
    links, _, faults = link(catalog)
    problems += faults
    for rule in all_rules():
        problems += rule.check(Scope(catalog, links, TODAY))
    for form in report.FORMATS:
        report.render(problems, form)
    return [str(problem) for problem in in_order(problems)]


@given(st.binary(max_size=400), st.sampled_from(KINDS))
def test_any_bytes_as_a_record_give_problems(data: bytes, plural: str) -> None:
    assert check({f"data/{plural}/x.yaml": data})


@given(st.dictionaries(st.text(max_size=10), plain, max_size=5), st.sampled_from(KINDS))
def test_any_yaml_as_a_record_gives_translated_problems(value: dict[str, object], plural: str) -> None:
    found = check({f"data/{plural}/x.yaml": yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "replace")})
    assert found
    assert not [problem for problem in found if "Input should" in problem or "validation" in problem]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PATHS), st.randoms(use_true_random=False))
def test_a_damaged_record_gives_problems_and_loses_no_other(path: str, chance: random.Random) -> None:
    data = bytearray(FILES[path])
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    catalog, _ = load({**FILES, path: bytes(data)}, all_kinds())
    assert len(catalog) >= len(PATHS) - 1


@given(st.sampled_from(sorted(RULES)), st.randoms(use_true_random=False))
def test_damaged_rules_give_problems_with_places_or_hold(path: str, chance: random.Random) -> None:
    data = bytearray(RULES[path])
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    found, problems = (rulebook if path == rulebook.FILE else figures).read(bytes(data), CATALOG)
    assert found or problems
    assert all(problem.where.path == path for problem in problems)


@given(st.sampled_from(sorted(RULES)), plain)
def test_any_value_in_any_field_of_rules_gives_translated_problems(path: str, value: object) -> None:
    whole = yaml.safe_load(RULES[path])
    for field in whole:
        text = yaml.safe_dump({**whole, field: value}, allow_unicode=True).encode("utf-8", "replace")
        _, problems = (rulebook if path == rulebook.FILE else figures).read(text, CATALOG)
        assert not [problem for problem in problems if "Input should" in problem.message or "validation" in problem.message]


@given(st.sampled_from(PATHS), plain)
def test_any_value_in_any_field_gives_translated_problems(path: str, value: object) -> None:
    record = yaml.safe_load(FILES[path])
    for field in record:
        changed = yaml.safe_dump({**record, field: value}, allow_unicode=True, default_flow_style=False).encode("utf-8", "replace")
        assert not [problem for problem in check({**FILES, path: changed}) if "Input should" in problem]


@given(st.binary(max_size=600) | st.text(max_size=600).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_as_a_chapter_give_problems(data: bytes) -> None:
    text, _ = decode("docs/x.md", data)
    if text is not None:
        chapter, _ = read_chapter("docs/x.md", text)
        assert list(chapters.check(chapter, Catalog(all_kinds(), [])))


@given(st.text(alphabet="[]@`~!<>-$#\n ab|/:;=*_(){}\\catlogpperslimit123\ue000\ue001", max_size=300))
def test_expanding_any_chapter_keeps_everything_outside_the_markup(text: str) -> None:
    state = Project(Path(HERE / "project")).check(TODAY) if not hasattr(test_expanding_any_chapter_keeps_everything_outside_the_markup, "state") else None
    holder = test_expanding_any_chapter_keeps_everything_outside_the_markup
    if state is not None:
        holder.state = state
    chapter, _ = read_chapter("docs/x.md", text)
    expansion = chapters.expand(chapter, chapters.Guide(holder.state.site("")))
    shown = chapters.finish(expansion.markdown, expansion.fragments)
    assert chapters.OPEN not in shown or "\ue000" in text
    assert expansion == chapters.expand(chapter, chapters.Guide(holder.state.site("")))


@given(st.permutations(PATHS))
def test_the_order_of_files_changes_nothing(order: list[str]) -> None:
    shuffled = {path: FILES[path] for path in order}
    assert check(shuffled) == check(FILES)
    assert [entry.path for entry in load(shuffled, all_kinds())[0]] == [entry.path for entry in load(FILES, all_kinds())[0]]
