"""The command `llm4s audit`: reads tables of facts from a folder and holds the records against them."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from llm4s.adapters import report
from llm4s.audit import KINDS, SETTLED, Audit, audit, read_settled
from llm4s.disk import read_file
from llm4s.project import Project


def add_options(parser: argparse.ArgumentParser) -> None:
    """Describe the options of the command."""
    parser.add_argument("tables", type=Path, help=f"folder with one or more of {', '.join(f'{kind}.jsonl' for kind in KINDS)}: a JSON object in each line")
    parser.add_argument("--format", choices=report.FORMATS, default="text", help="how to write the differences (default: text)")


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command: 0 nothing open, 1 open differences, 2 a call that cannot be carried out."""
    found = {kind: options.tables / f"{kind}.jsonl" for kind in KINDS if (options.tables / f"{kind}.jsonl").is_file()}
    if not found:
        print(f"llm4s: {options.tables} holds none of {', '.join(f'{kind}.jsonl' for kind in KINDS)}", file=sys.stderr)
        return 2
    settled, faults = read_settled(read_file(project.root / SETTLED) or b"settled: []")
    state = project.check(datetime.date.today())
    result = audit(state.catalog, {kind: _rows(path) for kind, path in found.items()}, settled, state.moves)
    problems = [*faults, *result.problems]
    if output := report.render(problems, options.format):
        print(output)
    if options.format == "text":
        print(_table(result))
    return 1 if problems else 0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            if isinstance(row, dict):
                yield row
            elif line.strip():
                print(f"llm4s: {path}:{number} is no JSON object and was left out", file=sys.stderr)


def _table(found: Audit) -> str:
    lines = ["", f"{'kind':12}{'field':16}{'agree':>8}{'differ':>8}{'settled':>9}"]
    for kind, field in sorted(found.agree | found.differ | found.settled, key=lambda cell: (KINDS.index(cell[0]), cell[1])):
        cell = (kind, field)
        lines.append(f"{kind:12}{field:16}{found.agree[cell]:>8}{found.differ[cell]:>8}{found.settled[cell]:>9}")
    return "\n".join([*lines, "", *(f"{count} {kind} are known to the tables" for kind, count in found.known.items())])
