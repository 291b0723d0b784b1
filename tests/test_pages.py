"""Pages of the fabricated project, read back."""

from __future__ import annotations

import html.parser
import json

import pytest

from llm4s.pages import addresses, pages
from llm4s.project import State
from llm4s.render import Page


@pytest.fixture(scope="module")
def by_url(state: State) -> dict[str, Page]:
    return {page.url: page for page in pages(state.site("https://ferns.example/"))}


def test_there_is_a_page_for_every_record_listing_and_word(state: State, by_url: dict[str, Page]) -> None:
    expected = {entry.url for entry in state.catalog} | {f"{kind.plural}/" for kind in state.catalog.kinds}
    expected |= {f"vocabularies/{word[0]}/{word[1]}/" for word in state.site("").names.words}
    expected |= {"explore/", "compare/", "basket/"}
    assert set(by_url) == expected
    assert dict(addresses(state.site(""))).keys() == expected


def test_an_address_carries_the_day_of_its_newest_check(state: State) -> None:
    days = dict(addresses(state.site("")))
    assert days["models/fernbert/"] == "2026-01-31"
    assert days["models/"] == "2026-01-31"
    assert days["vocabularies/domain/ferns/"] == ""


def test_only_the_pages_asked_for_are_made(state: State) -> None:
    for wanted in ({"models/", "models/fernbert/", "vocabularies/domain/ferns/"}, set()):
        assert {page.url for page in pages(state.site(""), wanted)} == wanted


def test_a_model_shows_facts_evidence_memory_and_results(by_url: dict[str, Page]) -> None:
    body = by_url["models/fernbert/"].body
    for text in (
        *("FernBERT", "Also: fern bert", "Reading notes about ferns.", "It takes moss for fern."),
        *("base: 110M", "20,000 tokens", "0.22 GB", "71.5 %", "3.0 leaves", "base, no examples", "Table 2"),
        *('href="#evidence-1"', 'id="evidence-1"', "checked <time", "runs it", "undisclosed"),
        *('href="../../organizations/fern-lab/"', 'href="../../vocabularies/domain/ferns/"', 'href="../../benchmarks/fern-test/"'),
    ):
        assert text in body, text
    assert "7B</td><td>14 GB" not in body  # active parameters say nothing about memory


def test_backlinks_give_their_reason(by_url: dict[str, Page]) -> None:
    body = by_url["models/fernbert/"].body
    assert "Systems &amp; agents that use it:" in body
    assert "Models it replaces:" in body
    assert '<a class="record" href="../../systems/gardener/">Gardener</a>' in body


def test_a_superseded_record_says_so_and_leads_on(by_url: dict[str, Page]) -> None:
    body = by_url["models/mossbert/"].body
    assert "status-superseded" in body
    assert 'Replaced by <a href="../../models/fernbert/" class="record">FernBERT</a>.' in body
    assert "unverified" in body
    assert "Memory needed" not in body


def test_a_paper_shows_its_title_authors_bibtex_and_chapters(by_url: dict[str, Page]) -> None:
    body = by_url["papers/frond-2025-fernbert/"].body
    for text in (
        "FernBERT: Reading Ferns &amp; Mosses",
        "Frond, Ada; Fern Lab and others (2025)",
        "@article{frond-2025-fernbert",
        'href="../../guide/leaves/">Leaves',
    ):
        assert text in body, text


def test_terms_and_metrics_set_their_formulas(by_url: dict[str, Page]) -> None:
    assert "<math" in by_url["terms/frond/"].body
    assert "<mfrac" in by_url["metrics/leaf-score/"].body


def test_a_vocabulary_counts_its_records_and_a_word_lists_them(by_url: dict[str, Page]) -> None:
    assert '<a href="ferns/">Ferns</a></th><td>The meaning of ferns.</td><td>2</td>' in by_url["vocabularies/domain/"].body
    word = by_url["vocabularies/domain/ferns/"]
    assert 'href="../../../models/fernbert/"' in word.body
    assert ("with-models", "Models") in word.anchors
    assert "Includes" in by_url["vocabularies/domain/botany/"].body
    assert "No record carries this word yet." in by_url["vocabularies/domain/botany/"].body


