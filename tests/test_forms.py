"""Issue forms, and filled forms on their way to a record: each file in tests/forms is one form with what comes of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from llm4s.adapters.cli import main
from llm4s.adapters.settings import addresses
from llm4s.kinds import all_kinds
from llm4s.link import words
from llm4s.project import Project, State
from places import HERE, ROOT, TODAY
from repository import git

FORMS = sorted((HERE / "forms").glob("*.yml"))
USER = {"login": "ada-frond", "id": 7}


class Blocks(yaml.SafeDumper):
    """Writes texts of several lines as they are read."""


Blocks.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None))


def event(folder: Path, body: object, **more: object) -> Path:
    path = folder / "event.json"
    issue = {"number": 12, "title": "$(id) `id`", "body": body, "created_at": "2026-01-31T08:00:00Z", "user": USER, **more}
    path.write_text(json.dumps({"action": "opened", "issue": issue}), encoding="utf-8")
    return path


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_form_gives_its_record_or_its_answer(path: Path, fern: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    before = files(fern)
    code = main(["--root", str(fern), "form", str(event(tmp_path, case["body"].replace("LONG", "lengthy " * 131_072))), "--out", str(tmp_path / "out")])
    after = files(fern)
    written = {name: data.decode() for name, data in after.items() if before.get(name) != data}
    found = {"code": code, "written": written, "answer": {name: data.decode() for name, data in files(tmp_path / "out").items() if name != "author.txt"}}
    if request.config.getoption("--update-cases"):
        case |= found
        path.write_text(yaml.dump(case, Dumper=Blocks, sort_keys=False, allow_unicode=True, width=200), encoding="utf-8")
    assert before.keys() <= after.keys()
    assert found == {name: case[name] for name in found}
    if code == 0:
        assert [name.split("/")[0] for name in written] == ["data"]
        assert Project(fern).check(TODAY).problems == []


def test_there_are_forms_of_every_outcome() -> None:
    cases = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FORMS]
    assert {case["code"] for case in cases} == {0, 1, 3}
    assert len(cases) >= 10
    assert sum("hostile" in path.stem for path in FORMS) >= 3


def test_the_author_is_named_only_by_what_the_code_host_gives(fern: Path, tmp_path: Path) -> None:
    body = yaml.safe_load((HERE / "forms/03-new-term.yml").read_text(encoding="utf-8"))["body"]
    for user, author in (
        (USER, "ada-frond <7+ada-frond@users.noreply.github.com>\n"),
        ({"login": "a$(id)", "id": 7}, "llm4s <forms@users.noreply.github.com>\n"),
        ({"login": "ada", "id": "7"}, "llm4s <forms@users.noreply.github.com>\n"),
        (None, "llm4s <forms@users.noreply.github.com>\n"),
    ):
        (fern / "data/terms/spore.yaml").unlink(missing_ok=True)
        assert main(["--root", str(fern), "form", str(event(tmp_path, body, user=user)), "--out", str(tmp_path / "out")]) == 0
        assert (tmp_path / "out/author.txt").read_text(encoding="utf-8") == author


@pytest.mark.parametrize(
    "change", [{"number": "1; id"}, {"number": True}, {"number": 0}, {"body": ["x"]}, {"created_at": "today"}], ids=lambda change: next(iter(change))
)
def test_an_event_that_the_code_host_does_not_write_is_a_wrong_call(fern: Path, tmp_path: Path, change: dict, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(fern), "form", str(event(tmp_path, **{"body": "", **change})), "--out", str(tmp_path / "out")]) == 2
    assert "holds no event" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[", "[]", "3", '{"issue": 3}', '{"issue": {"number": 3}}', "[" * 50_000, "x" * 4_000_001], ids=range(8))
def test_a_file_that_is_no_event_is_a_wrong_call(fern: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "event.json").write_text(text, encoding="utf-8")
    assert main(["--root", str(fern), "form", str(tmp_path / "event.json")]) == 2
    assert main(["--root", str(fern), "form", str(tmp_path / "missing.json")]) == 2


def test_an_issue_that_is_no_form_is_for_people(fern: Path, tmp_path: Path) -> None:
    for body in ("", None, "Hello", "### Page\n\nguide/", "### Id of the new unicorn\n\nx"):
        assert main(["--root", str(fern), "form", str(event(tmp_path, body)), "--out", str(tmp_path / "out")]) == 3
    assert not (tmp_path / "out").exists()


def test_committed_forms_are_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "forms", "--check"]) == 0, capsys.readouterr().err


def test_forms_writes_what_check_then_finds_current(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(fern), "forms", "--check"]) == 1
    assert "run 'llm4s forms'" in capsys.readouterr().err
    assert main(["--root", str(fern), "forms"]) == 0
    assert main(["--root", str(fern), "forms", "--check"]) == 0
    assert capsys.readouterr().out.count("wrote") == len(all_kinds()) + 3


def test_forms_are_what_the_code_host_reads() -> None:
    """The rules of its issue forms: known types, an id of plain characters once, a label once, words to choose from once and never 'none'."""
    known = {"input", "textarea", "dropdown", "markdown"}
    for path in sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")):
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.name == "config.yml":
            assert set(form) == {"blank_issues_enabled", "contact_links"}
            continue
        assert set(form) == {"name", "description", "title", "labels", "body"}, path.name
        assert 3 < len(form["name"]) < 60
        assert 3 < len(form["description"]) <= 200
        asked = [element for element in form["body"] if element["type"] != "markdown"]
        assert {element["type"] for element in form["body"]} <= known
        ids, labels = [element["id"] for element in asked], [element["attributes"]["label"] for element in asked]
        assert len(set(ids)) == len(ids) > 0
        assert len(set(labels)) == len(labels)
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+", id_) for id_ in ids)
        for element in asked:
            options = element["attributes"].get("options", [])
            assert (element["type"] == "dropdown") == bool(options)
            assert all(isinstance(option, str) and option.lower() != "none" and "," not in option for option in options)
            assert len(set(options)) == len(options)


def test_every_needed_field_and_word_can_be_answered(state: State) -> None:
    real = words(Project(ROOT).check(TODAY).catalog)
    for kind in all_kinds():
        form = yaml.safe_load((ROOT / f".github/ISSUE_TEMPLATE/new-{kind.name}.yml").read_text(encoding="utf-8"))
        ids = {element.get("id", "").split("-")[0]: element for element in form["body"]}
        for name, info in kind.cls.model_fields.items():
            if info.is_required():
                assert name in ids or name == "evidence", f"{kind.name}.{name}"
        options = ids["topics"]["attributes"]["options"]
        assert options == real["topic"]


def test_addresses_come_from_the_settings_of_the_site(tmp_path: Path, fern: Path) -> None:
    assert addresses(fern) == ("https://ferns.example/sub/", "https://ferns.example/repository")
    assert addresses(tmp_path) == ("", "")
    (tmp_path / "mkdocs.yml").write_text("- x\n", encoding="utf-8")
    assert addresses(tmp_path) == ("", "")


def test_the_workflow_lets_no_text_of_a_form_into_a_shell() -> None:
    """Text of others reaches a program as the event's file alone; expressions in commands would be read by the shell."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/form.yml").read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["propose"]["steps"]
    for step in steps:
        assert "${{" not in step.get("run", "")
        assert re.fullmatch(r"[a-z-]+/[a-z-]+@[0-9a-f]{40}", step.get("uses", "a/b@" + "0" * 40))
        assert step.get("env", {}).keys() <= {"GH_TOKEN", "NUMBER"}
        assert step.get("env", {}).get("NUMBER", "") in ("", "${{ github.event.issue.number }}")
    assert "GH_TOKEN" not in steps[3].get("env", {}), "the program that reads the form holds no token"
    assert "llm4s form " in steps[3]["run"]


