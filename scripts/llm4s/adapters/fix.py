"""The command `llm4s fix`: mends what can be mended without knowing more than the project does."""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path

from llm4s.project import Project


def add_options(parser: argparse.ArgumentParser) -> None:
    """Describe the options of the command."""
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders to mend (default: all records and pages)")
    parser.add_argument("--check", action="store_true", help="write nothing; list the files that would change, and end with 1 if there are any")
    parser.add_argument("--diff", action="store_true", help="write nothing; show what would change, and end with 1 if anything would")


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command: 0 nothing left to mend, 1 something would change (with --check or --diff), 2 a call that cannot be carried out."""
    for path in options.paths:
        if not path.exists():
            print(f"llm4s: there is no file or folder {path}", file=sys.stderr)
            return 2
    given = [path.resolve() for path in options.paths]
    root = project.root.resolve()
    changed = 0
    for name, old, new in project.fix(lambda name: not given or any((root / name).is_relative_to(one) for one in given)):
        changed += 1
        if options.diff:
            sys.stdout.write(_difference(name, old, new))
        elif options.check:
            print(f"would mend {name}")
        else:
            _write(root / name, new)
            print(f"mended {name}")
    return 1 if changed and (options.check or options.diff) else 0


def _write(path: Path, data: bytes) -> None:
    """Replace a file as a whole, so that nobody finds half of it."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.chmod(path.stat().st_mode)
    beside.replace(path)


def _difference(name: str, old: bytes, new: bytes) -> str:
    before, after = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (old, new))
    lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
