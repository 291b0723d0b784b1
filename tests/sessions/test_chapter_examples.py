"""Blocks of chapters that need the packages of the sessions print what the chapters show."""

from __future__ import annotations

from pathlib import Path

import pytest

from executed import faults, of_the_guide
from llm4s.examples import Example

pytestmark = pytest.mark.sessions
SAMPLE = Example("# needs: torch\nimport torch\n\nprint(int(torch.ones(3).sum()))\n", 0, "3\n")
"""No chapter need have such a block; that one would be executed is tested all the same."""
BLOCKS = {"sample": SAMPLE} | {where: example for where, example in of_the_guide() if example.runs and example.needs}


@pytest.mark.parametrize("where", sorted(BLOCKS))
def test_python_that_needs_more_prints_what_is_shown(where: str, tmp_path: Path) -> None:
    assert faults(BLOCKS[where], where, tmp_path) == ""
