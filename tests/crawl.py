"""Serves a built site on loopback and lets LinkChecker follow every link inside it."""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PREFIX = "/sub/path"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below a sub-path, silently."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(PREFIX) if path.startswith(PREFIX) else "/none")

    def end_headers(self) -> None:
        """Allow LinkChecker more than ten requests a second: it asks the server for this header first."""
        self.send_header("LinkChecker", "welcome")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Keep the terminal for the findings."""


class Server(http.server.ThreadingHTTPServer):
    """A server whose clients may hang up early."""

    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A crawler that has seen enough of a file closes the connection."""


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


def crawl(folder: Path) -> int:
    """Follow all links inside a built site; 0 if every one leads somewhere."""
    with served(folder) as address, tempfile.TemporaryDirectory() as scratch:
        settings = Path(scratch) / "linkcheckerrc"
        settings.write_text("[checking]\nmaxrequestspersecond=5000\n", encoding="utf-8")
        options = [f"--config={settings}", "--no-robots", "--no-status", "--no-warnings", "--threads=4", "--timeout=20", f"--ignore-url=!^{address}"]
        return subprocess.run([sys.executable, "-m", "linkcheck", *options, address], check=False, timeout=900).returncode


if __name__ == "__main__":
    sys.exit(crawl(Path(sys.argv[1])))
