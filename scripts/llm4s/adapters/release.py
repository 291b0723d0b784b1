"""The command `llm4s release`: writes down what a release of the data changed, and every address it publishes."""

from __future__ import annotations

import argparse
import datetime
import re
import sys

from llm4s.adapters.diff import between
from llm4s.adapters.revision import RevisionError
from llm4s.disk import write_if_changed
from llm4s.problem import has_errors
from llm4s.project import Project, State
from llm4s.release import account, address_files, notes, release_file


def add_options(parser: argparse.ArgumentParser) -> None:
    """Describe the options of the command."""
    parser.add_argument("name", help="name of the release, such as 0.2.0")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--since", metavar="REVISION", help="the git revision of the release before; without it, this is the first")
    what.add_argument("--notes", action="store_true", help="write nothing, and print what was written down of this release as Markdown")


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command: 0 done, 1 the records have errors, 2 a call that cannot be carried out."""
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}", options.name):
        print(f"llm4s: {options.name[:80]!r} cannot be the name of a release: use digits, letters, '.' and '-', such as 0.2.0", file=sys.stderr)
        return 2
    today = datetime.date.today()
    state = project.check(today)
    if options.notes:
        return _print_notes(state, options.name)
    if has_errors(state.problems):
        print("llm4s: the records or chapters have errors; 'llm4s check' lists them", file=sys.stderr)
        return 1
    try:
        found = between(project, options.since, None, today) if options.since else None
    except RevisionError as error:
        print(f"llm4s: {error}", file=sys.stderr)
        return 2
    release = account(options.name, today, {kind.plural: len(state.catalog.of(kind.plural)) for kind in state.catalog.kinds}, found)
    for path, text in (release_file(release), *address_files(state.history.addresses, state.living)):
        if write_if_changed(project.root / path, text):
            print(f"wrote {path}")
    return 0


def _print_notes(state: State, name: str) -> int:
    release = next((release for release in state.history.releases if release.name == name), None)
    if release is None:
        print(f"llm4s: nothing is written down of a release '{name}': run 'llm4s release {name} --since REVISION' first", file=sys.stderr)
        return 2
    print(notes(release), end="")
    return 0
