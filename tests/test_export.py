from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest
from pybtex.database import parse_string

from llm4s.bibtex import bibliography, paper_entry, paper_url, record_entry
from llm4s.export import as_csv, as_json, exports
from llm4s.project import State
from llm4s.structured import json_ld
from llm4s.view import Names


def test_every_kind_is_published_as_json_csv_and_schema(state: State) -> None:
    files = dict(exports(Names.of(state.catalog)))
    for kind in state.catalog.kinds:
        assert {f"data/{kind.plural}.json", f"data/{kind.plural}.csv", f"schema/{kind.name}.json"} <= files.keys()
        ids = [row["id"] for row in json.loads(files[f"data/{kind.plural}.json"])]
        assert ids == list(state.catalog.of(kind.plural))


def test_only_the_kinds_asked_for_are_published_anew(state: State) -> None:
    assert set(dict(exports(Names.of(state.catalog), {"models"}))) == {"data/models.json", "data/models.csv", "schema/model.json", "explore/models.json"}
    assert "data/papers.bib" in dict(exports(Names.of(state.catalog), {"papers"}))


def test_published_json_fits_its_published_schema(state: State) -> None:
    files = dict(exports(Names.of(state.catalog)))
    for kind in state.catalog.kinds:
        schema = json.loads(files[f"schema/{kind.name}.json"])
        jsonschema.Draft202012Validator.check_schema(schema)
        for row in json.loads(files[f"data/{kind.plural}.json"]):
            del row["id"]
            jsonschema.validate(row, schema)


def test_schemas_spell_out_words_and_describe_fields(state: State) -> None:
    schema = json.loads(dict(exports(Names.of(state.catalog)))["schema/model.json"])
    assert schema["properties"]["access"]["enum"] == ["open-weights", "closed"]
    assert schema["$defs"]["Milestone"]["properties"]["event"]["enum"] == ["preprint", "weights-released"]
    assert schema["properties"]["domains"]["items"]["enum"] == ["botany", "ferns"]
    assert all("description" in field for field in schema["properties"].values())


def test_a_wrong_word_does_not_fit_the_schema(state: State) -> None:
    schema = json.loads(dict(exports(Names.of(state.catalog)))["schema/model.json"])
    row = json.loads(as_json([state.catalog.of("models")["fernbert"]]))[0]
    del row["id"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**row, "access": "wide-open"}, schema)


def test_csv_holds_every_field_and_disarms_formulas(state: State) -> None:
    kind = next(kind for kind in state.catalog.kinds if kind.name == "model")
    rows = list(csv.DictReader(io.StringIO(as_csv(kind, list(state.catalog.of("models").values())))))
    assert rows[0]["domains"] == "ferns"
    assert json.loads(rows[0]["licences"]) == {"code": "fern-1-0", "weights": "undisclosed"}
    assert rows[1]["use_for"] == ""
    entry = state.catalog.of("models")["fernbert"]
    evil = entry.__class__(entry.kind, entry.id, entry.record.model_copy(update={"name": "=1+1"}))
    assert next(csv.DictReader(io.StringIO(as_csv(kind, [evil]))))["name"] == "'=1+1"


def test_bibtex_is_read_by_an_independent_parser(state: State) -> None:
    database = parse_string(bibliography(state.catalog.of("papers").values()), "bibtex")
    entry = database.entries["frond-2025-fernbert"]
    assert entry.type == "article"
    assert entry.fields["journal"] == "Journal of Invented Botany"
    assert entry.fields["eprint"] == "2501.99999"
    assert [str(person) for person in entry.persons["author"]] == ["Frond, Ada", "{Fern Lab}", "others"]
    assert database.entries["spore-2020-roots"].type == "misc"
    assert database.entries["spore-2020-roots"].fields["url"] == "https://example.org/roots"


def test_bibtex_escapes_special_characters(state: State) -> None:
    entry = state.catalog.of("papers")["spore-2020-roots"]
    odd = entry.__class__(
        entry.kind, entry.id, entry.record.model_copy(update={"title": "50% of C_2 & ~x^2 {y} \\z #1 $5", "venue": "A & B", "links": [], "type": "article"})
    )
    text = paper_entry(odd)
    assert r"50\% of C\_2 \& \textasciitilde{}x\textasciicircum{}2 \{y\} \textbackslash{}z \#1 \$5" in text
    assert parse_string(text, "bibtex").entries["spore-2020-roots"].fields["journal"] == r"A \& B"
    assert paper_url(odd) == ""
    assert "url" not in text
    assert "mainEntityOfPage" not in json_ld(odd, "https://ferns.example/")


def test_an_article_without_journal_is_miscellaneous(state: State) -> None:
    entry = state.catalog.of("papers")["frond-2025-fernbert"]
    assert paper_entry(entry.__class__(entry.kind, entry.id, entry.record.model_copy(update={"venue": None}))).startswith("@misc{")


def test_a_record_cites_itself_with_the_day_of_its_check(state: State) -> None:
    text = record_entry(state.catalog.of("models")["fernbert"], "https://ferns.example/models/fernbert/")
    entry = parse_string(text, "bibtex").entries["llm4s-model-fernbert"]
    assert entry.fields["note"] == "Facts checked 2026-01-31"
    assert entry.fields["year"] == "2026"
    words = record_entry(state.catalog.of("vocabularies")["domain"], "x")
    assert "note" not in words
