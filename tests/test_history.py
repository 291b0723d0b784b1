"""Former ids, removals, published addresses, accounts of releases: in the fabricated project."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from llm4s.difference import difference
from llm4s.export import exports, published_files, record_files
from llm4s.forwarding import forward_files, forwards
from llm4s.guide import changes
from llm4s.history import ADDRESSES, Named, Release
from llm4s.pages import pages
from llm4s.project import Project, State
from llm4s.release import account, address_files, notes, release_file
from places import TODAY
from test_adapter import config, page, preview, still  # noqa: F401 (fixtures)
from test_cases import changed

REMOVED = """\
removed:
  - address: systems/weeder/
    name: Weeder <b>
    reason: It turned out to be Gardener.
    removed: 2026-01-31
    instead: [systems/gardener/]
  - address: guide/weeds/
    name: Weeds
    reason: Nobody read it.
    removed: 2026-01-31
  - address: vocabularies/topic/weeds/
    name: Weeds
    reason: Nobody used it.
    removed: 2026-01-31
  - address: weeds/
    name: Weeds
    reason: Nobody liked it.
    removed: 2026-01-31
"""


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def moved(fern: Path) -> Path:
    """The project after a record and a vocabulary were renamed, and two pages removed."""
    for path, line, ids in (("tools/fern-run", "developers:", "fern-walk, systems/fern-machine"), ("vocabularies/topic", "words:", "subject")):
        put(fern, f"data/{path}.yaml", changed(fern / f"data/{path}.yaml", {f"\n{line}": f"\nformer_ids: [{ids}]\n{line}"}))
    put(fern, "data/history/removed.yaml", REMOVED)
    return fern


def test_a_renamed_record_leads_on_from_everywhere_it_stood(moved: Path) -> None:
    state = Project(moved).check(TODAY)
    assert state.problems == []
    assert forwards(state.catalog) == {
        "tools/fern-walk/": ("tools/fern-run/", "Fern Run"),
        "systems/fern-machine/": ("tools/fern-run/", "Fern Run"),
        "vocabularies/subject/": ("vocabularies/topic/", "Topic words"),
        "vocabularies/subject/leaves/": ("vocabularies/topic/leaves/", "Leaves"),
        "vocabularies/subject/roots/": ("vocabularies/topic/roots/", "Roots"),
    }
    files = dict(forward_files(state.site("https://ferns.example/")))
    html = files["systems/fern-machine/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=../../tools/fern-run/">' in html
    assert '<link rel="canonical" href="https://ferns.example/tools/fern-run/">' in html
    assert '<a href="../../tools/fern-run/">Fern Run</a>' in html
    assert "../../../vocabularies/topic/leaves/" in files["vocabularies/subject/leaves/index.html"]
    data = dict(record_files(state.catalog))
    assert json.loads(data["tools/fern-walk/record.json"])["id"] == "fern-run"
    assert data["systems/fern-machine/record.yaml"] == data["tools/fern-run/record.yaml"]


def test_the_page_of_what_was_removed_says_why_and_leads_on(moved: Path) -> None:
    made = {page.url: page for page in pages(Project(moved).check(TODAY).site(""))}
    body = made["systems/weeder/"].body
    assert "It turned out to be Gardener." in body
    assert "Weeder &lt;b&gt;" in body
    assert '<a href="../../systems/gardener/">Gardener</a>' in body
    frames = {"systems/weeder/": "removed/2", "guide/weeds/": "removed/2", "vocabularies/topic/weeds/": "removed/3", "weeds/": "removed/1"}
    assert {url: made[url].shell for url in frames} == frames
    assert "Read instead" not in made["guide/weeds/"].body
    assert {page.url for page in pages(Project(moved).check(TODAY).site(""), {"guide/weeds/"})} == {"guide/weeds/"}


def test_old_addresses_stand_in_the_built_site(config: MkDocsConfig, moved: Path) -> None:  # noqa: F811
    _, view, builds = preview(config)
    site = Path(config.site_dir)
    assert "url=../../tools/fern-run/" in page(config, "tools/fern-walk")
    assert "Content-Security-Policy" in page(config, "tools/fern-walk")
    assert "edit/main/data/history/removed.yaml" in page(config, "systems/weeder")
    assert "<title>Weeder &lt;b&gt; (removed) - Ferns</title>" in page(config, "systems/weeder")
    assert "systems/weeder" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "fern-walk" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    put(moved, "data/history/removed.yaml", REMOVED.replace("Nobody read it.", "It was short."))
    view.refresh()
    assert builds == [1]
    assert "It was short." in page(config, "guide/weeds")
    assert not (site / "removed-frame").exists()
    for url in ("weeds", "guide/weeds", "vocabularies/topic/weeds"):
        root = "../" * (url.count("/") + 1)
        assert f'href="{root}models/"' in page(config, url), url


def test_the_lists_of_addresses_only_grow_and_are_read_back(fern: Path) -> None:
    state = Project(fern).check(TODAY)
    files = dict(address_files(["models/gone/", "guide/leaves/"], state.living))
    assert files[f"{ADDRESSES}/models.txt"] == "models/\nmodels/fernbert/\nmodels/gone/\nmodels/mossbert/\n"
    assert "data/models.csv\n" in files[f"{ADDRESSES}/data.txt"]
    for path, text in files.items():
        put(fern, path, text)
    again = Project(fern).check(TODAY)
    where = "data/history/addresses/models.txt:3:1"
    hint = "name it among the 'former_ids' of the record that it became, or say in data/history/removed.yaml why it is gone"
    assert [str(problem) for problem in again.problems] == [f"{where}: error: models/gone/ was published and leads nowhere now ({hint}) [lost-address]"]
    assert set(again.history.addresses) == {*state.living, "models/gone/"} - {""}


def test_what_is_published_for_programs_is_named_without_being_made(state: State) -> None:
    made = {path for path, _ in exports(state.site("").names) if path.startswith(("data/", "schema/"))}
    assert set(published_files(state.catalog.kinds)) == made


def test_an_account_is_written_read_back_and_told(fern: Path) -> None:
    project = Project(fern)
    old = project.check(TODAY)
    first = account("0.1.0", datetime.date(2026, 1, 1), {"models": 2, "systems": 0}, None)
    put(fern, *release_file(first))
    put(fern, "data/terms/stem.yaml", (fern / "data/terms/root.yaml").read_text(encoding="utf-8").replace("name: Root", "name: Stem @all"))
    put(fern, "data/models/fernbert.yaml", changed(fern / "data/models/fernbert.yaml", {"context_window: 20000": "context_window: 40000"}))
    put(fern, "data/metrics/leaf-score.yaml", changed(fern / "data/metrics/leaf-score.yaml", {"checked: 2026-01-31": "checked: 2026-02-01"}))
    put(fern, "data/tools/fern-walk.yaml", (fern / "data/tools/fern-run.yaml").read_text(encoding="utf-8") + "former_ids: [fern-run]\n")
    (fern / "data/tools/fern-run.yaml").unlink()
    (fern / "data/systems/gardener.yaml").unlink()
    put(fern, "docs/guide/leaves.md", changed(fern / "docs/guide/leaves.md", {"stay code": "remain code"}))
    second = account("0.2.0", TODAY, {"models": 2}, difference(old, project.check(TODAY)))
    assert [row.record for row in second.changed] == ["models/fernbert"]  # a source read again is no news for readers
    put(fern, *release_file(second))
    state = Project(fern).check(TODAY)
    assert [release.name for release in state.history.releases] == ["0.2.0", "0.1.0"]
    assert state.history.releases[0] == second
    text = notes(second)
    for part in (
        "2 models",
        "Records added: 1",
        "Stem \\@\u200ball (`terms/stem`)",
        "before `tools/fern-run`",
        "FernBERT (`models/fernbert`): context window",
        "- Leaves",
    ):
        assert part in text, part
    assert "Records" not in notes(first)
    html = changes(state.site(""))
    assert html.index("0.2.0") < html.index("0.1.0")
    assert '<a href="{root}models/fernbert/">FernBERT</a>: context window' in html
    assert '<a href="{root}terms/stem/">Stem @all</a>' in html
    assert "<li>Gardener</li>" in html
    assert '2 <a href="{root}models/">models</a>' in html
    assert "0 <a" not in html


def test_a_long_account_is_bounded() -> None:
    rows = [Named(record="models/x", name=f"X {number}") for number in range(203)]
    assert notes(Release(name="1", day=TODAY, counts={}, added=rows)).rstrip().endswith("- and 3 more")


def test_no_release_yet(state: State) -> None:
    assert re.search("No release yet", changes(state.site("")))
