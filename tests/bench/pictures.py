"""Times the pictures: python tests/bench/pictures.py NUMBER - what they add to a build of so many invented records, and how they answer in a browser."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from measure import environment
from playwright.sync_api import Page, sync_playwright
from synthetic import ROOT, write_project

from find_browser import installed
from llm4s.adapters.links.crawl import served
from llm4s.adapters.output import Output
from llm4s.export import record_files
from llm4s.pictures import PICTURES, picture_files, picture_html
from llm4s.project import Project
from places import TODAY

PAGES = ("lineage", "timeline", "charts")
FRAMES = """async ({ selector, count }) => {
  const canvas = document.querySelector(selector);
  const box = canvas.getBoundingClientRect();
  const taken = [];
  for (let turn = 0; turn < count; turn++) {
    const start = performance.now();
    const place = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true };
    canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: turn % 6 < 3 ? -120 : 120, ctrlKey: true, ...place }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b);
}"""
CLICK = """(selector) => {
  const start = performance.now();
  document.querySelector(selector).click();
  document.body.offsetHeight;
  return performance.now() - start;
}"""


def main(number: int) -> None:
    """Build once, then open each page."""
    with tempfile.TemporaryDirectory(prefix="llm4s-bench-") as name:
        project, site = Path(name) / "project", Path(name) / "site"
        write_project(project, number)
        (project / "docs" / "catalog").mkdir()
        for page in PAGES:
            shutil.copy(ROOT / "docs" / "catalog" / f"{page}.md", project / "docs" / "catalog")
        cost(project, Path(name) / "parts")
        # the invented site lacks chapters that the theme links to; it is told after all is written
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
        subprocess.run(command, cwd=project, env=environment(project), check=False, stderr=subprocess.DEVNULL)
        sizes(site)
        with served(site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(base_url=address)
            for which in PAGES:
                look(page, which)
            browser.close()


def cost(project: Path, folder: Path) -> None:
    """Time what a build does for the pictures and for single records."""
    site = Project(project).check(TODAY).site("https://example.org/")
    output = Output(folder, site.address, "", {})
    steps: dict[str, Iterable[tuple[str, str]]] = {"files of pictures": picture_files(site), "files of records, made": record_files(site.catalog)}
    for step, files in steps.items():
        start = time.perf_counter()
        count = sum(1 for _ in files)
        print(f"{step}: {count} in {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    count = output.write_records(site)
    print(f"files of records, made and written: {count} in {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    for name in PICTURES:
        picture_html(site, name, "")
    print(f"tables in pages: {time.perf_counter() - start:.2f} s")


def sizes(site: Path) -> None:
    """Print what each picture weighs, compressed."""
    for path in [*sorted((site / "pictures").glob("*.json")), site / "explore" / "all.json", *(site / "catalog" / page / "index.html" for page in PAGES)]:
        print(f"{path.relative_to(site)}: {len(gzip.compress(path.read_bytes())) / 1000:.1f} kB")


def look(page: Page, which: str) -> None:
    """Open a page and move in its picture."""
    start = time.perf_counter()
    page.goto(f"catalog/{which}/")
    page.wait_for_selector(".picture.drawn", timeout=60_000)
    print(f"{which}: drawn after {time.perf_counter() - start:.2f} s")
    if which == "charts":
        return
    page.wait_for_timeout(1000)
    taken = page.evaluate(FRAMES, {"selector": ".picture canvas", "count": 40})
    print(f"{which}: a frame while zooming, in ms: median {taken[20]:.0f}, worst {taken[-1]:.0f}")
    clicks = [page.evaluate(CLICK, ".picture .legend input" if which == "lineage" else ".facets input") for _ in range(4)]
    print(f"{which}: a filter, in ms:", *(f"{click:.0f}" for click in clicks))


if __name__ == "__main__":
    main(int(sys.argv[1]))
