from __future__ import annotations

import json
import re

import markdown
import pytest

from llm4s.catalog import Catalog
from llm4s.markup import read_chapter
from llm4s.project import State
from llm4s.search import LEAST, RECORD_TEXT, SENTENCE, identifiers, opening, search_files, search_index, telling, text_width
from llm4s.sections import plain, sections

CHAPTER = """---
title: Leaves
description: About leaves.
---
# Leaves

The [[terms/frond]] is a [[terms/frond|leaf]] [@spore-2020-roots]. See [roots](roots.md).

## How *leaves* grow { #growing }

!!! note "Hidden title"
    They unroll.

| a | b |
| --- | --- |
| one | $x^2$ |

```python
unfurl_everything = 1
```

After `code` it goes on.

## Again

## Again
"""


def read(text: str) -> list[tuple[str, str, str]]:
    chapter, _ = read_chapter("docs/leaves.md", text)
    return [(part.title, part.anchor, part.text) for part in sections(chapter, {"terms/frond": "Frond"})]


def test_a_chapter_is_cut_at_its_headings() -> None:
    assert read(CHAPTER) == [
        ("", "", "The Frond is a leaf. See roots."),
        ("How leaves grow", "growing", "They unroll. a b one x^2 After code it goes on."),
        ("Again", "again", ""),
        ("Again", "again_1", ""),
    ]


def test_a_chapter_without_front_matter_or_headings_is_one_section() -> None:
    assert read("Only text.") == [("", "", "Only text.")]


def test_anchors_are_those_of_the_engine() -> None:
    text = "# One\n\n## ?\n\n## !\n\n## C++ & *x*: `a_b`\n\n## Öl {#given}\n\n## Given\n\n## Given\n\n## One\n"
    html = markdown.markdown(text, extensions=["toc", "attr_list"])
    assert [anchor for _, anchor, _ in read(text)] == re.findall(r'<h2 id="([^"]+)"', html)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("- a\n- **b** and _c_", "a b and c"),
        ("<div markdown>snake_case</div> <!-- gone --> x", "snake_case x"),
        ("![A picture](a.png) and [^note] end", "A picture and end"),
        ("[[models/none]]", "models/none"),
    ],
)
def test_plain_text_is_what_readers_see(markdown: str, text: str) -> None:
    assert plain(markdown, {}) == text


def test_every_record_and_word_is_in_the_index(state: State) -> None:
    index = search_index(state.catalog, state.chapters)
    ids = index["records"]["id"].split("\n")
    assert len(ids) == sum(count for *_, count in index["kinds"])
    words = [f"{entry.id}/{word.id}" for entry in state.catalog.of("vocabularies").values() for word in entry.record.words]
    assert words
    assert set(words) <= set(ids)
    for column in index["records"].values():
        assert len(column.split("\n")) == len(ids)
    assert {entry.id for entry in state.catalog} <= set(ids)
    numbers = {int(number) for line in index["records"]["words"].split("\n") for number in line.split()}
    assert numbers <= set(range(len(index["words"])))


def test_every_chapter_and_section_is_in_the_index(state: State) -> None:
    index = search_index(state.catalog, state.chapters)
    chapters, parts = index["chapters"], index["sections"]
    assert "guide/leaves/" in chapters["url"].split("\n")
    assert sum(chapters["sections"]) == len(parts["title"].split("\n")) == len(parts["words"].split("\n"))
    assert len(chapters["sections"]) == len(state.chapters)


def test_words_of_code_are_found_and_shown_words_are_not_said_twice() -> None:
    chapter, _ = read_chapter("docs/leaves.md", CHAPTER)
    index = search_index(Catalog((), ()), [chapter])
    words = index["sections"]["words"].split("\n")[1].split()
    assert "unfurl" in words
    assert "unroll" not in words


def test_identifiers_lead_to_their_papers(state: State) -> None:
    found = identifiers(state.catalog)
    assert all(key == key.lower() for key in found)
    assert set(found.values()) <= {entry.url for entry in state.catalog.of("papers").values()}
    assert found


def test_the_files_are_compact_json(state: State) -> None:
    files = dict(search_files(state.catalog, state.chapters))
    assert set(files) == {"search/index.json", "search/identifiers.json"}
    for text in files.values():
        assert json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")) + "\n" == text


def test_the_more_records_the_less_of_each_text() -> None:
    assert text_width(0) == text_width(100) == SENTENCE
    assert LEAST <= text_width(RECORD_TEXT // 100) == 100
    assert text_width(RECORD_TEXT) == 0


def test_words_that_stand_everywhere_give_way_first() -> None:
    spread = {"model": 9, "unfurl": 1, "frond": 2}
    assert telling(spread, 1000) == set(spread)
    assert telling(spread, 20) == {"unfurl", "frond"}


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Short one. " + "It needs a second sentence to say what it is about, it does. Third.", 180, None),
        ("One sentence only", 180, "One sentence only"),
        ("A sentence that is wider than there is room, and is cut", 30, "A sentence that is wider…"),
        ("Anything", 0, ""),
    ],
)
def test_the_opening_of_a_text_is_shown(text: str, width: int, shown: str | None) -> None:
    assert opening(text, width) == (shown if shown is not None else text.removesuffix(" Third."))
