"""What fixers would change, suggested on the lines of a change under review."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from llm4s.adapters.cli import main
from llm4s.problem import Location, Problem
from llm4s.suggestions import MARK, MAX_COUNT, MAX_LENGTH, MAX_LINES, Suggestion, review, suggestions
from places import ROOT
from repository import commit, git

ALL = [range(1, 1000)]
OLD = b"a\nb\nc\nd\n"


def applied(old: bytes, found: list[Suggestion]) -> bytes:
    """Take every suggestion, as the code host does."""
    lines = old.decode().split("\n")
    for one in sorted(found, key=lambda one: -one.first):
        lines[one.first - 1 : one.last] = one.lines
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("new", "spans"),
    [
        (b"a\nB\nc\nd\n", [(2, 2)]),
        (b"a\nB\nC\nd\n", [(2, 3)]),
        (b"a\nd\n", [(2, 3)]),
        (b"a\nb\nc\nd\ne\n", [(4, 4)]),
        (b"0\na\nb\nc\nd\n", [(1, 1)]),
        (b"A\nb\nx\nc\nd\n", [(1, 1), (2, 2)]),
        (b"", [(1, 4)]),
        (OLD, []),
    ],
)
def test_taking_all_suggestions_gives_what_the_fixers_would_write(new: bytes, spans: list[tuple[int, int]]) -> None:
    found = suggestions("data/x.yaml", OLD, new, ALL)
    assert [(one.first, one.last) for one in found] == spans
    assert applied(OLD, found) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"", b"a\n"),
        (b"a", b"a\n"),
        (b"a\r\nb\r\n", b"a\nb\n"),
        (b"\xef\xbb\xbfa\n", b"a\n"),
        (b"\xff\n", b"a\n"),
        (b"a\n", b"\xff\n"),
        (b"a\n" * (MAX_LINES + 1), b"b\n"),
        (b"a\n", b"b" * (MAX_LENGTH + 1) + b"\n"),
    ],
)
def test_what_lines_cannot_say_is_not_suggested(old: bytes, new: bytes) -> None:
    assert suggestions("data/x.yaml", old, new, ALL) == []


def test_only_lines_that_the_host_shows_are_commented() -> None:
    new = b"A\nb\nC\nD\n"
    assert [one.first for one in suggestions("x", OLD, new, [range(1, 3)])] == [1]
    assert [one.first for one in suggestions("x", OLD, new, [range(1, 4)])] == [1], "half a suggestion is none"
    assert [one.first for one in suggestions("x", OLD, new, [range(1, 2), range(3, 5)])] == [1, 3]
    assert suggestions("x", OLD, new, []) == []


def test_a_review_names_codes_and_no_text_ends_its_fence() -> None:
    found = [Suggestion("data/x.yaml", 2, 3, ("````", "@all </details>")), Suggestion("data/x.yaml", 9, 9, ())]
    told = [
        Problem(Location("data/x.yaml", 3), "sorted-list", "m", "run 'llm4s fix'"),
        Problem(Location("data/x.yaml", 3), "sorted-list", "m", "or run 'llm4s fix'"),
        Problem(Location("data/x.yaml", 3), "unknown-reference", "m", "write another"),
        Problem(Location("data/y.yaml", 3), "other", "m", "run 'llm4s fix'"),
    ]
    body = review(found, told, "c" * 40, "https://ferns.example/codes/")
    assert body == {
        "commit_id": "c" * 40,
        "event": "COMMENT",
        "body": "`llm4s fix` would mend 2 places on the lines of this change. Take the suggestions, or run it: it also mends what cannot be shown here.",
        "comments": [
            {
                "path": "data/x.yaml",
                "side": "RIGHT",
                "line": 3,
                "body": f"{MARK}\n[`sorted-list`](https://ferns.example/codes/#sorted-list).\n\n`````suggestion\n````\n@all </details>\n`````\n",
                "start_line": 2,
                "start_side": "RIGHT",
            },
            {"path": "data/x.yaml", "side": "RIGHT", "line": 9, "body": f"{MARK}\nNot as the project writes it.\n\n```suggestion\n```\n"},
        ],
    }
    assert "\n`sorted-list`.\n" in str(review(found, told, "", "docs/page.md")["comments"][0]["body"])
    assert review([], told, "", "") is None


def test_a_review_is_bounded_and_says_so() -> None:
    one = Suggestion("data/x.yaml", 1, 1, ("a",))
    assert "one place" in review([one], [], "", "")["body"]
    body = review([one] * (MAX_COUNT + 1), [], "", "")
    assert len(body["comments"]) == MAX_COUNT
    assert body["body"].startswith(f"`llm4s fix` would mend {MAX_COUNT + 1} places on the lines of this change.")
    assert body["body"].endswith(f" The first {MAX_COUNT} are shown.")


@pytest.fixture
def repository(fern: Path) -> Path:
    commit(fern, "Begin")
    return fern


def suggested(root: Path, capsys: pytest.CaptureFixture[str], base: str, head: str) -> str:
    assert main(["--root", str(root), "suggest", base, head]) == 0
    return capsys.readouterr().out


def spoilt(path: Path) -> bytes:
    """Let an address say who sent the reader; give what stood there."""
    text = path.read_bytes()
    path.write_bytes(re.sub(rb"(https://example\.org/\S+)", rb"\1?utm_source=x", text, count=1))
    assert path.read_bytes() != text
    return text


def test_suggestions_of_a_revision_mend_what_it_spoilt(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = repository / "data/models/fernbert.yaml"
    assert suggested(repository, capsys, "HEAD", "HEAD") == ""
    good = spoilt(path)
    head = commit(repository, "Spoil")
    path.write_bytes(b"the working tree is not looked at\n")
    before = git(repository, "status", "--porcelain")
    body = json.loads(suggested(repository, capsys, "HEAD~1", "HEAD"))
    assert git(repository, "status", "--porcelain") == before
    assert (body["commit_id"], [comment["path"] for comment in body["comments"]]) == (head, ["data/models/fernbert.yaml"])
    (comment,) = body["comments"]
    line = good.decode().splitlines()[comment["line"] - 1]
    assert f"```suggestion\n{line}\n```\n" in comment["body"]
    assert comment["body"].startswith(f"{MARK}\n[`tracking-parameter`](")
    path.write_bytes(good)
    commit(repository, "Mend")
    assert suggested(repository, capsys, "HEAD~1", "HEAD") == ""


def test_what_a_change_does_not_touch_is_not_suggested(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoilt(repository / "data/models/fernbert.yaml")
    commit(repository, "Spoil")
    path = repository / "data/terms/root.yaml"
    path.write_bytes(path.read_bytes().replace(b"name: ", b"name: A ", 1))
    commit(repository, "Touch another")
    assert suggested(repository, capsys, "HEAD~1", "HEAD") == ""
    assert json.loads(suggested(repository, capsys, "HEAD~2", "HEAD"))["comments"]


def test_a_new_file_is_suggested_upon_as_a_whole(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = repository / "data/models/fernbert.yaml"
    spoilt(path)
    path.rename(path.with_name("oakbert.yaml"))
    commit(repository, "Rename")
    assert [comment["path"] for comment in json.loads(suggested(repository, capsys, "HEAD~1", "HEAD"))["comments"]] == ["data/models/oakbert.yaml"]


def test_a_revision_that_git_does_not_know_is_a_wrong_call(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(repository), "suggest", "HEAD", "none"]) == 2
    assert capsys.readouterr().err == "llm4s: git knows no commit 'none'\n"


@pytest.mark.parametrize("some", [True, False])
def test_the_workflow_takes_back_old_suggestions_and_writes_the_new(tmp_path: Path, some: bool) -> None:
    """The step runs as it stands; a stand-in for the code host notes how it was called and lists two old comments."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/readers.yml").read_text(encoding="utf-8"))
    step = workflow["jobs"]["comment"]["steps"][-1]
    host = tmp_path / "bin/gh"
    host.parent.mkdir()
    host.write_text('#!/bin/sh\nprintf "%s|" "$@" >> "$CALLS"\necho >> "$CALLS"\ncase "$*" in *--paginate*) printf "3\\n5\\n";; esac\n', encoding="utf-8")
    host.chmod(0o755)
    (tmp_path / "suggestions.json").write_text("{}" if some else "", encoding="utf-8")
    environment = {"PATH": f"{host.parent}:{os.environ['PATH']}", "CALLS": str(tmp_path / "calls"), "GITHUB_REPOSITORY": "ferns/guide", "NUMBER": "12"}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True, timeout=60)
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[0].startswith("api|--paginate|repos/ferns/guide/pulls/12/comments|--jq|")
    assert MARK in calls[0]
    assert calls[1:3] == [f"api|--silent|--method|DELETE|repos/ferns/guide/pulls/comments/{number}|" for number in (3, 5)]
    assert calls[3:] == (["api|--silent|--method|POST|repos/ferns/guide/pulls/12/reviews|--input|suggestions.json|"] if some else [])
