"""Serves a built site on loopback and lets LinkChecker follow every link inside it."""

from __future__ import annotations

import csv
import functools
import http.server
import io
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PREFIX = "/sub/path"
_OPTIONS = ("--no-status", "--no-warnings", "--threads=4", "--timeout=20", "--output=csv")


class CrawlError(Exception):
    """LinkChecker could not do its work."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below a sub-path, silently."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(PREFIX) if path.startswith(PREFIX) else "/none")

    def end_headers(self) -> None:
        """Allow LinkChecker more than the ten requests a second that it grants to hosts of others."""
        self.send_header("LinkChecker", "allowed")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Keep the terminal for the findings."""


class Server(http.server.ThreadingHTTPServer):
    """A server whose clients may hang up early."""

    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A crawler or browser that has seen enough of a file closes the connection."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback, below a sub-path as on a code host's pages; give its address."""
    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{PREFIX}/"
    finally:
        server.shutdown()
        server.server_close()


def crawl(folder: Path, seconds: float = 900, depth: int = -1) -> list[tuple[str, str, str]]:
    """Follow the links inside a built site; give (page, target, what happened) of each that leads nowhere.

    Args:
        folder: the built site.
        seconds: the time allowed.
        depth: so many links away from the front page are pages read; -1 is all of them.

    Raises:
        CrawlError: LinkChecker failed or took too long.
    """
    with served(folder) as address, tempfile.TemporaryDirectory() as place:
        rules = Path(place) / "rules"
        rules.write_text("[checking]\nmaxrequestspersecond=1000\n", encoding="utf-8")
        Path(place).chmod(0o755)
        command = [sys.executable, "-m", "linkcheck", f"--config={rules}", *_OPTIONS, f"--recursion-level={depth}", f"--ignore-url=!^{address}", address]
        try:
            done = subprocess.run(command, check=False, timeout=seconds, capture_output=True, text=True)  # noqa: S603 (our own arguments)
        except subprocess.TimeoutExpired as error:
            raise CrawlError(f"LinkChecker took more than {seconds:.0f} s") from error
        if done.returncode not in (0, 1):
            raise CrawlError(f"LinkChecker ended with {done.returncode}: {done.stderr[-300:]}")
        rows = csv.DictReader((line for line in io.StringIO(done.stdout) if not line.startswith("#")), delimiter=";")
        return [(_page(row["parentname"], address), row["urlname"], row["result"]) for row in rows if row["valid"] == "False"]


def _page(url: str, address: str) -> str:
    path = url.removeprefix(address).partition("#")[0]
    return f"{path}index.html" if not path or path.endswith("/") else path
