"""Does the ten tasks on a built site and prints presses, keys and seconds: python tests/bench/tasks.py SITE [FOLDER_FOR_PICTURES]."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from playwright.sync_api import Error, expect, sync_playwright
from tasks import TASKS, Hand

from find_browser import installed
from llm4s.adapters.links.crawl import served


def main(site: Path, pictures: Path | None) -> None:
    expect.set_options(timeout=20_000)
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox", "--disable-gpu"])
        print(f"{'task':30}{'presses':>9}{'keys':>6}{'seconds':>9}")
        for task, _ in TASKS:
            context = browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"])
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.goto("")
            page.wait_for_load_state("networkidle")
            hand, start, ended = Hand(page), time.monotonic(), ""
            try:
                task(hand)
            except (AssertionError, Error, StopIteration) as fault:
                ended = f"  failed: {fault!r:.80}"
            print(f"{task.__name__:30}{hand.clicks:>9}{hand.keys:>6}{time.monotonic() - start:>9.1f}{ended}", flush=True)
            if pictures:
                page.screenshot(path=pictures / f"{task.__name__}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
