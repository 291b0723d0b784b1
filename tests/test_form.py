"""The form of chapters: a whole one passes, and everything left out of it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm4s import first_use, form
from llm4s.chapters import Guide, expand
from llm4s.markup import Chapter, read_chapter
from llm4s.measures import Measures, box, measure
from llm4s.overview import overview, rows_of, total_of
from llm4s.project import Project, State
from places import TODAY

PAPERS = "frond-2025-fernbert", "spore-2020-roots"
WHOLE = """---
title: Moss
description: A fabricated chapter that is whole.
topics: [leaves]
---
# Moss

!!! abstract "After this chapter"
    You know moss. Needs: nothing.

## Growing

{words} [@one-2020-a; @two-2020-b; @three-2020-c; @four-2020-d; @five-2020-e].

## Summary

- It grows.

## Check yourself

??? question "Does it grow?"
    Yes.

??? question "Where?"
    There.

??? question "When?"
    Now.

## Further reading

<!-- catalog: vocabularies limit=2 -->
""".replace("{words}", "moss " * 1200)
TOPICS = "topics: [leaves]"
SHORT = {"moss " * 1200: "moss " * 900}


def chapter(changes: dict[str, str] | None = None, path: str = "docs/guide/part/moss.md", text: str = WHOLE) -> Chapter:
    for old, new in (changes or {}).items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return read_chapter(path, text)[0]


def problems(state: State, changes: dict[str, str] | None = None, path: str = "docs/guide/part/moss.md") -> list[str]:
    return [f"{p.where.line} {p.code}: {p.message}" for p in form.check(chapter(changes, path), state.catalog)]


def test_a_whole_chapter_passes(state: State) -> None:
    assert problems(state) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"After this chapter": "Note"}, "1 chapter-form: the chapter does not open with what its readers will be able to do"),
        ({" Needs: nothing.": ""}, "8 chapter-form: the box that opens the chapter does not say what to know first"),
        ({TOPICS: f"{TOPICS}\nminutes: 12"}, "1 front-matter: 'minutes' stands in the front matter"),
        ({"## Summary": "## Sum"}, "1 chapter-form: the chapter ends with 'Sum', 'Check yourself', 'Further reading'"),
        ({"moss " * 1200: "moss " * 950}, "1 chapter-length: the chapter has 974 words"),
        ({"; @five-2020-e": ""}, "1 few-citations: the chapter cites 4 papers"),
        ({'??? question "When?"\n    Now.\n': "Or not.\n"}, "1 chapter-form: 'Check yourself' asks 2 questions"),
        ({"<!-- catalog: vocabularies limit=2 -->": "- A book."}, "30 chapter-form: further reading holds no listing"),
        ({"vocabularies limit=2": "models topic=leaves"}, "32 thin-listing: the listing shows 1 record"),
        ({"vocabularies limit=2": "tutorials type=book"}, "32 thin-listing: the listing shows 0 records"),
        ({TOPICS: f"{TOPICS}\nform: poem"}, "1 chapter-form: 'poem' is no form of pages"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_left_out_is_told(state: State, changes: dict[str, str], told: str) -> None:
    assert problems(state, changes) == [told]


def test_a_chapter_that_goes_on_for_ever_is_too_long(state: State) -> None:
    assert problems(state, {"moss " * 1200: "moss " * 3600}) == ["1 chapter-length: the chapter has 3,624 words"]


def test_a_page_without_sections_says_so(state: State) -> None:
    bare, _ = read_chapter("docs/guide/part/bare.md", WHOLE.partition("## Growing")[0] + "moss " * 1200)
    assert "the chapter ends with no sections" in [problem.message for problem in form.check(bare, state.catalog)]


def test_a_page_of_orientation_may_be_short_and_cite_nobody(state: State) -> None:
    changes = {**SHORT, TOPICS: f"{TOPICS}\nform: orientation", " [@one-2020-a; @two-2020-b; @three-2020-c; @four-2020-d; @five-2020-e]": ""}
    assert problems(state, changes) == []
    as_a_chapter = {old: new for old, new in changes.items() if old != TOPICS}
    assert sorted(text.split(":")[0] for text in problems(state, as_a_chapter)) == ["1 chapter-length", "1 few-citations"]


@pytest.mark.parametrize("path", ["docs/guide/index.md", "docs/guide/part/index.md", "docs/about/moss.md", "docs/guide/moss.md", "docs/guide/a/b/moss.md"])
def test_pages_outside_the_parts_of_the_guide_have_no_form(state: State, path: str) -> None:
    assert problems(state, {"After this chapter": "Note"}, path) == []
    assert list(first_use.check(chapter({"- It grows": "- A frond grows"}, path), state.catalog)) == []


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("```python\nx = 1\n```", ""),
        ("```python\nprint(1)\n```\n\n```text\n1\n```", ""),
        ("```python\nprint(1)\n```\n\nIt says:\n\n```text\n1\n```", "the block prints, and its output is not shown"),
        ("```python\nprint(1)\n```", "the block prints, and its output is not shown"),
        ("```python\n# needs: numpy, scikit-learn\nimport numpy\n```", ""),
        ("```python\n# needs: a running endpoint\nimport numpy\n```", "'a running endpoint' names no packages"),
        ("```python\n# not run here: it asks the network\nprint(1)\n```", ""),
        ("```python\n# not run here: slow\nprint(1)\n```", "the block is not executed and does not say why"),
        ("```python\nx = = 1\n```", "the block is not valid Python: invalid syntax, in its line 1"),
        ("```python\nfor x in y:\n```", "the block is not valid Python: expected an indented block after 'for' statement on line 1, in its line 1"),
    ],
)
def test_a_block_runs_or_says_why_not(state: State, block: str, told: str) -> None:
    found = problems(state, {"- It grows.": block})
    assert found == ([f"17 bad-example: {told}"] if told else [])


def test_everything_in_a_chapter_is_counted_and_code_has_no_words() -> None:
    before = measure(chapter(), {})
    more = """A [[models/fernbert]] and [[terms/frond|its leaf]], [[models/fernbert]] again [@one-2020-a].

