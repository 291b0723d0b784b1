"""A server on loopback that speaks the chat protocol and misbehaves on purpose, one behaviour for each request."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LONGEST = 20  # requests; more than any test needs


def answer(content: str | None, *, finish: str = "stop", refusal: str | None = None, usage: tuple[int, int] | None = (10, 5)) -> dict[str, Any]:
    found: dict[str, Any] = {"id": "x", "model": "served-model", "system_fingerprint": "fp", "created": 1}
    found["choices"] = [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, "refusal": refusal}}]
    if usage:
        found["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return found


class Unruly(ThreadingHTTPServer):
    """Plays its script: status with body, or the name of a fault. The last line is played again and again."""

    daemon_threads = True

    def __init__(self, *script: Any) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script, self.seen, self.headers_seen, self.lock, self.closing = list(script), [], [], threading.Lock(), threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Unruly

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            number = len(self.server.seen)
            assert number < LONGEST
            self.server.seen.append(body)
            self.server.headers_seen.append(dict(self.headers))
        play = self.server.script[min(number, len(self.server.script) - 1)]
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.play(play)

    def play(self, play: Any) -> None:
        if play == "hang":
            self.server.closing.wait(5)
            return
        if play == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"choices": [')
            self.wfile.flush()
            self.connection.shutdown(2)
            return
        if play == "drip":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            for _ in range(100):
                if self.server.closing.is_set():
                    return
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)
            return
        status, headers, body = play if isinstance(play, tuple) else (200, {}, play)
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def serving(*script: Any) -> Iterator[Unruly]:
    server = Unruly(*script)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join(10)
        server.server_close()
