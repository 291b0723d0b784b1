"""Measures the search: bytes over the wire for the first query and milliseconds from a key to the painted answer.

    make build && .venv/bin/python tests/bench/search.py site [--beside FOLDER]

For 1,300 some of the real records are drawn; for 10,000 all are taken, with further ones whose words are drawn from theirs. FOLDER is one in
which `npm install lunr@2.3.9 pagefind@1.6.0` was run; with it the same texts are measured with these two as well.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import html
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Browser, Page, sync_playwright

from find_browser import installed
from llm4s.adapters.links.crawl import served
from llm4s.catalog import Catalog
from llm4s.chapters import url_of
from llm4s.markup import Chapter
from llm4s.project import Project
from llm4s.record import Entry
from llm4s.search import search_files
from llm4s.sections import sections

ROOT = Path(__file__).parent.parent.parent
SIZES = (1300, 10_000)
TYPED = ("esm2", "lama 3", "transfomer", "protein language models", "what is attention", "retreival augmented generation")
KEY = """async (value) => {
  const input = document.querySelector("dialog.search input");
  const start = performance.now();
  input.value = value;
  input.dispatchEvent(new Event("input"));
  const answered = performance.now() - start;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [answered, performance.now() - start];
}"""
LUNR = """async ([docs, typed]) => {
  const start = performance.now();
  const index = lunr(function () {
    this.ref("id"); this.field("title", { boost: 10 }); this.field("text");
    docs.forEach(([title, text], id) => this.add({ id, title, text }));
  });
  const made = performance.now() - start;
  return [made, typed.map((query) => {
    const start = performance.now();
    index.search(query.split(" ").map((word) => `${word} ${word}* ${word}~1`).join(" "));
    return performance.now() - start;
  })];
}"""
PAGEFIND = """async ([address, query]) => {
  const start = performance.now();
  const pagefind = await import(address);
  const found = await pagefind.search(query);
  await Promise.all(found.results.slice(0, 5).map((result) => result.data()));
  return performance.now() - start;
}"""


def of_size(catalog: Catalog, size: int) -> Catalog:
    """Give a catalog of a size: some of the records of a larger one, or all of a smaller one and records whose words are drawn from theirs."""
    chance = random.Random(7)
    entries = list(catalog)
    if len(entries) > size:
        lists = [entry for entry in entries if entry.kind.name == "vocabulary"]
        others = [entry for entry in entries if entry.kind.name != "vocabulary"]
        return Catalog(catalog.kinds, [*lists, *chance.sample(others, size - len(lists))])
    names = [word for entry in entries for word in entry.name.split()]
    words = [word for entry in entries for word in entry.record.summary.split()]
    drawn = []
    while len(entries) + len(drawn) < size:
        entry = chance.choice(entries)
        record = entry.record
        if entry.kind.name == "vocabulary":
            continue
        name = " ".join(chance.choices(names, k=len(entry.name.split())))
        update = {
            "name": name,
            "aliases": [" ".join(chance.choices(names, k=len(alias.split()))) for alias in record.aliases],
            "summary": " ".join(chance.choices(words, k=len(record.summary.split()))),
        }
        if hasattr(record, "title"):
            update["title"] = " ".join(chance.choices(names, k=len(record.title.split())))
        if hasattr(record, "identifiers"):
            number = f"{chance.randrange(1000, 2700)}.{chance.randrange(10000, 99999)}"
            update["identifiers"] = record.identifiers.model_copy(update={"arxiv": number, "doi": f"10.{chance.randrange(1000, 9999)}/{number}"})
        slug = "-".join(filter(str.isalnum, name.lower().split())) or "x"
        drawn.append(Entry(entry.kind, f"{slug}-{chance.randrange(10**5)}", record.model_copy(update=update)))
    return Catalog(catalog.kinds, [*entries, *drawn])


def texts(catalog: Catalog, chapters: tuple[Chapter, ...]) -> Iterator[tuple[str, str, str]]:
    """Give address, title and whole text of everything, for the others."""
    names = {entry.path: entry.name for entry in catalog}
    for entry in catalog:
        yield entry.url, entry.name, " ".join([*entry.record.aliases, entry.record.summary])
    for chapter in chapters:
        for part in sections(chapter, names):
            yield f"{url_of(chapter.path)}#{part.anchor}", part.title or chapter.title, part.text


def packed(data: bytes) -> float:
    return len(gzip.compress(data, 9)) / 1000


def ours(browser: Browser, site: Path, catalog: Catalog, chapters: tuple[Chapter, ...]) -> tuple[float, float, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("assets", "index.html"):
            (shutil.copytree if (site / name).is_dir() else shutil.copy)(site / name, copy / name)
        (copy / "search").mkdir()
        for path, text in search_files(catalog, chapters):
            (copy / path).write_text(text, encoding="utf-8")
        with served(copy) as address:
            page = browser.new_page()
            fetched: dict[str, bytes] = {}
            page.goto(address, wait_until="networkidle")
            page.on("response", lambda response: fetched.setdefault(response.url, response.body()))
            started = time.perf_counter()
            page.keyboard.press("/")
            page.keyboard.type("b")
            page.locator("[role=option]").first.wait_for()
            first = (time.perf_counter() - started) * 1000
            page.wait_for_timeout(2000)
            prefixes = [query[:end] for query in TYPED for end in range(1, len(query) + 1)]
            keys = [page.evaluate(KEY, prefix) for prefix in prefixes]
            page.close()
            weight = sum(packed(body) for url, body in fetched.items() if "identifiers" not in url)
            print("    files:", {url.rsplit("/", 1)[1]: round(packed(body), 1) for url, body in fetched.items()})
            print("    slowest:", sorted(zip((round(painted) for _, painted in keys), prefixes, strict=True))[-3:])
            print(f"    answer without paint: median {statistics.median(a for a, _ in keys):.1f}, worst {max(a for a, _ in keys):.1f} ms")
            return weight, first, [painted for _, painted in keys]


def lunr(page: Page, folder: Path, docs: list[tuple[str, str, str]]) -> tuple[float, float, list[float]]:
    library = folder / "node_modules/lunr/lunr.js"
    page.goto("about:blank")
    page.add_script_tag(path=str(library))
    first, keys = page.evaluate(LUNR, [[[title, text] for _, title, text in docs], list(TYPED)])
    return packed(json.dumps(docs, ensure_ascii=False).encode()) + packed(library.read_bytes()), first, keys


def pagefind(browser: Browser, folder: Path, docs: list[tuple[str, str, str]]) -> tuple[float, float, list[float]]:
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        (site / "index.html").write_text("<title>Empty</title>", encoding="utf-8")
        for number, (_, title, text) in enumerate(docs):
            (site / f"{number}.html").write_text(
                f"<html lang=en><title>{html.escape(title)}</title><body><h1>{html.escape(title)}</h1>{html.escape(text)}", "utf-8"
            )
        subprocess.run(["node", str(folder / "node_modules/pagefind/lib/runner/bin.cjs"), "--site", name], check=True, capture_output=True)
        weights, times = [], []
        with served(site) as address:
            for query in TYPED:
                page = browser.new_page()
                fetched: dict[str, bytes] = {}
                page.goto(address)
                page.on("response", lambda response, fetched=fetched: fetched.setdefault(response.url, response.body()))
                times.append(page.evaluate(PAGEFIND, [f"{address}pagefind/pagefind.js", query]))
                page.wait_for_load_state("networkidle")
                weights.append(sum(packed(body) for body in fetched.values()))
                page.close()
    return statistics.median(weights), times[0], times


def show(what: str, size: int, measured: tuple[float, float, list[float]]) -> None:
    weight, first, keys = measured
    print(f"| {what} | {size:,} | {weight:.0f} | {first:.0f} | {statistics.median(keys):.0f} | {max(keys):.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--beside", type=Path)
    options = parser.parse_args()
    state = Project(ROOT).check(datetime.date(2030, 1, 1))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        print("| | records | kB for the first query | ms to the first answer | ms a key, median | worst |")
        for size in SIZES:
            catalog = of_size(state.catalog, size)
            show("MiniSearch", size, ours(browser, options.site, catalog, state.chapters))
            if options.beside:
                docs = list(texts(catalog, state.chapters))
                page = browser.new_page()
                show("lunr", size, lunr(page, options.beside, docs))
                page.close()
                show("Pagefind", size, pagefind(browser, options.beside, docs))
        browser.close()


if __name__ == "__main__":
    main()
