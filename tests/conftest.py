from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from built import build
from llm4s.project import Project, State
from places import HERE, ROOT, TODAY

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases", action="store_true", help="write what the golden cases give now into their files; read the difference before you commit it"
    )


@pytest.fixture
def fern(tmp_path: Path) -> Path:
    """A copy of the fabricated project, to change at will."""
    shutil.copytree(HERE / "project", tmp_path / "fern")
    return tmp_path / "fern"


@pytest.fixture(scope="session")
def state() -> State:
    """The fabricated project, checked."""
    return Project(HERE / "project").check(TODAY)


@pytest.fixture(scope="session")
def real() -> State:
    """The real project, checked."""
    return Project(ROOT).check(datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The real site, built once in a run, whichever process asks first; nobody writes into it."""
    alone = worker_id == "master"
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent
    folder, said = shared / "site", shared / "site.log"
    with FileLock(shared / "site.lock"):
        if not said.exists():
            run = build(folder)
            said.write_text(f"exit {run.returncode}\n{run.stderr}", encoding="utf-8")
    found = said.read_text(encoding="utf-8")
    assert found.startswith("exit 0\n"), found[-4000:]
    assert "WARNING" not in found, found[-4000:]
    return folder
