from __future__ import annotations

import pytest

from llm4s.markup import read_chapter
from llm4s.problem import Location


def targets(text: str) -> list[str]:
    chapter, _ = read_chapter("x.md", text)
    return [reference.target for reference in chapter.references] + [citation.key for citation in chapter.citations]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[models/bert]]", ["models/bert"]),
        ("[[models/bert|the encoder]] and [[terms/token]]", ["models/bert", "terms/token"]),
        ("[@one]", ["one"]),
        ("[@one; @two]", ["one", "two"]),
        ("[see @one, p. 3]", ["one"]),
        ("[@one:two.three]", ["one:two.three"]),
        ("`[[models/bert]]`", []),
        ("``a ` [@one] ` b``", []),
        ("` [@one] `` [@two] `", []),
        ("`` open [@one]", ["one"]),
        ("one ` tick\n\n[@two] ` other paragraph", ["two"]),
        ("```\n[@one]\n```\n[@two]", ["two"]),
        ("~~~~ python\n[@one]\n~~~\n[@two]\n~~~~\n[@three]", ["three"]),
        ("```\n[@one] never closed", []),
        ("    ```\n    [@one]\n    ```\n[@two]", ["two"]),
        ("<!-- [@one] --> [@two]", ["two"]),
        ("[me@example.org](mailto:x)", []),
        ("mail me@example.org", []),
        ("[mail me@example.org]", []),
        ("@decorator", []),
        ('---\ntitle: "[@one]"\n---\n[@two]', ["two"]),
        ("[[]] [[a\nb]]", []),
        ("", []),
    ],
)
def test_references_and_citations_stand_outside_code(text: str, found: list[str]) -> None:
    assert targets(text) == found


def test_every_finding_has_its_place() -> None:
    chapter, _ = read_chapter("x.md", "---\ntitle: T\n---\nOne [[a/b]]\n\ntwo [@key]\n")
    assert chapter.where(chapter.references[0].start) == Location("x.md", 4, 5)
    assert chapter.where(chapter.citations[0].start) == Location("x.md", 6, 6)
    assert chapter.title == "T"


def test_a_chapter_without_title_is_called_by_its_file() -> None:
    assert read_chapter("docs/x.md", "# X\n")[0].title == "docs/x.md"


def test_listings_have_options() -> None:
    chapter, _ = read_chapter("x.md", "<!-- catalog: papers topic=a,b limit=3 wrong -->\n<!-- guide: mindmap -->\n<!-- catalog: -->")
    papers, guide, empty = chapter.listings
    assert (papers.kind, papers.options(), papers.malformed()) == ("papers", {"topic": "a,b", "limit": "3"}, ["wrong"])
    assert (guide.source, guide.kind) == ("guide", "mindmap")
    assert empty.kind == ""


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("$a$ costs", ["a"]),
        ("$$\na\n$$", ["a"]),
        ("5 $ and 6 $", []),
        ("`$a$`", []),
        (r"\$a$", []),
        ("$5 and $6", []),
    ],
)
def test_formulas_are_told_from_money(text: str, formulas: list[str]) -> None:
    assert [formula.latex for formula in read_chapter("x.md", text)[0].formulas] == formulas


def test_very_many_ticks_take_linear_time() -> None:
    chapter, _ = read_chapter("x.md", " ".join("`" * (n % 50 + 1) for n in range(20_000)))
    assert len(chapter.code) > 0
