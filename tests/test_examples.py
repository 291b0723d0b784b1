"""Code in chapters: blocks are found, run apart from everything else, and show what they print; commands work as typed."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
import typing
import zipfile
from pathlib import Path

import pytest
import yaml

from executed import execute, faults, of_the_guide
from llm4s.examples import blocks, examples
from llm4s.markup import read_chapter
from places import ROOT

GUIDE = of_the_guide()
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
HERE = {re.match(r"[a-z0-9-]+", requirement)[0] for requirement in EXTRAS["dev"]}
SESSIONS = {re.match(r"[a-z0-9-]+", requirement)[0] for requirement in EXTRAS["sessions"]} | {"torch", "transformers"}
GETTING_STARTED = ROOT / "docs/guide/start/getting-started.md"


def read(text: str) -> list[tuple[str, str | None]]:
    return [(example.code, example.output) for example in examples(read_chapter("docs/guide/x.md", text)[0])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```python\nx = 1\n```\n", [("x = 1\n", None)]),
        ('~~~python title="x"\nx = 1\n~~~\n\n~~~text\n1\n~~~\n', [("x = 1\n", "1\n")]),
        ("```python\nx\n```\n```text\n1\n\n2\n```\n", [("x\n", "1\n\n2\n")]),
        ("    ```python\n    if x:\n        y\n    ```\n\n    ```text\n      1\n    2\n    ```\n", [("if x:\n    y\n", "  1\n2\n")]),
        ("```python\nx\n```\n\nIt prints:\n\n```text\n1\n```\n", [("x\n", None)]),
        ("```python\nx\n```\n\n```bash\n1\n```\n", [("x\n", None)]),
        ("```python\na\n```\n\n```python\nb\n```\n\n```text\n1\n```\n", [("a\n", None), ("b\n", "1\n")]),
        ("````python\n```\n````\n", [("```\n", None)]),
        ("```python\nx = 1\n", []),
        ("`python`\n\n```\nx\n```\n", []),
    ],
)
def test_blocks_are_found_with_the_output_below_them(text: str, found: list[tuple[str, str | None]]) -> None:
    assert read(text) == found


def test_the_first_line_says_what_a_block_needs_or_why_it_is_not_run() -> None:
    texts = ["# needs: numpy, torch\nx\n", "# not run here: it asks an endpoint\nx\n", "# a comment\n# needs: torch\nx\n"]
    found = [examples(read_chapter("x.md", f"```python\n{text}```\n")[0])[0] for text in texts]
    assert [example.needs for example in found] == [("numpy", "torch"), (), ()]
    assert [example.excuse for example in found] == ["", "it asks an endpoint", ""]
    assert [example.runs for example in found] == [True, False, True]


def test_a_block_has_no_network_no_programs_and_no_patience_with_warnings(tmp_path: Path) -> None:
    def run(code: str) -> str:
        return execute(code, "here", tmp_path).stderr

    assert "ask no network" in run("import socket\nsocket.create_connection(('127.0.0.1', 9))")
    assert "ask no network" in run("import urllib.request\nurllib.request.urlopen('http://localhost:9/')")
    assert "start no programs" in run("import subprocess, sys\nsubprocess.run([sys.executable])")
    assert "DeprecationWarning" in run("import warnings\nwarnings.warn('old', DeprecationWarning)")
    assert 'File "here", line 2' in run("x = 1\nraise ValueError")
    assert run("print('é')") == ""


@pytest.mark.parametrize(
    ("code", "output", "told"), [("print(1)", "1\n", ""), ("print(1)", "2\n", "prints"), ("1 / 0", None, "fails"), ("print(1)", None, "prints")]
)
def test_an_output_that_is_not_the_real_one_is_told(tmp_path: Path, code: str, output: str | None, told: str) -> None:
    below = "" if output is None else f"\n```text\n{output}```\n"
    example = examples(read_chapter("x.md", f"```python\n{code}\n```\n{below}")[0])[0]
    assert (told in faults(example, "x.md:1", tmp_path)) if told else faults(example, "x.md:1", tmp_path) == ""


@pytest.mark.parametrize("where", [where for where, example in GUIDE if example.runs and set(example.needs) <= HERE])
def test_python_in_chapters_prints_what_is_shown(where: str, tmp_path: Path) -> None:
    assert faults(dict(GUIDE)[where], where, tmp_path) == ""


def test_every_other_block_is_executed_with_the_sessions_or_says_why_not() -> None:
    for where, example in GUIDE:
        assert set(example.needs) <= HERE | SESSIONS, where
        assert example.runs or example.excuse, where
    excused = [where for where, example in GUIDE if not example.runs]
    assert len(excused) <= len(GUIDE) / 10, excused


def fenced() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted((ROOT / "docs/guide").rglob("*.md")):
        chapter, _ = read_chapter(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        found += [(str(chapter.where(block.start)), block.language, block.code) for block in blocks(chapter)]
    return found


def test_every_block_in_chapters_names_a_language_and_is_valid_in_it(tmp_path: Path) -> None:
    for where, language, code in fenced():
        assert language in {"python", "text", "bash", "json", "yaml", "mermaid"}, where
        if language == "json":
            json.loads(code)
        elif language == "yaml":
            assert all(isinstance(part, dict) for part in yaml.safe_load_all(code)), where
        elif language == "bash" and shutil.which("bash"):
            run = subprocess.run(["bash", "-n"], input=code, cwd=tmp_path, capture_output=True, text=True, check=False)
            assert run.returncode == 0, f"{where}\n{run.stderr}"


def wheel(folder: Path, name: str) -> None:
    """Make an empty package, as pip would fetch it."""
    info = f"{name}-1.2.3.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.2.3-py3-none-any.whl", "w") as file:
        file.writestr(f"{name}.py", "")
        file.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2.3\n")
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr(f"{info}/RECORD", "")


@pytest.mark.skipif(os.name == "nt", reason="the block is for a POSIX shell; the page says what differs on Windows")
def test_the_commands_of_getting_started_work_as_typed(tmp_path: Path) -> None:
    chapter, _ = read_chapter("docs/guide/start/getting-started.md", GETTING_STARTED.read_text(encoding="utf-8"))
    code = next(block.code for block in blocks(chapter) if block.language == "bash")
    packages = re.search(r"pip install ([a-z ]+)$", code, re.MULTILINE)[1].split()
    for name in packages:  # the page means the real ones; what counts is that the commands work in their order
        wheel(tmp_path, name)
    who = {f"GIT_{role}_{what}": "x@localhost" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment = {"PATH": f"{Path(sys.executable).resolve().parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path), **who, **pip}
    run = subprocess.run(["sh", "-e"], input=code, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    folder = next(path for path in tmp_path.iterdir() if (path / ".git").is_dir())
    assert (folder / "requirements.txt").read_text(encoding="utf-8").split() == [f"{name}==1.2.3" for name in sorted(packages)]
    tracked = subprocess.run(["git", "ls-files"], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    assert tracked.stdout.split() == [".gitignore", "requirements.txt"]


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
    code = next(example.code for where, example in GUIDE if "getting-started" in where)
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
