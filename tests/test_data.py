"""The real records and chapters."""

from __future__ import annotations

import datetime
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import typing
from pathlib import Path

import jsonschema
import pytest

from llm4s.disk import read_tree
from llm4s.export import as_json, schema_text
from llm4s.project import Project, State
from llm4s.record import Entry
from places import ROOT


@pytest.fixture(scope="module")
def real() -> State:
    return Project(ROOT).check(datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1))


def test_there_are_no_problems(real: State) -> None:
    assert [str(problem) for problem in real.problems] == []


def test_committed_schemas_are_current(real: State) -> None:
    for kind in real.catalog.kinds:
        path = ROOT / "data" / "schema" / f"{kind.name}.json"
        assert path.read_text(encoding="utf-8") == schema_text(kind, real.catalog), f"run 'llm4s schema': {path.name}"


def test_editors_find_a_schema_for_every_kind(real: State) -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {f"./data/schema/{kind.name}.json": f"data/{kind.plural}/*.yaml" for kind in real.catalog.kinds}


def test_records_fit_the_schemas_that_editors_use(real: State) -> None:
    for kind in real.catalog.kinds:
        validator = jsonschema.Draft202012Validator(json.loads((ROOT / "data" / "schema" / f"{kind.name}.json").read_text(encoding="utf-8")))
        for row in json.loads(as_json(list(real.catalog.of(kind.plural).values()))):
            del row["id"]
            assert [error.message for error in validator.iter_errors(row)] == []


def test_the_marks_of_unverified_facts_are_few(real: State) -> None:
    marked = [entry.path for entry in real.catalog if entry.record.unverified]
    assert len(marked) <= len(real.catalog) * 0.05, marked


def test_files_are_plain_text_with_unix_line_ends() -> None:
    for path, data in (read_tree(ROOT, "data") | read_tree(ROOT, "docs")).items():
        if path.endswith((".yaml", ".md", ".json", ".css", ".js", ".svg")):
            assert b"\r" not in data, path
            assert data.endswith(b"\n"), path
            assert b"\t" not in data or path.endswith((".js", ".md")), path


def blocks(*, runnable: bool = True) -> list[tuple[str, str]]:
    """Python blocks of all chapters that run anywhere, or those that say what they need."""
    found = []
    for path, data in read_tree(ROOT, "docs").items():
        if path.endswith(".md") and not (ROOT / path).with_suffix(".py").exists():  # pages of sessions are executed as a whole
            text = data.decode("utf-8")
            for number, match in enumerate(re.finditer(r"^( *)```python[^\n]*\n(.*?)^\1```", text, re.MULTILINE | re.DOTALL)):
                code = re.sub(f"^{match[1]}", "", match[2], flags=re.MULTILINE)
                if code.lstrip().startswith("# needs:") is not runnable:
                    found.append((f"{path}#{number}", code))
    return found


@pytest.mark.parametrize(("where", "code"), blocks(), ids=lambda value: value if "#" in value and "\n" not in value else "")
def test_python_in_chapters_runs(where: str, code: str) -> None:
    run = subprocess.run([sys.executable, "-I", "-W", "error", "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, f"{where}\n{run.stderr}"


def entries_of(real: State, plural: str) -> list[Entry]:
    return list(real.catalog.of(plural).values())


def test_every_paper_can_be_found_by_its_readers(real: State) -> None:
    for entry in entries_of(real, "papers"):
        known = any(value for _, value in entry.record.identifiers) or entry.record.links
        assert known, f"{entry.path} has neither identifier nor link"


@pytest.mark.parametrize(("where", "code"), blocks(runnable=False), ids=lambda value: value if "#" in value and "\n" not in value else "")
def test_python_that_needs_more_is_valid_and_says_what_it_needs(where: str, code: str) -> None:
    compile(code, where, "exec")
    assert re.match(r"# needs: \S", code.lstrip()), where


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers as an OpenAI-compatible endpoint does, after one refusal."""

    refusals: typing.ClassVar[list[int]] = []

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.refusals.append(1)
        good = len(self.refusals) > 1
        answer = {"model": asked["model"], "choices": [{"finish_reason": "stop", "message": {"content": "Blue."}}], "usage": {"total_tokens": 9}}
        body = json.dumps(answer).encode() if good else b"busy"
        self.send_response(200 if good else 503)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


def test_the_first_call_of_getting_started_works_as_typed(tmp_path: Path) -> None:
    code = next(code for where, code in blocks(runnable=False) if "getting-started" in where)
    (tmp_path / "ask.py").write_text(code, encoding="utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environment = {**os.environ, "LLM_BASE_URL": f"http://127.0.0.1:{server.server_address[1]}/v1", "LLM_MODEL": "toy", "no_proxy": "*"}
        command = [sys.executable, "ask.py", "What colour is the sky?"]
        run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False)
        server.shutdown()
    assert run.returncode == 0, run.stderr
    assert "Blue." in run.stdout
    logs = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "ask.py"]
    assert any('"model_reported"' in path.read_text(encoding="utf-8") for path in logs)
