"""Times the explorer in a real browser at 10,000 synthetic rows: python tests/bench/explore.py SITE."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import sync_playwright

from find_browser import installed
from llm4s.adapters.links.crawl import served

CLICKS = """() => [...document.querySelectorAll(".facets input[type=checkbox]")].slice(0, 8).map((box) => {
  const start = performance.now();
  box.click();
  document.body.offsetHeight;
  return performance.now() - start;
})"""
KEYS = """() => ["b", "be", "ber", "bert", ""].map((text) => {
  const input = document.querySelector("input[type=search]");
  const start = performance.now();
  input.value = text;
  input.dispatchEvent(new Event("input"));
  document.body.offsetHeight;
  return performance.now() - start;
})"""


def grown(site: Path, count: int) -> str:
    """Repeat the rows of the listing of models."""
    table = json.loads((site / "explore/models.json").read_text(encoding="utf-8"))
    real = len(table["ids"])
    for key in ("ids", "names", "aliases", "shorts"):
        table[key] = [f"{table[key][row % real]}{'-' if key == 'ids' else ' '}{row}" for row in range(count)]
    for part in (*table["facets"], *table["numbers"], *table["columns"]):
        for key in {"values", "least", "most", "cells"} & part.keys():
            part[key] = [part[key][row % real] for row in range(count)]
    return json.dumps(table, ensure_ascii=False)


def main(site: Path) -> None:
    body = grown(site, 10_000)
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(base_url=address)
        page.route("**/explore/models.json", lambda route: route.fulfill(body=body, content_type="application/json"))
        page.goto("models/")
        page.wait_for_selector(".explorer.ready")
        for name, program in (("a facet, in ms:", CLICKS), ("a keystroke, in ms:", KEYS)):
            print(name, *(f"{taken:.0f}" for taken in page.evaluate(program)))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
