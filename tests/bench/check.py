"""Loads and checks all records of a project on one core, once: python check.py PROJECT."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from llm4s.adapters.mkdocs import today
from llm4s.project import Project


def main(root: Path) -> dict[str, float]:
    """Check a project and give what that cost, without the start of Python.

    Raises:
        SystemExit: a record is wrong, so that the numbers would mean nothing.
    """
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    wall, cpu = time.perf_counter(), time.process_time()
    state = Project(root).check(today())
    used = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "records": len(state.catalog)}
    if state.problems:
        raise SystemExit(f"{len(state.problems)} problems, the first: {state.problems[0]}")
    return used


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
