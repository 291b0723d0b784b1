"""After any change of a record, the pages said to be affected are at least those that differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm4s.affected import affected
from llm4s.pages import pages
from llm4s.project import Project, State
from places import TODAY
from test_cases import changed


def bodies(state: State) -> dict[str, object]:
    return {page.url: page for page in pages(state.site("https://ferns.example/"))}


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("data/models/fernbert.yaml", {"name: FernBERT\n": "name: FernBERT 2\n"}),
        ("data/models/fernbert.yaml", {"domains: [ferns]": "domains: [botany]"}),
        ("data/models/fernbert.yaml", {"developers: [fern-lab]": "developers: [moss-house]"}),
        ("data/models/mossbert.yaml", {"status: superseded\n": "", "facts: [status, ": "facts: ["}),
        ("data/organizations/fern-lab.yaml", {"name: Fern Lab": "name: Fern Laboratory"}),
        ("data/benchmarks/fern-test.yaml", {"name: Fern Test": "name: Fern Trial"}),
        ("data/papers/spore-2020-roots.yaml", {"year: 2020": "year: 2021"}),
        ("data/licences/fern-1-0.yaml", {"name: Fern Licence 1.0": "name: Fern Licence"}),
    ],
)
def test_all_pages_that_differ_are_affected(fern: Path, path: str, changes: dict[str, str]) -> None:
    project = Project(fern)
    old = project.check(TODAY)
    (fern / path).write_text(changed(fern / path, changes), encoding="utf-8")
    new = project.check(TODAY)
    urls = affected(old.catalog, old.index, new.catalog, new.index)
    before, after = bodies(old), bodies(new)
    differing = {url for url in before | after if before.get(url) != after.get(url)}
    assert urls is not None
    assert differing
    assert differing <= urls
    assert len(urls) < len(after)


def test_a_new_and_a_removed_record_affect_their_listing(fern: Path) -> None:
    project = Project(fern)
    old = project.check(TODAY)
    path = fern / "data/terms/root.yaml"
    text = path.read_text(encoding="utf-8")
    (fern / "data/terms/stem.yaml").write_text(text.replace("name: Root", "name: Stem"), encoding="utf-8")
    new = project.check(TODAY)
    added = affected(old.catalog, old.index, new.catalog, new.index)
    assert added is not None
    assert {"terms/", "terms/stem/", "terms/root/"} <= added
    assert affected(new.catalog, new.index, old.catalog, old.index) == added


def test_a_change_of_words_affects_everything(fern: Path) -> None:
    project = Project(fern)
    old = project.check(TODAY)
    path = fern / "data/vocabularies/domain.yaml"
    path.write_text(changed(path, {"The meaning of ferns.": "Plants."}), encoding="utf-8")
    new = project.check(TODAY)
    assert affected(old.catalog, old.index, new.catalog, new.index) is None


def test_no_change_affects_nothing(state: State) -> None:
    assert affected(state.catalog, state.index, state.catalog, state.index) == set()


def test_unchanged_files_are_not_read_again(fern: Path) -> None:
    project = Project(fern)
    old, new = project.check(TODAY), project.check(TODAY)
    assert all(new.catalog.get(entry.path) is entry for entry in old.catalog)
