from __future__ import annotations

import pytest

from llm4s.catalog import Catalog
from llm4s.chapters import AT, Guide, expand, finish, mentions, root_from, url_of
from llm4s.index import Index
from llm4s.markup import read_chapter
from llm4s.project import State
from llm4s.render import Site


def expanded(text: str, state: State) -> tuple[str, str]:
    chapter, _ = read_chapter("docs/guide/x.md", text)
    expansion = expand(chapter, Guide(state.site(""), {"mindmap": '<a href="{root}x/">map</a>'}))
    return expansion.markdown, finish(expansion.markdown, expansion.fragments)


def test_addresses_follow_the_files() -> None:
    assert url_of("docs/guide/history.md") == "guide/history/"
    assert url_of("docs/guide/index.md") == "guide/"
    assert url_of("docs/index.md") == ""
    assert root_from("guide/history/") == "../../"
    assert root_from("") == "./"


def test_a_reference_becomes_a_link_with_the_name(state: State) -> None:
    _, html = expanded("[[models/fernbert]]", state)
    assert html == '<a class="record" href="../../models/fernbert/" title="FernBERT: model">FernBERT</a>'


def test_a_term_shows_its_definition_escaped(state: State) -> None:
    _, html = expanded("[[terms/frond|leaf <b>]]", state)
    assert html == ('<a class="term" href="../../terms/frond/" title="The leaf of a fern, with &#34;quotes&#34; &amp; &lt;angles&gt;.">leaf &lt;b&gt;</a>')


def test_an_unknown_reference_stays_text(state: State) -> None:
    assert expanded("[[models/none]]", state)[1] == "models/none"


def test_only_citations_keep_their_sign_until_the_end(state: State) -> None:
    markdown, html = expanded("`@code` me@x.org [@frond-2025-fernbert]", state)
    assert markdown == f"`{AT}code` me{AT}x.org [@frond-2025-fernbert]"
    assert html == "`@code` me@x.org [@frond-2025-fernbert]"


def test_tokens_written_by_hand_are_blanked(state: State) -> None:
    assert expanded("\ue0000\ue001 @", state)[1] == " 0  @"
    assert finish("<p>\ue0007\ue001</p>", ()) == ""


def test_a_listing_shows_matching_records_and_the_way_to_all(state: State) -> None:
    _, html = expanded("<!-- catalog: models topic=leaves -->", state)
    assert "../../models/fernbert/" in html
    assert "mossbert" not in html
    assert 'href="../../models/"' in html


def test_a_listing_can_be_cut_and_says_so(state: State) -> None:
    _, html = expanded("<!-- catalog: terms limit=1 -->", state)
    assert html.count("<li>") == 1
    assert "1 more, and all glossary" in html


def test_a_filter_matches_single_words_too(state: State) -> None:
    assert "ferns-for-all" in expanded("<!-- catalog: tutorials type=course,book -->", state)[1]
    assert "No record yet" in expanded("<!-- catalog: tutorials type=book -->", state)[1]


def test_counts_and_views_of_the_guide(state: State) -> None:
    assert '<a href="../../models/"><strong>2</strong> Models</a>' in expanded("<!-- catalog: counts -->", state)[1]
    assert '<th scope="row">Models</th><td>2</td>' in expanded("<!-- catalog: statistics -->", state)[1]
    assert '<a href="../../x/">map</a>' in expanded("<!-- guide: mindmap -->", state)[1]


def test_a_chapter_is_mentioned_once_by_every_record_it_names(state: State) -> None:
    found = mentions(state.chapters)
    assert [mention.url for mention in found["papers/frond-2025-fernbert"]] == ["guide/leaves/"]
    assert [mention.title for mention in found["terms/frond"]] == ["Leaves"]
    assert "terms/none" not in found


def test_expanding_twice_changes_nothing(state: State) -> None:
    once = expanded("[[models/fernbert]] `@x` [@frond-2025-fernbert]", state)[0]
    assert expanded(once.replace("\ue000", "").replace("\ue001", ""), state)[0] == once.replace("\ue000", "").replace("\ue001", "").replace(AT, " ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A [[terms/frond]] grows.", "frond"),
        ("[[terms/frond]] first.", "Frond"),
        ("It ends. [[terms/frond]] begins.", "Frond"),
        ("It ends.\n[[terms/frond]] begins.", "Frond"),
        ("A line\n[[terms/frond]] goes on.", "frond"),
        ("One\n\n[[terms/frond]] two.", "Frond"),
        ("- [[terms/frond]] item", "Frond"),
        ("1. **[[terms/frond]]** item", "Frond"),
        ("| [[terms/frond]] | cell |", "Frond"),
        ("a (see [[terms/frond]])", "frond"),
        ("of [[terms/frond|Leaves]]", "Leaves"),
        ("the model [[models/fernbert]]", "FernBERT"),
    ],
)
def test_a_term_is_small_inside_a_sentence(state: State, text: str, shown: str) -> None:
    assert f">{shown}</a>" in expanded(text, state)[1]


def test_abbreviations_keep_their_capitals(state: State) -> None:
    entry = state.catalog.of("terms")["frond"]
    for name in ("RLHF", "LoRA", "X"):
        changed = entry.__class__(entry.kind, entry.id, entry.record.model_copy(update={"name": name}))
        chapter, _ = read_chapter("docs/guide/x.md", "of [[terms/frond]]")
        site = Site(Catalog(state.catalog.kinds, [changed]), Index())
        assert f">{name}</a>" in expand(chapter, Guide(site)).fragments[0]
