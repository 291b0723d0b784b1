"""Sessions run to their end with a model, too, and count what it gets wrong. The model is a program on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from llm4s_sessions.measure.extraction import by_rules
from llm4s_sessions.measure.keywords import by_keywords
from places import ROOT

pytestmark = pytest.mark.sessions


class Model(BaseHTTPRequestHandler):
    calls = 0

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Model.calls += 1
        text, form = asked["messages"][-1]["content"], asked.get("response_format", {}).get("json_schema", {}).get("name", "")
        if Model.calls % 10 == 0:
            content = "I cannot say."
        elif form == "Coded":
            content = json.dumps({"label": by_keywords(text.split("Text: ")[-1])})
        elif form == "Facts":
            content = by_rules(text).model_dump_json()
        elif form == "Verdict":
            content = '{"better": "A"}'
        elif form == "Answer":
            content = json.dumps({"answered": True, "sentences": [{"text": text.splitlines()[2].split("] ")[1], "sources": [cited(text)]}]})
        else:
            content = "It is so."
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
        data = json.dumps({"id": "1", "model": "program", "choices": [choice], "usage": {"prompt_tokens": 50, "completion_tokens": 10}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


def cited(asked: str) -> str:
    """Cite the first paper that was handed in; for questions about models, a paper that nobody wrote."""
    question, first = asked.splitlines()[0], asked.splitlines()[2]
    return "nobody-1900-nothing" if "model" in question else first[1 : first.index("]")]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("labelling-extraction-judging", ["model: program", "108 of 120 calls usable (12 refusal)", "prefers the first place in 100%"]),
        ("retrieval", ["model: program", "36 of 40 calls usable (4 refusal)", "36 sentences, 11 with a source that was not given"]),
        ("getting-started", ["program at http://127.0.0.1", "calls usable", "5 of 5 from the cache"]),
    ],
)
def test_a_session_runs_with_a_model(name: str, told: list[str], tmp_path: Path) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    Model.calls = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        environment = {
            **os.environ,
            "LLM4S_BASE_URL": f"http://127.0.0.1:{server.server_port}/v1",
            "LLM4S_MODEL": "program",
            "LLM4S_API_KEY": "sk-secret-9",
            "NO_PROXY": "*",
            "OMP_NUM_THREADS": "1",
            "MPLBACKEND": "Agg",
        }
        run = subprocess.run(
            [sys.executable, str(ROOT / f"docs/sessions/{name}.py")], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=350, check=False
        )
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
    assert run.returncode == 0, run.stderr[-3000:]
    for words in told:
        assert words in run.stdout, run.stdout[-6000:]
    assert "sk-secret-9" not in run.stdout + run.stderr
    assert all(b"sk-secret-9" not in path.read_bytes() for path in (tmp_path / ".cache").rglob("*") if path.is_file())
