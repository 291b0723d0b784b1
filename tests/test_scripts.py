"""What the scripts of explorer, chooser, pictures and calculators promise: small, no other host, text set as text, an address for each module."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from places import ROOT

ASSETS = ROOT / "docs" / "assets"
BOUNDS = {"explore": 30_000, "choose": 12_000, "pictures": 40_000, "calculate": 11_000}
SCRIPTS = sorted(path for folder in BOUNDS for path in (ASSETS / folder).glob("*.js"))


@pytest.mark.parametrize("folder", BOUNDS)
def test_all_scripts_of_a_folder_together_are_small(folder: str) -> None:
    assert weight([*(ASSETS / folder).glob("*.js")]) < BOUNDS[folder]


def test_a_picture_with_its_library_stays_light() -> None:
    library = [ASSETS / "vendor" / name for name in ("d3-scales.js", "d3-zoom.js")]
    assert weight([*(ASSETS / "pictures").glob("*.js"), *library, ASSETS / "pictures.css"]) < 85_000


def weight(paths: list[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_sets_text_as_text_and_asks_no_other_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")  # the name of a language, not an address
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|import\(['\"]http", text)
    assert not re.search(r"['\"`](https?:)?//[a-z]", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_import_names_a_module_that_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for name in re.findall(r"\"(\.\.?/[a-z0-9/-]+\.js)\"", text):
        assert (path.parent / name).is_file(), name
