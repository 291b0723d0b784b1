"""What the command `llm4s links` can be told, and what it shows while it works."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from llm4s.adapters.links import forms


def add_options(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    parser.add_argument("--inside", action="store_true", help="only what leads from page to page of the built site")
    parser.add_argument("--outside", action="store_true", help="only addresses outside the site")
    parser.add_argument("--site", type=Path, default=Path("site"), help="the folder of the built site (default: site)")
    parser.add_argument("--changed", metavar="REVISION", help="only addresses on lines that were added or changed since this revision; nothing is remembered")
    parser.add_argument("--shard", type=_shard, metavar="I/N", help="only part I of N; all addresses of a host belong to the same part")
    parser.add_argument("--time-limit", type=float, metavar="MINUTES", help="stop after so many minutes; the next run goes on from there")
    parser.add_argument("--fresh", action="store_true", help="begin anew instead of going on with an interrupted run")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write what was seen into this file instead of the ledger")
    parser.add_argument("--collect", type=Path, nargs="+", metavar="FILE", help="put what other runs saved into the ledger, and report on it; asks nobody")
    parser.add_argument("--fix", action="store_true", help="rewrite permanent redirects, http to https where it works, and known moves")
    parser.add_argument("--archive", action="store_true", help="ask the web archive for copies and keep their addresses")
    parser.add_argument("--issue", action="store_true", help="keep the standing issue on the code host up to date")
    parser.add_argument("--format", choices=forms.FORMATS, default="text", help="how to write the report (default: text)")
    parser.add_argument("--allow-loopback", action="store_true", help="allow addresses of this machine, for tests")


def _shard(text: str) -> tuple[int, int]:
    part, _, parts = text.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts) <= 1000):
        raise argparse.ArgumentTypeError(f"'{text}' is no part such as 3/8")
    return int(part), int(parts)


def show_progress(form: str) -> Callable[[int, int], None]:
    """Give what shows progress: a bar for people at a terminal, nothing for others."""
    if form != "text" or not sys.stderr.isatty():
        return lambda _done, _all: None

    def show(done: int, everything: int) -> None:
        width = 30 * done // max(everything, 1)
        print(f"\r[{'#' * width:<30}] {done}/{everything}", end="\n" if done == everything else "", file=sys.stderr, flush=True)

    return show
