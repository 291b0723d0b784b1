"""python -m llm4s_figures: writes the figures into docs/assets/figures, below the current folder or the one given."""

from __future__ import annotations

import sys
from pathlib import Path

from llm4s_figures import designs, flows, networks, numbers

FOLDER = Path("docs/assets/figures")


def drawings() -> dict[str, str]:
    """Draw every figure: name of the file, its text."""
    sheets = [draw() for module in (networks, designs, numbers, flows) for draw in module.FIGURES]
    return {f"{sheet.name}.svg": sheet.svg() for sheet in sheets}


def main(root: Path) -> None:
    """Write every figure."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in drawings().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(*sys.argv[1:]))