<!-- guide: mindmap -->

![Moss](moss.svg)

```mermaid
graph
```

```bash
make moss
```

    ```python
    print("many words here")
    ```

    ```text
    many words here
    ```
"""
    after = measure(chapter({"- It grows.\n": more}), {"models/fernbert": "FernBERT the Great"})
    assert (after.citations, after.links, after.figures, after.examples, after.questions, after.commands) == (5, 2, 3, 1, 3, 1)
    assert before.words == 1200 + 24
    assert after.words == before.words - 2 + 12  # A FernBERT the Great and its leaf, FernBERT the Great again. Moss
    assert after.minutes == round(after.words / 150 + 3 + 2 + 1)


def test_the_box_shows_the_minutes(state: State) -> None:
    shown = expand(chapter(), Guide(state.site(""), minutes={"docs/guide/part/moss.md": 12})).markdown
    assert '!!! abstract "After this chapter · about 12 minutes"\n' in shown
    assert '"After this chapter"\n' in expand(chapter(), Guide(state.site(""))).markdown
    assert box(chapter({'!!! abstract "After this chapter"': '```\n!!! abstract "After this chapter"\n```\n'})) is None


def test_the_box_says_the_minutes_of_the_table_where_names_of_records_have_many_words(fern: Path) -> None:
    (fern / "docs/guide/part").mkdir()
    names = " ".join(["[[papers/frond-2025-fernbert]]"] * 300)
    (fern / "docs/guide/part/moss.md").write_text(WHOLE.replace("## Summary", f"{names}\n\n## Summary"), encoding="utf-8")
    state = Project(fern).check(TODAY)
    ((page, found),) = state.measures.items()
    assert found.words > 300 * len(state.catalog.get("papers/frond-2025-fernbert").name.split())
    assert state.minutes == {page: found.minutes}


def test_the_minutes_of_chapters_are_known_by_their_paths(fern: Path) -> None:
    (fern / "docs/guide/part").mkdir()
    (fern / "docs/guide/part/moss.md").write_text(WHOLE, encoding="utf-8")
    assert Project(fern).check(TODAY).minutes == {"docs/guide/part/moss.md": 11}


def used(state: State, text: str, meta: str = "") -> list[str]:
    found = chapter({"- It grows.\n": text, TOPICS: f"{TOPICS}\n{meta}".rstrip()})
    return [f"{p.where.line}:{p.where.column} {p.code} {p.hint.partition(',')[0]}" for p in first_use.check(found, state.catalog)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Many fronds and a frond.", ["17:6 unlinked-term write [[terms/frond|fronds]]"]),
        ("A frond, then [[terms/frond]].", ["17:3 unlinked-term write [[terms/frond|frond]]"]),
        ("[[terms/frond|A leaf]], then a frond.", []),
        ("Afrond, frond-like, `frond`, *frond*, “frond”, $frond$, [frond](x.md), [[models/fernbert|frond]].", []),
        ("### A frond\n\nNo more.", []),
        ("> A frond, somebody said.", []),
        ('??? note "A frond"\n    No more.', []),
        ("```text\nfrond\n```", []),
    ],
)
def test_a_term_is_linked_where_it_is_first_used(state: State, text: str, told: list[str]) -> None:
    assert used(state, text) == told


def test_a_chapter_may_use_a_word_in_another_sense(state: State) -> None:
    assert used(state, "A frond.", "other_sense: [frond]\n") == []
    assert used(state, "A frond.", "other_sense: frond\n") == []
    assert used(state, "A frond.", "other_sense: [frond, frnd]\n") == ["1:1 unknown-reference did you mean 'frond'?"]


def test_abbreviations_are_terms_only_with_their_capitals() -> None:
    found = chapter({"- It grows.": "A map and MAPs; a Root, roots."})
    assert list(first_use.uses(found, {"MAP": "map", "Root": "root"})) == [(found.text.index("MAPs"), "MAPs", "map")] + [
        (found.text.index(word), word, "root") for word in ("Root", "roots")
    ]
    assert list(first_use.uses(found, {})) == []


def test_a_term_may_go_over_the_end_of_a_line() -> None:
    found = chapter({"- It grows.": "The tree\n    fern, tree  ferns and the tree\n\nfern."})
    assert [what for _, what, _ in first_use.uses(found, {"Tree fern": "tree-fern"})] == ["tree fern", "tree ferns"]


def counted(*pages: Chapter) -> dict[str, Measures]:
    return {page.path: measure(page, {}) for page in pages}


def test_the_overview_has_a_row_for_each_page_and_averages_the_chapters() -> None:
    pages = [chapter(), chapter({"title: Moss": "title: Way", TOPICS: f"{TOPICS}\nform: orientation"}), chapter({"title: Moss": "title: Two"})]
    html = overview([("Growing", pages[0]), ("Start", pages[1]), ("Growing", pages[2]), ("Start", chapter(path="docs/index.md"))], counted(*pages))
    assert html.count('<th scope="row"><a href="{root}guide/part/moss/">') == 3
    assert [html.count(f'colspan="8">{part}<') for part in ("Growing", "Start")] == [2, 1]
    assert '<th scope="row">All 2 chapters</th><td>2,448</td><td>10</td><td>0</td><td>0</td><td>0</td><td>6</td><td>22</td>' in html
    assert '<th scope="row">A chapter on average</th><td>1224</td><td>5.0</td><td>0.0</td><td>0.0</td><td>0.0</td><td>3.0</td><td>11</td>' in html


def test_without_chapters_there_is_nothing_to_average() -> None:
    page = chapter({TOPICS: f"{TOPICS}\nform: orientation"})
    assert len(rows_of([page], counted(page))) == 1
    assert total_of(rows_of([page], counted(page))) is None
    assert "<tfoot>" not in overview([], {})
