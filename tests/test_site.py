"""The real site, built strictly once more than once, and read back."""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib
import html
import json
import re
import urllib.parse
from pathlib import Path

import pytest

from built import Document, build, read_site
from llm4s.adapters.links.crawl import crawl
from llm4s.forwarding import forwards
from llm4s.kinds import all_kinds
from llm4s.project import Project, State
from places import ROOT

pytestmark = pytest.mark.site
ADDRESS = "https://llm4s-guide.github.io/llm4s/"


@pytest.fixture(scope="session")
def state() -> State:
    return Project(ROOT).check(datetime.date(2030, 1, 1))


@pytest.fixture(scope="session")
def everything(site: Path) -> dict[str, Document]:
    return read_site(site)


@pytest.fixture(scope="session")
def documents(everything: dict[str, Document]) -> dict[str, Document]:
    """All pages that readers stay on; those that only lead on are looked at by themselves."""
    return {name: document for name, document in everything.items() if 'http-equiv="refresh"' not in document.text}


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


def test_every_address_ever_published_is_alive(site: Path, state: State, everything: dict[str, Document]) -> None:
    """Every listed address is a page or leads on to one, records with their data; and what the catalogue publishes is known to the check."""
    assert len(state.history.addresses) > 2_500
    for address in state.history.addresses:
        path = site / address
        assert (path / "index.html" if address.endswith("/") else path).is_file(), address
    built = {name.removesuffix("index.html") for name in everything if name != "404.html"}
    assert built == {address for address in state.living | {removed.address for removed in state.history.removed} if not address or address.endswith("/")}
    assert [address for address in state.living if address and not address.endswith("/") and not (site / address).is_file()] == []


def test_former_addresses_lead_on(site: Path, state: State, everything: dict[str, Document], documents: dict[str, Document]) -> None:
    leading = set(everything) - set(documents)
    assert leading == {f"{old}index.html" for old in forwards(state.catalog)}
    assert leading
    for old, (new, name) in forwards(state.catalog).items():
        text = everything[f"{old}index.html"].text
        assert f"{new}index.html" in documents
        assert f'<link rel="canonical" href="{ADDRESS}{new}">' in text
        assert 'content="noindex"' in text
        assert "default-src 'none'" in text
        assert f">{html.escape(name, quote=False)}</a>" in text
    for entry in state.catalog:
        for path in entry.former_paths:
            assert (site / path / "record.yaml").read_bytes() == (ROOT / f"data/{entry.path}.yaml").read_bytes()
            assert (site / path / "record.json").read_bytes() == (site / entry.path / "record.json").read_bytes()


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
        read = re.sub(r'<(code|pre|script)\b.*?</\1>| data-constants="[^"]*"', "", document.text, flags=re.DOTALL)  # a calculator's list of numbers
        assert re.findall(r".{0,40}\[@.{0,40}", read) == [], name
        assert re.findall(r".{0,40}\[\[.{0,40}", re.sub(r"<math\b.*?</math>", "", read, flags=re.DOTALL)) == [], name
        assert document.faults == [], name
        if name != "404.html":
            assert document.headings == 1, name
            assert re.search(r"<title>[^<]+ - LLM4S</title>|<title>LLM4S</title>", document.text), name
            assert re.search(r'<meta name="description" content="[^"]{20,}', document.text), name
            assert f'<link rel="canonical" href="{ADDRESS}{name.removesuffix("index.html")}"' in document.text, name
            assert 'property="og:title"' in document.text, name


def test_the_font_of_formulas_has_every_sign_that_they_use(site: Path, documents: dict[str, Document]) -> None:
    face = re.search(r'"STIX Two Math".*?unicode-range:(.*?);', (site / "assets/llm4s.css").read_text(encoding="utf-8"), re.DOTALL)[1]
    spans = [(int(first, 16), int(last or first, 16)) for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)]
    used = {
        sign
        for document in documents.values()
        for formula in re.findall(r"<math\b.*?</math>", document.text, re.DOTALL)
        for sign in html.unescape(re.sub(r"<annotation.*?</annotation>|<[^>]*>|\s", "", formula, flags=re.DOTALL))
    }
    assert len(used) > 100
    missing = sorted(sign for sign in used if not any(first <= ord(sign) <= last for first, last in spans))
    assert missing == [], "make docs/assets/fonts/stix-two-math.woff2 anew with them: see 'Fonts hold what is shown' in the architecture page"


def test_a_telephone_frames_the_page_in_the_colours_of_its_header(site: Path, documents: dict[str, Document]) -> None:
    sheet = (site / "assets/llm4s.css").read_text(encoding="utf-8")
    colours = re.findall(r"--md-primary-fg-color: (#[0-9a-f]{6});", sheet)
    assert len(colours) == 2
    for name in ("index.html", "models/scibert/index.html"):
        assert re.findall(r'<meta name="theme-color" media="[^"]+" content="([^"]+)">', documents[name].text) == colours


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


def test_linkchecker_finds_nothing_dead_on_the_pages_that_lead_to_all_others(site: Path) -> None:
    """The links of every page are read by test_every_link_and_anchor_inside_the_site_leads_somewhere; `make links` lets LinkChecker read them all, too."""
    assert crawl(site, depth=2) == []


def test_linkchecker_finds_a_record_that_is_gone(site: Path, tmp_path: Path) -> None:
    for name in ("index.html", "metrics/index.html"):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_text((site / name).read_text(encoding="utf-8"), encoding="utf-8")
    found = {(page, target) for page, target, _ in crawl(tmp_path, depth=2)}
    assert ("metrics/index.html", "../metrics/bleu/") in found
    assert ("metrics/index.html", "../metrics/") not in found
