"""Serves a built site compressed, as code hosts do, and lets Lighthouse judge pages, five times each: python pages.py SITE LIGHTHOUSE_FOLDER [PAGE ...]."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from find_browser import installed
from llm4s.adapters.links.crawl import Handler

PAGES = ("", "guide/foundations/core-concepts/", "models/esm-2/", "models/", "compare/?kind=models&id=esm-2&id=bert&id=scibert")
RUNS = 5
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"


class Compressed(Handler):
    """Compresses what is text, once for each file, and lets browsers keep what they have."""

    protocol_version = "HTTP/1.1"
    packed: dict[str, bytes] = {}

    def do_GET(self) -> None:  # noqa: N802 (the library decides the name)
        place = Path(self.translate_path(self.path.partition("?")[0]))
        place = place / "index.html" if place.is_dir() else place
        path, kind = str(place), self.guess_type(place)
        if not place.is_file() or not kind.startswith(("text/", "application/json", "application/javascript", "image/svg")):
            super().do_GET()
            return
        if path not in self.packed:
            self.packed[path] = gzip.compress(place.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(self.packed[path])))
        self.end_headers()
        self.wfile.write(self.packed[path])


def report(lighthouse: Path, address: str) -> dict[str, Any]:
    """Let Lighthouse judge a page once, mobile preset."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "report.json"
        command = [str(lighthouse / "node_modules/.bin/lighthouse"), address, f"--chrome-flags={FLAGS}", "--quiet", "--output=json", f"--output-path={place}"]
        subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": installed() or ""})
        found: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
        return found


def main(site: Path, lighthouse: Path, pages: list[str]) -> None:
    """Print of each page the median of its scores, its kilobytes, its layout shift and its times, and what the last run found wanting."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    numbers = {"kB": ("total-byte-weight", 1000, 0), "shift": ("cumulative-layout-shift", 1, 3), "LCP s": ("largest-contentful-paint", 1000, 1)}
    numbers |= {"blocked ms": ("total-blocking-time", 1, 0)}
    print(f"{'page':50}" + "".join(f"{name:>15}" for name in (*CATEGORIES, *numbers)))
    for page in pages:
        found = [report(lighthouse, f"http://127.0.0.1:{server.server_address[1]}/sub/path/{page}") for _ in range(RUNS)]
        scores = [statistics.median(100 * (one["categories"][name]["score"] or 0) for one in found) for name in CATEGORIES]
        values = [(statistics.median(one["audits"][audit]["numericValue"] for one in found) / unit, digits) for audit, unit, digits in numbers.values()]
        print(
            f"{page or '(home)':50}{''.join(f'{score:>15.0f}' for score in scores)}{''.join(f'{value:>15.{digits}f}' for value, digits in values)}", flush=True
        )
        for audit in found[-1]["audits"].values():
            if audit.get("score") is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] in ("binary", "metricSavings", "numeric"):
                print(f"    {audit['id']}: {audit.get('displayValue', audit['title'])}")
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] or list(PAGES))
