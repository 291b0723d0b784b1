"""Citations are read back by parsers that others wrote."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
import rispy
from pybtex.database import parse_string

from llm4s.citation import Citation, paper_apa, paper_citation, paper_item, record_citation, ris
from llm4s.project import State
from llm4s.record import Entry

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the parser's dependencies use what Python will drop
    from citeproc import Citation as Cited
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON


def formats(citation: Citation) -> dict[str, str]:
    return dict(citation.formats)


def paper(state: State, key: str = "frond-2025-fernbert", **changes: Any) -> Entry:
    entry = state.catalog.of("papers")[key]
    return Entry(entry.kind, entry.id, entry.record.model_copy(update=changes))


def rendered(items: list[dict[str, Any]]) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # it warns of every field it does not know
        source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Cited([CitationItem(items[0]["id"])]))
    return str(bibliography.bibliography()[0])


NAMES = ["van der Fern, Anna Maria", "Müller-Łoś, Jean-Luc", "Moss, Jr., Ben", "O'Frond, {Q} & _x", "de Spore, J.K.", "Fern Lab"]


def test_ris_is_read_back_with_its_names_and_pages(state: State) -> None:
    entry = paper(state, authors=NAMES, pages="12\u201319", number="4", authors_complete=True)
    (read,) = rispy.loads(formats(paper_citation(entry))["RIS"])
    assert read["type_of_reference"] == "JOUR"
    assert read["authors"] == ["van der Fern, Anna Maria", "Müller-Łoś, Jean-Luc", "Moss, Ben, Jr.", "O'Frond, {Q} & _x", "de Spore, J.K.", "Fern Lab"]
    assert read["title"] == "FernBERT: Reading Ferns & Mosses"
    assert (read["start_page"], read["end_page"], read["volume"], read["number"], read["year"]) == ("12", "19", "3", "4", "2025")
    assert (read["doi"], read["secondary_title"], read["id"]) == ("10.9999/fern.2025", "Journal of Invented Botany", "frond-2025-fernbert")


def test_ris_says_when_authors_are_left_out_and_keeps_one_line_for_each_tag(state: State) -> None:
    entry = paper(state, title="A\nTY  - HACK", pages="e17", authors_complete=False)
    (read,) = rispy.loads(ris(paper_item(entry)))
    assert read["authors"] == ["Frond, Ada", "Fern Lab"]
    assert read["notes"] == ["The list of authors is not complete."]
    assert read["title"] == "A TY - HACK"
    assert read["start_page"] == "e17"
    assert "end_page" not in read


@pytest.mark.parametrize(
    ("type_", "expected"), [("inproceedings", "CPAPER"), ("preprint", "UNPB"), ("report", "RPRT"), ("book", "BOOK"), ("thesis", "THES"), ("guideline", "GEN")]
)
def test_every_type_of_publication_has_a_type_in_ris(state: State, type_: str, expected: str) -> None:
    (read,) = rispy.loads(ris(paper_item(paper(state, type=type_))))
    assert read["type_of_reference"] == expected


def test_csl_json_is_read_and_set_by_a_citation_processor(state: State) -> None:
    entry = paper(state, authors=NAMES, authors_complete=True, pages="12-19")
    items = json.loads(formats(paper_citation(entry))["CSL-JSON"])
    assert items[0]["author"][0] == {"family": "Fern", "non-dropping-particle": "van der", "given": "Anna Maria"}
    assert items[0]["author"][2] == {"family": "Moss", "given": "Ben", "suffix": "Jr."}
    assert items[0]["author"][5] == {"literal": "Fern Lab"}
    text = rendered(items)
    for part in ("van der Fern, A.M. et al.", "FernBERT: Reading Ferns & Mosses", "Journal of Invented Botany", "pp. 12\u201319", "2025"):
        assert part in text, text


def test_bibtex_agrees_with_the_other_formats(state: State) -> None:
    entry = paper(state, authors=NAMES, authors_complete=True)
    persons = parse_string(formats(paper_citation(entry))["BibTeX"], "bibtex").entries[entry.id].persons["author"]
    assert persons[0].prelast_names == ["van", "der"]
    assert persons[0].last_names == ["Fern"]
    assert persons[2].lineage_names == ["Jr."]


def test_apa_shortens_given_names_and_closes_with_the_address(state: State) -> None:
    entry = paper(state, authors=NAMES, authors_complete=True, number="4", pages="12-19")
    assert paper_apa(entry) == (
        "van der Fern, A. M., Müller-Łoś, J.-L., Moss, B., Jr., O'Frond, {. &. _., de Spore, J. K., & Fern Lab. (2025). "
        "FernBERT: Reading Ferns & Mosses. Journal of Invented Botany, 3(4), 12-19. https://doi.org/10.9999/fern.2025"
    )


def test_apa_of_one_author_of_many_and_of_a_list_that_is_not_complete(state: State) -> None:
    many = [f"Fern{number}, A" for number in range(25)]
    assert paper_apa(paper(state, authors=["Fern Lab"], authors_complete=True)).startswith("Fern Lab. (2025).")
    assert "Fern18, A., … Fern24, A. (2025)" in paper_apa(paper(state, authors=many, authors_complete=True))
    assert paper_apa(paper(state, authors=many[:2], authors_complete=False)).startswith("Fern0, A., Fern1, A., et al. (2025).")


def test_apa_of_proceedings_and_of_a_preprint(state: State) -> None:
    entry = paper(state, type="inproceedings", venue="Proceedings of Ferns", volume=None, pages="1-9", title="Why ferns?")
    assert "Why ferns? In Proceedings of Ferns (pp. 1-9). https" in paper_apa(entry)
    assert paper_item(paper(state, type="preprint", venue=None))["container-title"] == "arXiv"
    bare = paper(state, "spore-2020-roots", type="inproceedings", authors=["Spore, Ben"])
    assert paper_apa(bare) == "Spore, B. (2020). Roots of attention. https://example.org/roots"
    assert "container-title" not in paper_item(paper(state, "spore-2020-roots", links=[]))


def test_a_record_is_cited_with_the_day_of_its_check(state: State) -> None:
    citation = record_citation(state.catalog.of("models")["fernbert"], "https://ferns.example/models/fernbert/")
    made = formats(citation)
    (read,) = rispy.loads(made["RIS"])
    assert (read["type_of_reference"], read["date"], read["notes"]) == ("ELEC", "2026/01/31", ["Facts checked 2026-01-31"])
    assert made["APA"] == (
        "LLM4S contributors. (2026). FernBERT (model record) [Facts checked 2026-01-31]. "
        "LLM4S, a field guide to large language models for science. https://ferns.example/models/fernbert/"
    )
    two = paper(state, authors=NAMES[1:3], authors_complete=True)
    assert rendered(json.loads(formats(paper_citation(two))["CSL-JSON"])).startswith("Müller-Łoś, J.-L. and Moss, B., Jr.")
    assert "LLM4S contributors" in rendered(json.loads(made["CSL-JSON"]))
    words = formats(record_citation(state.catalog.of("vocabularies")["domain"], "https://ferns.example/"))
    assert "(n.d.)" in words["APA"]
    assert "year" not in rispy.loads(words["RIS"])[0]
