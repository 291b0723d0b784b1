"""Spelling, and claims that lean on nobody."""

from __future__ import annotations

import pytest

from llm4s.markup import read_chapter
from llm4s.wording import _BRITISH, british, check

LEFT_ALONE = """
advise arises comprise compromised concise crises devise disguised enterprise exercises expertise franchise improvised likewise noise otherwise
pairwise poised practise precise premise promising raised revised rises supervised surprise treatise unsupervised wise wiser analysed catalysis
optimize colourless fibres catalogue analogous catalogues literature laboratory collaborate tumorigenic enrolled fulfilled
"""


def found(text: str) -> list[tuple[str, str]]:
    chapter, _ = read_chapter("docs/guide/x.md", text)
    return [(problem.code, problem.message.split("'")[1]) for problem in check(chapter)]


def test_the_better_spelling_and_the_place_are_told() -> None:
    chapter, _ = read_chapter("docs/guide/x.md", "# X\n\nWe summarise the behaviors.\n")
    assert [str(problem) for problem in check(chapter)] == [
        "docs/guide/x.md:3:4: error: 'summarise' is not spelt as in the rest of the guide (write 'summarize': British with -ize) [spelling]",
        "docs/guide/x.md:3:18: error: 'behaviors' is not spelt as in the rest of the guide (write 'behaviours': British with -ize) [spelling]",
    ]


@pytest.mark.parametrize(
    "word",
    [
        "organisation",
        "optimised",
        "polarise",
        "popularising",
        "memorised",
        "hypothesise",
        "characterises",
        "tokeniser",
        "recognise",
        "randomisation",
        "minimises",
    ],
)
def test_ise_is_refused(word: str) -> None:
    assert found(f"It has {word} here.") == [("spelling", word)]


@pytest.mark.parametrize(
    "word",
    LEFT_ALONE.split(),
)
def test_words_that_keep_their_s_or_only_begin_alike_are_left_alone(word: str) -> None:
    assert found(f"It has {word} here.") == []


def test_every_american_word_is_found_and_given_its_british_form() -> None:
    for american, better in _BRITISH.items():
        assert british(american) == better
        assert [word for _, word in found(f"Some {american} words.")] == [american]
    assert found("The color of gray tumors, analyzed.") == [("spelling", word) for word in ("color", "gray", "tumors", "analyzed")]


@pytest.mark.parametrize(
    "text",
    [
        "`color` and\n\n```python\ncolor = 1\n```\n",
        "*The behavior of models* is a title.",
        "They call it “a catalog” there.",
        "See [this](../catalog/color.md) and [[terms/color|one]] [@color-2020-x].",
        "<!-- catalog: models -->",
        "The Center for Color, and Harbor.",
        "https://x.example/color/catalog",
    ],
)
def test_what_others_named_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("Studies show that it works.", "Studies show"),
        ("Many studies have found this.", "Many studies have found"),
        ("Recent research suggests so.", "Recent research suggests"),
        ("It is well known that it fails.", "It is well known"),
        ("But experts agree.", "But experts agree"),
        ("Both studies say so [@a].", ""),
        ("What the evidence says", ""),
        ("A review of such studies found three.", ""),
        ("Studies found in the registry were read.", ""),
    ],
)
def test_a_claim_that_leans_on_nobody_is_refused(text: str, vague: str) -> None:
    assert found(text) == ([("vague-source", vague)] if vague else [])