def test_a_listing_shows_every_record_of_its_kind(by_url: dict[str, Page]) -> None:
    body = by_url["models/"].body
    assert body.count('<th scope="row">') == 2
    assert "2 records" in body
    assert 'href="../models/fernbert/"' in body
    assert "papers.bib" in by_url["papers/"].body


def test_all_records_stand_in_one_table_and_the_pages_beside_it_say_what_needs_scripts(state: State, by_url: dict[str, Page]) -> None:
    body = by_url["explore/"].body
    assert all(f'href="../{entry.url}"' in body for entry in state.catalog)
    assert "<noscript>" in by_url["compare/"].body
    assert "<noscript>" in by_url["basket/"].body


def test_a_record_can_be_cited_in_every_format(by_url: dict[str, Page]) -> None:
    body = by_url["models/fernbert/"].body
    assert body.count('<section class="cite') == 2
    for text in ("Its paper: FernBERT paper", "TY  - JOUR", "&#34;type&#34;: &#34;article-journal&#34;", "@misc{llm4s-model-fernbert", 'data-format="APA"'):
        assert text in body, text
    assert by_url["papers/frond-2025-fernbert/"].body.count("<h3>") == 2
    assert '<dl class="glance">' in body
    assert '<dl class="glance">' not in by_url["vocabularies/domain/"].body


def test_pages_know_their_neighbours_in_the_listing(by_url: dict[str, Page]) -> None:
    assert by_url["models/fernbert/"].next == ("MossBERT", "models/mossbert/")
    assert by_url["models/fernbert/"].previous is None
    assert by_url["models/mossbert/"].previous == ("FernBERT", "models/fernbert/")


def test_every_anchor_of_the_table_of_contents_is_on_the_page(by_url: dict[str, Page]) -> None:
    for page in by_url.values():
        for anchor, _ in page.anchors:
            assert f'id="{anchor}"' in page.body, (page.url, anchor)


def test_descriptions_are_short_and_structured_data_is_json(by_url: dict[str, Page]) -> None:
    for page in by_url.values():
        assert 0 < len(page.description) <= 200
        if page.json_ld:
            assert "<" not in page.json_ld
            assert json.loads(page.json_ld)["url"] == f"https://ferns.example/{page.url}"


def test_structured_data_fits_the_kind(by_url: dict[str, Page]) -> None:
    paper = json.loads(by_url["papers/frond-2025-fernbert/"].json_ld)
    assert paper["@type"] == "ScholarlyArticle"
    assert [author["@type"] for author in paper["author"]] == ["Person", "Organization"]
    assert paper["mainEntityOfPage"] == "https://doi.org/10.9999/fern.2025"
    assert json.loads(by_url["models/fernbert/"].json_ld)["applicationCategory"] == "Science"
    assert json.loads(by_url["papers/spore-2020-roots/"].json_ld)["mainEntityOfPage"] == "https://example.org/roots"


class Balance(html.parser.HTMLParser):
    """Follows open elements and keeps what does not match."""

    void = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "rect"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script" or any(name.startswith("on") for name, _ in attrs)
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def test_every_page_is_well_formed_html(by_url: dict[str, Page]) -> None:
    for page in by_url.values():
        balance = Balance()
        balance.feed(page.body)
        assert (balance.open, balance.faults) == ([], []), page.url


def test_a_record_leads_to_the_form_that_corrects_it_and_to_its_file(state: State) -> None:
    site = state.site("https://ferns.example/", "https://ferns.example/repository")
    body = next(page.body for page in pages(site) if page.url == "models/fernbert/")
    form = "https://ferns.example/repository/issues/new?template=correction.yml&amp;record=models/fernbert"
    assert f'href="{form}">Suggest a correction</a>' in body
    assert f'href="{form}&amp;field=context_window"' in body
    assert 'href="https://ferns.example/repository/edit/main/data/models/fernbert.yaml">Edit this record</a>' in body
    assert "issues/new" not in next(page.body for page in pages(state.site("")) if page.url == "models/fernbert/")
