"""Serves a built site compressed, as code hosts do, and lets Lighthouse judge pages: python pages.py SITE LIGHTHOUSE_FOLDER [PAGE ...]."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from find_browser import installed
from llm4s.adapters.links.crawl import Handler

PAGES = ("", "guide/foundations/core-concepts/", "models/esm-2/", "models/", "compare/?kind=models&ids=esm-2,bert,scibert")
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


def main(site: Path, lighthouse: Path, pages: list[str]) -> None:
    """Print the four scores, the bytes and the layout shift of each page, mobile preset."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"{'page':50}" + "".join(f"{name:>16}" for name in (*CATEGORIES, "kB", "layout shift")))
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            report = Path(folder) / "report.json"
            command = [str(lighthouse / "node_modules/.bin/lighthouse"), f"http://127.0.0.1:{server.server_address[1]}/sub/path/{page}"]
            options = [f"--chrome-flags={FLAGS}", "--quiet", "--output=json", f"--output-path={report}"]
            subprocess.run([*command, *options], check=True, env={**os.environ, "CHROME_PATH": installed() or ""})
            found = json.loads(report.read_text(encoding="utf-8"))
            scores = [f"{100 * (found['categories'][name]['score'] or 0):>16.0f}" for name in CATEGORIES]
            weight = found["audits"]["total-byte-weight"]["numericValue"] / 1000
            print(f"{page or '(home)':50}{''.join(scores)}{weight:>16.0f}{found['audits']['cumulative-layout-shift']['numericValue']:>16.3f}", flush=True)
            if os.environ.get("KEEP"):
                Path(os.environ["KEEP"]).joinpath((page or "home").replace("/", "_")[:20] + ".json").write_text(json.dumps(found))
            for audit in found["audits"].values():
                if audit.get("score") is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] in ("binary", "metricSavings", "numeric"):
                    print(f"    {audit['id']}: {audit.get('displayValue', audit['title'])}")
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] or list(PAGES))
