"""Runs one program and says what it cost: wall and processor seconds of the whole tree, peak memory, files and bytes written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run cost; memory in bytes, times in seconds."""

    wall: float
    cpu: float
    memory: int = 0
    files: int = 0
    size: int = 0
    told: str = ""

    @property
    def said(self) -> dict[str, float]:
        """What the program printed, as JSON in its last line."""
        found: dict[str, float] = json.loads(self.told.strip().rpartition("\n")[2])
        return found


def run(command: list[str], folder: Path, output: Path | None = None) -> Sample:
    """Run a program in a folder; what stood in the output folder is removed before, and counted after.

    Raises:
        SystemExit: the program failed.
    """
    if output:
        shutil.rmtree(output, ignore_errors=True)
    os.sync()  # what earlier runs left to be written to the disk must not slow this one
    with (folder / "program.log").open("w+", encoding="utf-8") as log:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, env=environment(folder))
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        told = log.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}:\n{told[-4000:]}")
    files, size = count(output) if output else (0, 0)
    return Sample(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, files, size, told)


def environment(folder: Path) -> dict[str, str]:
    """Give the environment of every program: the same day for all, and caches in the folder."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1769904000", "HUGO_CACHEDIR": str(folder / "cache"), "HOME": str(folder)}


def count(folder: Path) -> tuple[int, int]:
    """Count the files below a folder and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
