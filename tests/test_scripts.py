"""What the explorer's scripts promise: small, no other host, text set as text, an address for each module."""

from __future__ import annotations

import gzip
import re

import pytest

from places import ROOT

FOLDER = ROOT / "docs" / "assets" / "explore"
SCRIPTS = sorted(FOLDER.glob("*.js"))


def test_all_scripts_together_are_small() -> None:
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in SCRIPTS) < 30_000


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_sets_text_as_text_and_asks_no_other_host(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|import\(['\"]http", text)
    assert not re.search(r"['\"`](https?:)?//[a-z]", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_import_names_a_module_that_is_there(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    for name in re.findall(r"\"\./([a-z-]+\.js)\"", text):
        assert (FOLDER / name).is_file(), name
