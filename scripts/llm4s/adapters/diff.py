"""The command `llm4s diff`: what differs for readers between two states of the catalogue."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import sys
from pathlib import Path

from llm4s.adapters.revision import RevisionError, state_at
from llm4s.difference import Difference, difference
from llm4s.load import Memo
from llm4s.project import Project
from llm4s.telling import FORMATS, told


def add_options(parser: argparse.ArgumentParser) -> None:
    """Describe the options of the command."""
    parser.add_argument("base", help="the git revision to compare with, such as main or HEAD~3")
    parser.add_argument("head", nargs="?", help="the git revision that is looked at (default: the files as they are now)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to tell the difference (default: text)")


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command: 0 the states were compared, 2 one of them cannot be read."""
    try:
        found = between(project, options.base, options.head, datetime.date.today())
    except RevisionError as error:
        print(f"llm4s: {error}", file=sys.stderr)
        return 2
    print(told(found, options.format, options.base, options.head or ""))
    return 0


def between(project: Project, base: str, head: str | None, today: datetime.date) -> Difference:
    """Check two states with one memory and compare them; without head, with the files as they are now.

    Raises:
        RevisionError: a revision cannot be read.
    """
    memo: Memo = project.memo
    with contextlib.ExitStack() as stack:
        old = Project(stack.enter_context(state_at(project.root, base)), memo).check(today)
        new = Project(stack.enter_context(state_at(project.root, head)) if head else Path(project.root), memo).check(today)
        return difference(old, new)
