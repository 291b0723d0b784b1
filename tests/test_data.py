"""The real records and chapters."""

from __future__ import annotations

import json

import jsonschema
from referencing import Registry, Resource

from llm4s.disk import read_tree
from llm4s.export import as_json, schema_text
from llm4s.overview import rows_of, total_of
from llm4s.project import State
from llm4s.record import Entry
from places import ROOT


def test_there_are_no_problems(real: State) -> None:
    assert [str(problem) for problem in real.problems] == []


def test_committed_schemas_are_current(real: State) -> None:
    for kind in real.catalog.kinds:
        path = ROOT / "data" / "schema" / f"{kind.name}.json"
        assert path.read_text(encoding="utf-8") == schema_text(kind, real.catalog), f"run 'llm4s schema': {path.name}"


def test_ids_that_editors_suggest_are_nearly_all_current(real: State) -> None:
    """A record added in a browser must not fail for want of a suggestion, so a few may differ: 'llm4s schema' writes the list anew."""
    listed = set(json.loads((ROOT / "data" / "schema" / "ids.json").read_text(encoding="utf-8"))["$defs"]["*"]["enum"])
    assert len(listed ^ real.catalog.paths()) <= len(real.catalog) * 0.02


def test_schemas_suggest_ids_and_take_others(real: State) -> None:
    folder = ROOT / "data" / "schema"
    ids = Resource.from_contents(json.loads((folder / "ids.json").read_text(encoding="utf-8")))
    schema = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, registry=Registry().with_resource("ids.json", ids))
    for given, good in (("beltagy-2019-scibert", True), ("a-new-one", True), ("No Id", False)):
        faults = [error for error in validator.iter_errors({"papers": [given]}) if list(error.path)[:1] == ["papers"]]
        assert bool(faults) is not good
    papers = schema["properties"]["papers"]["items"]["anyOf"]
    assert {"$ref": "ids.json#/$defs/paper"} in papers
    assert "beltagy-2019-scibert" in ids.contents["$defs"]["paper"]["enum"]
    assert "models/scibert" in ids.contents["$defs"]["*"]["enum"]


def test_editors_find_a_schema_for_every_kind(real: State) -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {f"./data/schema/{kind.name}.json": f"data/{kind.plural}/*.yaml" for kind in real.catalog.kinds}


def test_records_fit_the_schemas_that_editors_use(real: State) -> None:
    for kind in real.catalog.kinds:
        validator = jsonschema.Draft202012Validator(json.loads((ROOT / "data" / "schema" / f"{kind.name}.json").read_text(encoding="utf-8")))
        for row in json.loads(as_json(list(real.catalog.of(kind.plural).values()))):
            del row["id"]
            assert [error.message for error in validator.iter_errors(row)] == []


def test_the_marks_of_unverified_facts_are_few(real: State) -> None:
    marked = [entry.path for entry in real.catalog if entry.record.unverified]
    assert len(marked) <= len(real.catalog) * 0.05, marked


def test_files_are_plain_text_with_unix_line_ends() -> None:
    for path, data in (read_tree(ROOT, "data") | read_tree(ROOT, "docs")).items():
        if path.endswith((".yaml", ".md", ".json", ".css", ".js", ".svg")):
            assert b"\r" not in data, path
            assert data.endswith(b"\n"), path
            assert b"\t" not in data or path.endswith((".js", ".md")), path


def test_chapters_cite_eight_papers_on_average(real: State) -> None:
    total = total_of(rows_of(real.chapters, real.measures))
    assert total is not None
    assert total.chapters >= 40
    assert total.sums[1] / total.chapters >= 8


def entries_of(real: State, plural: str) -> list[Entry]:
    return list(real.catalog.of(plural).values())


def test_every_paper_can_be_found_by_its_readers(real: State) -> None:
    for entry in entries_of(real, "papers"):
        known = any(value for _, value in entry.record.identifiers) or entry.record.links
        assert known, f"{entry.path} has neither identifier nor link"
