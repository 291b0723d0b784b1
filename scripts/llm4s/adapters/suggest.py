"""The command `llm4s suggest`: what `llm4s fix` would change, on the lines that a change touches."""

from __future__ import annotations

import argparse
import datetime
import json
import sys

from llm4s.adapters import explain
from llm4s.adapters.revision import RevisionError, changed_files, commit_of, shown_lines, state_at
from llm4s.project import Project
from llm4s.suggestions import review, suggestions


def add_options(parser: argparse.ArgumentParser) -> None:
    """Describe the options of the command."""
    parser.add_argument("base", help="the git revision that the change began from")
    parser.add_argument("head", help="the git revision under review; it is read as data")


def run(project: Project, options: argparse.Namespace) -> int:
    """Print a review as GitHub's API takes it, or nothing where there is nothing to suggest; 2 if a revision cannot be read."""
    root = project.root
    try:
        base, head = commit_of(root, options.base), commit_of(root, options.head)
        touched = changed_files(root, base, head)
        with state_at(root, head) as folder:
            state = Project(folder, project.memo)
            mended = list(state.fix(touched.__contains__))
            found = [one for path, old, new in mended for one in suggestions(path, old, new, shown_lines(root, base, head, path))]
            problems = state.check(datetime.date.today(), {path for path, _, _ in mended}).problems if found else ()
    except RevisionError as error:
        print(f"llm4s: {error}", file=sys.stderr)
        return 2
    if body := review(found, problems, head, explain.page_of(project)):
        print(json.dumps(body, indent=2))
    return 0
