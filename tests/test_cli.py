from __future__ import annotations

import json
from pathlib import Path

import pytest

from llm4s.adapters.cli import main


def test_check_succeeds_on_a_good_project(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(fern), "check"]) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings\n38 records and 3 pages checked\n"


def test_check_fails_on_errors_in_every_format(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (fern / "data/terms/root.yaml").write_text("name: [\n", encoding="utf-8")
    assert main(["--root", str(fern), "check"]) == 1
    assert "data/terms/root.yaml:2:1: error:" in capsys.readouterr().out
    assert main(["--root", str(fern), "check", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["code"] == "yaml-syntax"
    assert main(["--root", str(fern), "check", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=data/terms/root.yaml,line=2,")


def test_github_format_is_silent_on_a_good_project(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(fern), "check", "--format", "github"]) == 0
    assert capsys.readouterr().out == ""


def test_a_folder_without_data_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path), "check"]) == 2
    assert "no data folder" in capsys.readouterr().err


def test_an_unknown_command_is_a_wrong_call() -> None:
    with pytest.raises(SystemExit) as stop:
        main(["grow"])
    assert stop.value.code == 2


def test_new_writes_a_record_once(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(fern), "new", "model", "new-fern", "--name", "New Fern"]) == 0
    text = (fern / "data/models/new-fern.yaml").read_text(encoding="utf-8")
    assert "name: New Fern\n" in text
    assert "open-weights, closed" in text
    assert main(["--root", str(fern), "new", "model", "new-fern"]) == 2
    assert "exists already" in capsys.readouterr().err
    assert (fern / "data/models/new-fern.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("bad", ["../evil", "New", "a b", "", "a/b", "a--b", "ü"])
def test_new_refuses_what_cannot_be_an_id(fern: Path, bad: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(fern.rglob("*"))
    assert main(["--root", str(fern), "new", "model", bad]) == 2
    assert "cannot be an id" in capsys.readouterr().err
    assert sorted(fern.rglob("*")) == before


def test_schema_writes_what_check_then_finds_current(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(fern), "schema", "--check"]) == 1
    assert "run 'llm4s schema'" in capsys.readouterr().err
    assert main(["--root", str(fern), "schema"]) == 0
    assert main(["--root", str(fern), "schema", "--check"]) == 0
    assert capsys.readouterr().out.count("wrote") == 13
    assert main(["--root", str(fern), "schema"]) == 0
    assert capsys.readouterr().out == ""
