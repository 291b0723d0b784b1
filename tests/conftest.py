from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from built import build
from llm4s.project import Project, State
from places import HERE, TODAY

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
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    run = build(folder)
    assert run.returncode == 0, run.stderr[-4000:]
    assert "WARNING" not in run.stderr, run.stderr[-4000:]
    return folder
