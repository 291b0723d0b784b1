"""`llm4s explain` tells what a code of a problem means."""

from __future__ import annotations

import argparse
import difflib
import sys

from llm4s.adapters.settings import addresses
from llm4s.disk import read_file
from llm4s.explanation import ADDRESS, PAGE, explanations
from llm4s.project import Project, checks


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("code", help="the code at the end of a problem, such as unknown-reference")


def run(project: Project, options: argparse.Namespace) -> int:
    """Print one explanation and its address; 2 for a code that no check gives."""
    page = (read_file(project.root / PAGE) or b"").decode()
    known = explanations(page, checks())
    code = options.code.strip("[]")
    if code not in known:
        near = difflib.get_close_matches(code, known, 1)
        print(f"llm4s: no check gives the code {code!a}{f': did you mean {near[0]}?' if near else ''}", file=sys.stderr)
        return 2
    print(f"{code}: {known[code]}\n{page_of(project)}#{code}")
    return 0


def page_of(project: Project) -> str:
    """Give the address of the page that explains codes, or its file where no address of the site is known."""
    site, _ = addresses(project.root)
    return f"{site}{ADDRESS}" if site else PAGE
