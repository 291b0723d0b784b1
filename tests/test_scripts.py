"""What the scripts of explorer and chooser promise: small, no other host, text set as text, an address for each module."""

from __future__ import annotations

import gzip
import re

import pytest

from places import ROOT

ASSETS = ROOT / "docs" / "assets"
BOUNDS = {"explore": 30_000, "choose": 12_000}
SCRIPTS = sorted(path for folder in BOUNDS for path in (ASSETS / folder).glob("*.js"))


@pytest.mark.parametrize("folder", BOUNDS)
def test_all_scripts_of_a_folder_together_are_small(folder: str) -> None:
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in (ASSETS / folder).glob("*.js")) < BOUNDS[folder]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_sets_text_as_text_and_asks_no_other_host(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|import\(['\"]http", text)
    assert not re.search(r"['\"`](https?:)?//[a-z]", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_import_names_a_module_that_is_there(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    for name in re.findall(r"\"(\.\.?/[a-z/-]+\.js)\"", text):
        assert (path.parent / name).is_file(), name  # type: ignore[attr-defined]
