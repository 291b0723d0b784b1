"""The MkDocs plugin on the fabricated project: a strict build, and a preview that refreshes."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError

from llm4s.adapters.markdown import wrapped
from llm4s.adapters.mkdocs import SitePlugin
from llm4s.adapters.preview import Preview
from llm4s.adapters.sheets import eased
from llm4s.adapters.shell import Shell, slot
from places import HERE
from test_cases import changed


@pytest.fixture
def config(fern: Path, tmp_path: Path) -> MkDocsConfig:
    text = (fern / "mkdocs.yml").read_text(encoding="utf-8").replace("../../scripts", str(HERE.parent / "scripts"))
    (fern / "mkdocs.yml").write_text(text, encoding="utf-8")
    return load_config(str(fern / "mkdocs.yml"), site_dir=str(tmp_path / "site"), strict=True)


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769904000")  # 2026-02-01
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


def page(config: MkDocsConfig, url: str) -> str:
    return (Path(config.site_dir) / url / "index.html").read_text(encoding="utf-8")


def preview(config: MkDocsConfig) -> tuple[SitePlugin, Preview, list[int]]:
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    plugin = config.plugins["llm4s"]
    builds: list[int] = []

    def rebuild() -> None:
        builds.append(1)
        build(config)

    return plugin, Preview(plugin, rebuild), builds


def test_a_strict_build_gives_whole_pages(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    html = page(config, "models/fernbert")
    for text in (
        *(
            "<title>FernBERT - Ferns</title>",
            '<link rel="canonical" href="https://ferns.example/sub/models/fernbert/">',
            '<meta name="description" content="An invented thing',
        ),
        *(
            '<link rel="next" href="../../models/mossbert/">',
            'href="https://ferns.example/repository/edit/main/data/models/fernbert.yaml"',
            '"@type":"SoftwareApplication"',
        ),
        *('<a href="#facts" class="md-nav__link">', 'property="og:title" content="FernBERT"', "md-footer__link--next"),
    ):
        assert text in html, text
    assert "LLM4S-SLOT" not in html
    assert not (Path(config.site_dir) / "models/record-frame").exists()
    assert "LLM4S-SLOT" not in page(config, "models")


def test_all_styles_come_as_one_sheet_also_when_a_preview_is_built_again(config: MkDocsConfig, fern: Path) -> None:
    config.extra_css = ["own.css"]
    for colour in ("green", "olive"):
        (fern / "docs/own.css").write_text(f".moss {{ color: {colour}; }}\n", encoding="utf-8")
        build(config)
        for url in ("models/fernbert", "models", "guide/leaves"):
            (sheet,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page(config, url))
            text = (Path(config.site_dir) / url / sheet).resolve().read_text(encoding="utf-8")
            assert text.startswith('@charset "UTF-8";')
            assert text.count(f".moss {{ color: {colour}; }}") == 1
            assert ".md-typeset" in text.split(".moss")[0]
            assert "sourceMappingURL" not in text


def test_what_costs_much_is_left_out_and_missed_when_the_theme_changes() -> None:
    tab, table = ".no-js .md-typeset .tabbed-set>input:checked~*{color:red}", ".a table:not([class]) td>:first-child{margin-top:0}"
    assert eased(f"p{{margin:1em}}{tab}", f"@media print{{{table}}}") == "p{margin:1em}\n@media print{.a table.plain td>:first-child{margin-top:0}}"
    for sheet in (tab, table, tab + tab + table):
        with pytest.raises(PluginError, match=r"look at sheets\.py"):
            eased(sheet)


def test_tables_can_scroll_without_a_script_and_keep_what_they_hold() -> None:
    table = "<table>\n<tr><td>1</td></tr>\n</table>"
    whole = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table"><table class="plain">\n<tr><td>1</td></tr>\n</table></div></div>'
    assert wrapped(f"<p>a</p>{table}<p>b</p>{table}") == f"<p>a</p>{whole}<p>b</p>{whole}"
    assert wrapped('<table class="facts"></table>') == '<table class="facts"></table>'


def test_citations_lead_to_records_and_code_is_left_alone(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    html = page(config, "guide/leaves")
    assert re.search(r'id="fn:frond-2025-fernbert".*?<a class="record" href="../../papers/frond-2025-fernbert/">Record</a>', html, re.DOTALL)
    assert "[[terms/none]] and [@nobody]" in html
    assert "@decorator" in re.sub(r"<[^>]+>", "", html)
    assert "me@example.org" in html
    assert 'class="term" href="../../terms/frond/"' in html
    assert html.count("<math") == 2
    assert 'class="mindmap ' in html
    assert "\ue000" not in html


def test_a_wrong_record_stops_a_build_and_not_a_preview(config: MkDocsConfig, fern: Path) -> None:
    (fern / "data/terms/root.yaml").write_text("name: [\n", encoding="utf-8")
    config.plugins.on_startup(command="build", dirty=False)
    with pytest.raises((PluginError, Abort)):
        build(config)
    config.strict = False
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    assert "FernBERT" in page(config, "models/fernbert")
    assert not (Path(config.site_dir) / "terms/root").exists()


def test_a_changed_record_refreshes_every_page_that_shows_it_and_no_other(config: MkDocsConfig, fern: Path) -> None:
    _, view, builds = preview(config)
    record = fern / "data/organizations/fern-lab.yaml"
    before = {path: path.stat().st_mtime_ns for path in Path(config.site_dir).rglob("*.html")}
    record.write_text(changed(record, {"name: Fern Lab": "name: Fern Garden"}), encoding="utf-8")
    view.refresh()
    assert builds == []
    for url in ("organizations/fern-lab", "organizations", "models/fernbert", "models", "datasets/fern-notes", "systems"):
        assert "Fern Garden" in page(config, url), url
    touched = {path.relative_to(config.site_dir).parent.as_posix() for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert "metrics/leaf-score" not in touched
    assert "Fern Garden" in (Path(config.site_dir) / "search/index.json").read_text(encoding="utf-8")
    assert "Fern Garden" in (Path(config.site_dir) / "data/organizations.csv").read_text(encoding="utf-8")
    for name in ("explore/index.html", "explore/models.json", "explore/all.json"):
        assert "Fern Garden" in (Path(config.site_dir) / name).read_text(encoding="utf-8"), name


@pytest.mark.parametrize(
    ("path", "changes", "shown", "whole"),
    [
        ("data/models/fernbert.yaml", {"name: FernBERT\n": "name: FernBERT 3\n"}, "FernBERT 3</a>", False),
        ("data/terms/frond.yaml", {"The leaf of a fern": "The green leaf"}, "The green leaf", False),
        ("data/papers/spore-2020-roots.yaml", {"title: Roots of attention": "title: Roots of all attention"}, "Roots of all attention", False),
        ("data/vocabularies/domain.yaml", {"The meaning of ferns.": "Plants."}, "Leaves", True),
        ("docs/guide/leaves.md", {"stay code": "remain code"}, "remain code", True),
        ("mkdocs.yml", {"site_name: Ferns": "site_name: Ferns and mosses"}, "Leaves", True),
    ],
)
def test_what_chapters_show_is_built_anew(config: MkDocsConfig, fern: Path, path: str, changes: dict[str, str], shown: str, whole: bool) -> None:
    _, view, builds = preview(config)
    (fern / path).write_text(changed(fern / path, changes), encoding="utf-8")
    view.refresh()
    assert builds == [1] * whole
    assert shown in page(config, "guide/leaves")
    assert "LLM4S-SLOT" not in page(config, "guide/leaves")


def test_a_removed_record_is_built_away(config: MkDocsConfig, fern: Path) -> None:
    _, view, builds = preview(config)
    (fern / "data/systems/gardener.yaml").unlink()
    view.refresh()
    assert builds == [1]
    assert not (Path(config.site_dir) / "systems/gardener").exists()


def test_a_broken_record_keeps_the_preview_alive(config: MkDocsConfig, fern: Path, caplog: pytest.LogCaptureFixture) -> None:
    _, view, _ = preview(config)
    config.strict = False
    (fern / "data/tools/fern-run.yaml").write_text("name: [\n", encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        view.refresh()
    assert "data/tools/fern-run.yaml:2:1" in caplog.text


def test_a_frame_is_filled_slot_by_slot() -> None:
    shell = Shell.of(f"<title>{slot('TITLE')}</title>{slot('CONTENT')}")
    assert shell.fill({"TITLE": "T", "CONTENT": "LLM4S-SLOT-TITLE-END"}) == "<title>T</title>LLM4S-SLOT-TITLE-END"
    with pytest.raises(KeyError):
        slot("NONE")
