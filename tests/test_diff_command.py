"""The commands diff and release on a git repository of the fabricated project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from llm4s.adapters import revision
from llm4s.adapters.cli import main
from llm4s.adapters.revision import RevisionError, commit_of, state_at
from llm4s.source import MAX_BYTES, SYMBOLIC_LINK
from repository import commit, git
from test_cases import changed


@pytest.fixture
def repository(fern: Path) -> Path:
    commit(fern, "Begin")
    return fern


def edit(root: Path) -> None:
    path = root / "data/models/fernbert.yaml"
    path.write_text(changed(path, {"context_window: 20000": "context_window: 40000"}), encoding="utf-8")


def test_two_revisions_and_the_working_tree_are_compared(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository)
    assert main(["--root", str(repository), "diff", "HEAD"]) == 0
    uncommitted = capsys.readouterr().out
    assert "20,000 tokens → 40,000 tokens" in uncommitted
    commit(repository, "Lengthen")
    assert main(["--root", str(repository), "diff", "HEAD~1", "HEAD"]) == 0
    assert capsys.readouterr().out == uncommitted
    assert main(["--root", str(repository), "diff", "HEAD", "HEAD~1", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["base"], told["head"], told["changed"][0]["fields"][0]["after"]) == ("HEAD", "HEAD~1", "20,000 tokens")
    assert main(["--root", str(repository), "diff", "HEAD~1", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("### What changes for readers\n\n**1 record changed, 1 field changed")


def test_the_working_tree_and_the_index_are_left_alone(repository: Path) -> None:
    edit(repository)
    git(repository, "add", "--all")
    (repository / "data/terms/root.yaml").unlink()
    before = git(repository, "status", "--porcelain"), sorted(path for path in repository.rglob("*") if ".git" not in path.parts)
    assert main(["--root", str(repository), "diff", "HEAD"]) == 0
    assert before == (git(repository, "status", "--porcelain"), sorted(path for path in repository.rglob("*") if ".git" not in path.parts))


def test_a_project_below_the_top_of_a_repository_is_found(tmp_path: Path, fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    below = tmp_path / "top" / "below"
    below.parent.mkdir()
    fern.rename(below)
    commit(below.parent, "Begin")
    edit(below)
    assert main(["--root", str(below), "diff", "HEAD"]) == 0
    assert "1 record changed" in capsys.readouterr().out


@pytest.mark.parametrize("bad", ["--output=x", "-p", "", "none", "HEAD\nHEAD", "HEAD:data", "x" * 400])
def test_what_is_no_revision_is_refused(repository: Path, bad: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RevisionError):
        commit_of(repository, bad)
    if not bad.startswith("-"):
        assert main(["--root", str(repository), "diff", bad]) == 2
        assert capsys.readouterr().err.startswith("llm4s: ")


def test_a_folder_without_git_is_a_wrong_call(fern: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(fern.parent))
    assert main(["--root", str(fern), "diff", "HEAD"]) == 2
    assert "git knows no commit 'HEAD'" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(fern))
    assert main(["--root", str(fern), "diff", "HEAD"]) == 2
    assert "git cannot be run" in capsys.readouterr().err


def test_a_tree_is_read_as_data_whatever_it_says(repository: Path) -> None:
    """Attributes cannot hide a record, links are not followed, a large file is seen as such, other files are not read."""
    (repository / ".gitattributes").write_text("data/terms/root.yaml export-ignore\n*.yaml filter=evil text eol=crlf\n", encoding="utf-8")
    git(repository, "config", "filter.evil.smudge", "false")
    (repository / "data/terms/link.yaml").symlink_to("/etc/hostname")
    (repository / "data/terms/large.yaml").write_bytes(b"#" * (MAX_BYTES + 5))
    (repository / "docs/picture.svg").write_bytes(b"<svg/>")
    (repository / "data/terms/ä \n.yaml").write_bytes(b"name: x\n")
    commit(repository, "Hide")
    with state_at(repository, "HEAD") as folder:
        assert (folder / "data/terms/root.yaml").read_bytes() == (repository / "data/terms/root.yaml").read_bytes()
        assert (folder / "data/terms/link.yaml").read_bytes() == SYMBOLIC_LINK
        assert not (folder / "data/terms/link.yaml").is_symlink()
        assert (folder / "data/terms/large.yaml").stat().st_size == MAX_BYTES + 5
        assert not (folder / "docs/picture.svg").exists()
        assert (folder / "data/terms/ä \n.yaml").read_bytes() == b"name: x\n"
    assert not folder.exists()


def test_a_tree_without_bounds_is_refused(repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(revision, "MAX_FILES", 3)
    assert main(["--root", str(repository), "diff", "HEAD"]) == 2
    assert "holds more than can be compared" in capsys.readouterr().err


def test_a_broken_state_is_told_and_not_crashed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, data in {"root": b"name: [\n", "frond": b"\xff\xfe", "alias": b"a: &x [*x, *x]\n"}.items():
        (repository / f"data/terms/{name}.yaml").write_bytes(data)
    (repository / "data/history").mkdir()
    (repository / "data/history/removed.yaml").write_text("removed: 7\n", encoding="utf-8")
    commit(repository, "Break")
    assert main(["--root", str(repository), "diff", "HEAD~1", "HEAD"]) == 0
    told = capsys.readouterr().out
    assert "records that cannot be read: 3" in told
    assert "terms/frond" in told
    assert main(["--root", str(repository), "diff", "HEAD", "HEAD~1"]) == 0
    assert "could not be read before: 3" in capsys.readouterr().out


def test_a_release_is_written_told_and_grows_the_lists(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["--root", str(repository), "release"]
    assert main([*call, "0.1.0"]) == 0
    assert "wrote data/history/addresses/models.txt" in capsys.readouterr().out
    commit(repository, "Release 0.1.0")
    git(repository, "tag", "v0.1.0")
    edit(repository)
    assert main([*call, "0.2.0", "--since", "v0.1.0"]) == 0
    assert capsys.readouterr().out == "wrote data/history/releases/0.2.0.yaml\n"
    assert main([*call, "0.2.0", "--notes"]) == 0
    assert "- FernBERT (`models/fernbert`): context window" in capsys.readouterr().out
    (repository / "data/systems/gardener.yaml").unlink()
    assert main([*call, "0.3.0"]) == 1
    assert "have errors" in capsys.readouterr().err
    assert main(["--root", str(repository), "check"]) == 1
    assert "systems/gardener/ was published and leads nowhere now" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["../evil"], "cannot be the name of a release"),
        (["-v"], ""),
        (["9.9", "--notes"], "nothing is written down"),
        (["0.2.0", "--since", "nothing"], "git knows no commit"),
    ],
)
def test_a_release_that_cannot_be_written_is_refused(repository: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted((repository / "data").iterdir())
    if message:
        assert main(["--root", str(repository), "release", *arguments]) == 2
        assert message in capsys.readouterr().err
    else:
        with pytest.raises(SystemExit):
            main(["--root", str(repository), "release", *arguments])
    assert sorted((repository / "data").iterdir()) == before
