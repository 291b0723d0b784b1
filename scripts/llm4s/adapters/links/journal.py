"""What a run has seen so far, line by line, so that a run that was killed can go on; and the ledger, replaced as a whole."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable
from pathlib import Path

from llm4s import ledger
from llm4s.observation import Observation

EXCEPTIONS = "data/links/exceptions.yaml"
FRESH = datetime.timedelta(days=1)


class Journal:
    """A file that only grows while a run lasts; a last line that was torn is no line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def read(self, today: datetime.date) -> list[Observation]:
        """Give what an interrupted run of today or yesterday has seen."""
        if not self.path.is_file():
            return []
        lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
        return [seen for line in lines if (seen := Observation.from_line(line)) and today - FRESH <= seen.day <= today]

    def add(self, seen: Iterable[Observation]) -> None:
        """Write down what was seen; it is kept even if the program is killed right afterwards."""
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            os.write(self._file, b"\n")  # what an earlier run left unfinished must not swallow our first line
        os.write(self._file, "".join(f"{observation.as_line()}\n" for observation in seen).encode())

    def close(self) -> None:
        """Close the file and keep it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def remove(self) -> None:
        """Forget the run: the ledger holds what it saw."""
        self.close()
        self.path.unlink(missing_ok=True)


def write_ledger(root: Path, known: ledger.Ledger) -> None:
    """Put a new ledger in the place of the old one: at every moment the file is whole, one or the other."""
    path = root / ledger.LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(ledger.write(known).encode())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read_validators(path: Path) -> dict[str, list[str]]:
    """Read the validators of earlier answers, for conditional requests; a cache that cannot be read is an empty one."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    good = isinstance(value, dict) and all(isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in value.values())
    return value if good else {}


def write_validators(path: Path, value: dict[str, list[str]]) -> None:
    """Keep validators for the next run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(json.dumps(value, indent=0, sort_keys=True), encoding="utf-8")
    beside.replace(path)