def test_the_commands_of_the_workflow_do_what_they_say(fern: Path, tmp_path: Path) -> None:
    """The steps run as they stand, with git at work and a stand-in for the code host that notes how it was called."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/form.yml").read_text(encoding="utf-8"))
    steps = {step["name"]: step["run"] for step in workflow["jobs"]["propose"]["steps"] if "name" in step}
    program, host = fern / ".venv/bin/llm4s", tmp_path / "bin/gh"
    for path, text in (
        (program, f'#!/bin/sh\nexec "{sys.executable}" -c "from llm4s.adapters.cli import main; raise SystemExit(main())" "$@"\n'),
        (host, '#!/bin/sh\nprintf "%s|" "$@" >> "$CALLS"\necho >> "$CALLS"\n'),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    settings = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_DATE": "2026-02-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-02-01T00:00:00Z"}
    environment = {
        "PATH": f"{host.parent}:{os.environ['PATH']}",
        "CALLS": str(tmp_path / "calls"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "NUMBER": "12",
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "HOME": str(tmp_path),
        **settings,
    }

    def run(command: str) -> None:
        subprocess.run(["bash", "-e", "-c", command], cwd=fern, env=environment, check=True, capture_output=True, timeout=60)

    run("printf '.venv\n.cache\n' > .gitignore; git init -q -b main; git add .; git -c user.name=x -c user.email=x@x.example commit -qm first")
    run(f"git init -q --bare '{tmp_path}/origin.git'; git remote add origin '{tmp_path}/origin.git'")
    bodies = {name: yaml.safe_load((HERE / f"forms/{name}.yml").read_text(encoding="utf-8"))["body"] for name in ("08-incomplete", "10-hostile-shell-and-yaml")}
    event(tmp_path, bodies["08-incomplete"])
    run(steps["Turn the form into a record"])
    run(steps["Say what is wrong"])
    event(tmp_path, bodies["10-hostile-shell-and-yaml"])
    run(steps["Turn the form into a record"])
    run(steps["Propose the record"])
    assert (tmp_path / "output").read_text(encoding="utf-8") == "code=1\ncode=0\n"
    told = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert told == [
        "issue|comment|12|--body-file|.cache/form/reply.md|--edit-last|",
        "auth|setup-git|",
        "pr|view|form/12|--json|state|--jq|.state|",
        "pr|create|--base|main|--head|form/12|--title|Add models/new-fern (#12)|--body-file|.cache/form/reply.md|",
    ]
    log = ["git", "--git-dir", str(tmp_path / "origin.git"), "log", "-1", "--format=%an|%s", "--name-only", "form/12"]
    assert subprocess.run(log, check=True, capture_output=True, text=True, timeout=60).stdout.split("\n")[:3] == [
        "ada-frond|Add models/new-fern (#12)",
        "",
        "data/models/new-fern.yaml",
    ]
    again = ("git switch -q main; git branch -q -D form/12", steps["Turn the form into a record"], steps["Propose the record"])
    for command in again:
        run(command)
    assert (tmp_path / "calls").read_text(encoding="utf-8").splitlines()[-1] == told[-1], "a form that was edited replaces its own proposal"
    run("git -c user.name=Ada -c user.email=ada@ferns.example commit -q --allow-empty -m more; git push -q origin form/12")
    tip = git(tmp_path / "origin.git", "rev-parse", "form/12")
    for command in again:
        run(command)
    assert git(tmp_path / "origin.git", "rev-parse", "form/12") == tip, "what somebody added to the proposal is kept"
    assert "Somebody has added to the pull request" in (tmp_path / "calls").read_text(encoding="utf-8").splitlines()[-1]
    assert not list(fern.rglob("pwned"))
