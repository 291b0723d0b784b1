"""Workflows of the code host: well-formed, with few rights, pinned, and calling only what runs the same way on a desk."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from llm4s.adapters import cli
from places import ROOT

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
# what runners have besides the project: git, the code host's own program, and small change
PROGRAMS = {"git", "gh", "[", "test", "echo", "printf", "cat", "head", "sed", "grep", "read", "exit"}
KEYWORDS = {"if", "then", "else", "fi", "while", "do", "done", "!"}
INJECTED = re.compile(r"\$\{\{(?!\s*(matrix\.\w+)\s*\}\})")


def read(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    found["on"] = found.pop(True)  # YAML 1.1 reads 'on' as true
    return found


def steps(path: Path) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for name, job in read(path)["jobs"].items():
        yield from ((name, job, step) for step in job["steps"])


def runs(path: Path) -> Iterator[str]:
    yield from (step["run"] for _, _, step in steps(path) if "run" in step)


def schema_faults(path: Path) -> str:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def audit_faults(path: Path) -> str:
    """Ask zizmor, offline: injection, dangerous triggers, rights, pins, credentials, caches."""
    program = shutil.which("zizmor", path=Path(sys.executable).parent)
    assert program, "zizmor is among the dependencies of development"
    command = [program, "--offline", "--no-progress", "--persona", "pedantic", "--min-severity", "low", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def rights_faults(path: Path) -> list[str]:
    """Name jobs without rights of their own, rights to write at the top, and triggers that give rights to strangers' code."""
    found = read(path)
    faults = [] if found.get("permissions") in ({}, {"contents": "read"}) else ["the workflow's own permissions are more than contents: read"]
    triggers = found["on"] if isinstance(found["on"], dict) else dict.fromkeys([found["on"]] if isinstance(found["on"], str) else found["on"])
    if "pull_request_target" in triggers:
        faults.append("pull_request_target")
    for name, job in found["jobs"].items():
        rights = job.get("permissions")
        if rights is None:
            faults.append(f"{name} states no permissions")
        elif "pull_request" in triggers and "write" in rights.values() and "github.event_name != 'pull_request'" not in str(job.get("if")):
            faults.append(f"{name} may write while a pull request runs")
        if "timeout-minutes" not in job:
            faults.append(f"{name} has no end")
    for name, job, step in steps(path):
        taken = step.get("with", {}).get("ref") or step.get("with", {}).get("repository")
        if taken and "checkout" in step.get("uses", ""):
            faults.append(f"{name} checks out something else than what started it")
        if "secrets." in str(step) + str(job.get("env")) and "pull_request" in triggers and "!= 'pull_request'" not in str(job.get("if")):
            faults.append(f"{name} has a secret within reach of a pull request")
        if "write" in str(rights_of(job)) and "workflow_run" in triggers and ("make" in step.get("run", "") or ".venv" in step.get("run", "")):
            faults.append(f"{name} may write and runs the project's program after a pull request")
    return faults


def rights_of(job: dict[str, Any]) -> list[str]:
    return list((job.get("permissions") or {}).values())


def pin_faults(path: Path) -> list[str]:
    used = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if re.match(r"\s*(- )?uses:", line)]
    return [line for line in used if not re.search(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+( |$)", line)]


def commands(script: str) -> Iterator[list[str]]:
    """Cut a script into its simple commands, those in $(...) too, without redirections."""
    script = re.sub(r"\\\n", " ", script)
    for line in script.splitlines():
        yield from _commands_of(line)


def _commands_of(line: str) -> Iterator[list[str]]:
    for inner in re.findall(r"\$\(((?:[^()']|'[^']*')*)\)", line):
        yield from _commands_of(inner)
    tokens = shlex.shlex(re.sub(r"\$\(((?:[^()']|'[^']*')*)\)", "INNER", line), posix=True, punctuation_chars=";|&<>")
    tokens.whitespace_split = True
    words: list[str] = []
    skip = False
    for token in [*tokens, ";"]:
        if skip:
            skip = False
        elif set(token) <= set("<>"):
            skip = True
        elif set(token) <= set(";|&"):
            while words and (words[0] in KEYWORDS or re.match(r"\w+=", words[0])):
                words.pop(0)
            if words:
                yield words
            words = []
        else:
            words.append(token)


def call_faults(script: str) -> list[str]:
    """Name commands that nobody could run on a desk by the same words: unknown programs, targets, commands and options."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    faults = []
    for words in commands(script):
        if words[0] == "make":
            faults += [f"make {target}" for target in words[1:] if target not in targets]
        elif words[0] == ".venv/bin/llm4s":
            try:
                with contextlib.redirect_stderr(io.StringIO()):
                    cli._parser().parse_args([word.strip() for word in words[1:]])
            except SystemExit:
                faults.append(" ".join(words))
        elif words[0] not in PROGRAMS:
            faults.append(words[0])
    return faults


def test_there_is_a_workflow_for_each_promise() -> None:
    assert {"ci", "links", "pages", "preview", "readers", "release"} <= {path.stem for path in WORKFLOWS}
    versions = read(FOLDER / "ci.yml")["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert versions[0] == re.search(r'requires-python = ">=(.*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))[1]
    assert f"3.11 to {versions[-1]}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_is_well_formed_and_passes_the_audit(path: Path) -> None:
    assert schema_faults(path) == ""
    assert audit_faults(path) == ""


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_few_rights_and_pinned_actions(path: Path) -> None:
    assert rights_faults(path) == []
    assert pin_faults(path) == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_a_workflow_calls_runs_on_a_desk_by_the_same_words(path: Path) -> None:
    for script in runs(path):
        assert not INJECTED.search(script), script
        assert call_faults(script) == [], script
        checked = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, timeout=60, check=False)
        assert checked.returncode == 0, checked.stderr


BAD = """\
name: bad
on: [pull_request, pull_request_target]
permissions:
  contents: write
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
        with:
          ref: ${{ github.event.pull_request.head.sha }}
      - run: make nothing && .venv/bin/llm4s check --colour; curl "$(evil x)" > y
        env:
          TOKEN: ${{ secrets.TOKEN }}
      - run: echo "${{ github.event.pull_request.title }}"
  two:
    runs-on: ubuntu-24.04
    timeout-minutes: 1
    permissions:
      contents: write
    steps:
      - run: "true"
"""


def test_the_checks_themselves_find_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "bad.yml"
    path.write_text(BAD, encoding="utf-8")
    faults = rights_faults(path)
    for part in (
        *("own permissions", "pull_request_target", "one states no permissions", "one has no end", "one checks out something else"),
        *("one has a secret", "two may write while a pull request runs"),
    ):
        assert any(part in fault for fault in faults), part
    assert len(pin_faults(path)) == 1
    scripts = list(runs(path))
    assert sorted(call_faults(scripts[0])) == [".venv/bin/llm4s check --colour", "curl", "evil", "make nothing"]
    assert INJECTED.search(scripts[1])
    for finding in ("dangerous-triggers", "template-injection", "unpinned-uses"):
        assert finding in audit_faults(path)
    path.write_text(BAD.replace("runs-on", "run-on"), encoding="utf-8")
    assert "run-on" in schema_faults(path)
    after = BAD.replace("on: [pull_request, pull_request_target]", "on: {workflow_run: {workflows: [x]}}").replace('"true"', "make setup")
    path.write_text(after, encoding="utf-8")
    assert any("two may write and runs the project's program" in fault for fault in rights_faults(path))
