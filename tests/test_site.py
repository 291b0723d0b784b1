"""The real site, built strictly once more than once, and read back."""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib
import json
import re
import urllib.parse
from pathlib import Path

import pytest

from built import Document, build, read_site
from llm4s.adapters.links.crawl import crawl
from llm4s.kinds import all_kinds
from llm4s.project import Project, State
from places import ROOT

pytestmark = pytest.mark.site
ADDRESS = "https://llm4s-guide.github.io/llm4s/"


@pytest.fixture(scope="session")
def state() -> State:
    return Project(ROOT).check(datetime.date(2030, 1, 1))


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, Document]:
    return read_site(site)


def test_two_builds_are_the_same_byte_for_byte(site: Path, tmp_path: Path) -> None:
    assert build(tmp_path).returncode == 0
    sums = [
        {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}
        for folder in (site, tmp_path)
    ]
    assert sums[0] == sums[1]


def test_every_link_and_anchor_inside_the_site_leads_somewhere(site: Path, documents: dict[str, Document]) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    dead = []
    for name, document in documents.items():
        if name == "404.html":
            continue
        for link in {*document.links, *document.resources}:
            target = urllib.parse.urlsplit(link)
            if target.scheme or target.netloc:
                continue
            path = urllib.parse.unquote(urllib.parse.urljoin(f"/{name}", target.path)).lstrip("/") if target.path else name
            path = f"{path}index.html" if not path or path.endswith("/") else path
            anchor = urllib.parse.unquote(target.fragment)
            if path not in files or (anchor and path in documents and anchor not in documents[path].anchors and anchor != "__top"):
                dead.append((name, link))
    assert dead == []


def test_nothing_is_asked_of_another_host(site: Path, documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        assert [address for address in document.resources if re.match(r"(https?:)?//", address)] == [], name
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//", path.read_text(encoding="utf-8")), path


def test_every_page_has_a_policy_that_knows_its_inline_scripts(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        found = re.search(r'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]+)">', document.text)
        assert found, name
        assert "default-src 'none'; script-src 'self' 'sha256-" in found[1]
        assert "unsafe" not in found[1]
        for script in re.findall(r"<script>(.*?)</script>", document.text, re.DOTALL):
            assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in found[1], (name, script[:80])
        assert not re.search(r'<[^>]+ (on\w+|style)="', re.sub(r"<(code|pre|script)\b.*?</\1>", "", document.text, flags=re.DOTALL)), name


def test_pages_are_whole(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        assert "LLM4S-SLOT" not in document.text, name
        assert "\ue000" not in document.text, name
        assert "[[" not in re.sub(r"<(code|pre|math|script)\b.*?</\1>", "", document.text, flags=re.DOTALL), name
        assert "[@" not in re.sub(r"<(code|pre|script)\b.*?</\1>", "", document.text, flags=re.DOTALL), name
        assert document.faults == [], name
        if name != "404.html":
            assert document.headings == 1, name
            assert re.search(r"<title>[^<]+ - LLM4S</title>|<title>LLM4S</title>", document.text), name
            assert re.search(r'<meta name="description" content="[^"]{20,}', document.text), name
            assert f'<link rel="canonical" href="{ADDRESS}{name.removesuffix("index.html")}"' in document.text, name
            assert 'property="og:title"' in document.text, name


def test_record_pages_have_all_that_a_theme_page_has(state: State, documents: dict[str, Document]) -> None:
    for entry in state.catalog:
        document = documents[f"{entry.path}/index.html"]
        assert f"edit/main/data/{entry.path}.yaml" in document.text
        described = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', document.text, re.DOTALL)[1])
        assert described["@type"] == entry.record.schema_type
        tab = "Glossary" if entry.kind.name == "term" else "Catalogue"
        active = re.search(r'md-tabs__item--active">\s*<a[^>]*>(.*?)</a>', document.text, re.DOTALL)
        assert active[1].strip() == tab, entry.path


def test_listings_hold_every_record(state: State, documents: dict[str, Document]) -> None:
    for kind in all_kinds():
        links = set(documents[f"{kind.plural}/index.html"].links)
        assert {f"../{entry.url}" for entry in state.catalog.of(kind.plural).values()} <= links


def test_the_sitemap_names_every_page(site: Path, documents: dict[str, Document]) -> None:
    named = set(re.findall(r"<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8")))
    assert named == {f"{ADDRESS}{name.removesuffix('index.html')}" for name in documents if name != "404.html"}


def test_search_knows_every_record_chapter_and_section(site: Path, state: State, documents: dict[str, Document]) -> None:
    index = json.loads((site / "search/index.json").read_text(encoding="utf-8"))
    kinds = [plural for plural, _, _, count in index["kinds"] for _ in range(count)]
    records = {f"{kind}/{id_}/" for kind, id_ in zip(kinds, index["records"]["id"].split("\n"), strict=True)}
    assert {entry.url for entry in state.catalog} <= records
    chapters = index["chapters"]["url"].split("\n")
    assert {f"{url}index.html" for url in {*records, *chapters}} <= set(documents)
    anchors = iter(index["sections"]["anchor"].split("\n"))
    for url, count in zip(chapters, index["chapters"]["sections"], strict=True):
        assert {next(anchors) for _ in range(count)} - {""} <= documents[f"{url}index.html"].anchors, url


def test_the_first_query_stays_light(site: Path, state: State) -> None:
    """At most 300 kB at 1,300 records and 600 kB at 10,000, and in proportion between."""
    files = [site / "search/index.json", site / "assets/vendor/minisearch.js", *(site / "assets/search").glob("*.js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 300_000 + max(0, len(state.catalog) - 1_300) * 300_000 / 8_700


def test_citations_lead_to_records_that_name_their_chapters(state: State, documents: dict[str, Document]) -> None:
    for chapter in state.chapters:
        name = chapter.path.removeprefix("docs/").removesuffix(".md")
        page = f"{name.removesuffix('index')}index.html" if name.endswith("index") else f"{name}/index.html"
        for key in {citation.key for citation in chapter.citations}:
            assert any(link.endswith(f"papers/{key}/") for link in documents[page].links), (page, key)
            assert any(link.endswith(page.removesuffix("index.html")) for link in documents[f"papers/{key}/index.html"].links), (page, key)


def test_published_data_are_the_records(site: Path, state: State) -> None:
    for kind in all_kinds():
        rows = json.loads((site / f"data/{kind.plural}.json").read_text(encoding="utf-8"))
        assert [row["id"] for row in rows] == list(state.catalog.of(kind.plural))
        assert (site / f"schema/{kind.name}.json").read_bytes() == (ROOT / f"data/schema/{kind.name}.json").read_bytes()


def test_linkchecker_finds_nothing_dead(site: Path) -> None:
    assert crawl(site) == []
