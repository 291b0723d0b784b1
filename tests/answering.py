"""A server on loopback that answers as public services do, and with their faults. It answers a bounded number of requests."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MAX_REQUESTS = 50


@dataclass
class Script:
    """What is answered to one request after the other; the last goes on. Keeps what was asked."""

    replies: list[tuple[int, dict[str, str], bytes]]
    cut: bool = False
    wait: float = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        script: Script = self.server.script
        number = len(script.asked)
        if number >= MAX_REQUESTS:
            return
        script.asked.append((self.path, dict(self.headers)))
        status, headers, body = script.replies[min(number, len(script.replies) - 1)]
        time.sleep(script.wait)
        with contextlib.suppress(OSError):  # who asked may have gone
            self.send_response(status)
            usual = {"Content-Type": "application/json", "Content-Length": str(len(body) + 100 * script.cut), "Connection": "close"}
            for name, value in {**usual, **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@contextlib.contextmanager
def answering(*replies: tuple[int, dict[str, str], bytes], cut: bool = False, wait: float = 0) -> Iterator[Script]:
    """Answer as told until the block ends."""
    script = Script(list(replies), cut, wait)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        server.script = script
        script.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield script
        finally:
            server.shutdown()
            thread.join()
