"""The llm4s command."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from llm4s.adapters import audit, diff, explain, fix, form, new, release, report, suggest
from llm4s.adapters.current import keep_current
from llm4s.adapters.links import command
from llm4s.adapters.links.options import add_options as add_links_options
from llm4s.chapters import mentions
from llm4s.disk import below
from llm4s.export import ids_text, schema_text
from llm4s.kinds import all_kinds
from llm4s.problem import has_errors
from llm4s.project import Project
from llm4s.statistics import statistics


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 is success, 1 is errors found in records or chapters, 2 is a call that cannot be carried out."""
    options = _parser().parse_args(arguments)
    root: Path = options.root
    if not (root / "data").is_dir():
        print(f"llm4s: no data folder in {root}: call llm4s from the project's root or give --root", file=sys.stderr)
        return 2
    code: int = options.run(Project(root), options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="llm4s", description="Check and extend the records and chapters of the LLM4S guide.")
    parser.add_argument("--root", type=Path, default=Path(), help="the project's root folder (default: this folder)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, purpose, add_options, run in _commands():
        command = commands.add_parser(name, help=purpose)
        add_options(command)
        command.set_defaults(run=run)
    return parser


def _commands() -> Iterator[tuple[str, str, Callable[[argparse.ArgumentParser], None], Callable[[Project, argparse.Namespace], int]]]:
    """Give every command: its name, what it is for, what adds its options, and what runs it."""
    yield "check", "check all records and chapters and list every problem with its place", _add_check_options, _check
    yield "stats", "count records, facts with evidence, fresh checks, and records that nothing leads to", _add_stats_options, _stats
    yield "audit", "hold the records against tables of facts from elsewhere and list where they differ", audit.add_options, audit.run
    yield "diff", "tell what differs for readers between two git revisions, or since one", diff.add_options, diff.run
    yield "release", "write down what a release of the data changed, and every address it publishes", release.add_options, release.run
    yield "new", "write a new record, filled in from what is known, with comments that explain its fields", new.add_options, new.run
    yield "fix", "mend how records and addresses are written, and touch nothing else", fix.add_options, fix.run
    yield "suggest", "write what fix would change in a git revision as a review of it, for a code host", suggest.add_options, suggest.run
    yield "schema", "write the JSON Schemas that editors use into data/schema/", _add_schema_options, _schema
    yield "explain", "tell what the code of a problem means", explain.add_options, explain.run
    yield "form", "turn a filled issue form into a record, or say what is wrong with it", form.add_form_options, form.run_form
    yield "forms", "write the issue forms of the code host from the record classes", form.add_forms_options, form.run_forms
    yield "links", "check links inside the built site and addresses outside it", add_links_options, command.run


def _add_check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=report.FORMATS, default="text", help="how to write the problems (default: text)")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="check only these files, and what they have to do with (default: all)")


def _add_stats_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to write the counts (default: text)")


def _add_schema_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say whether they are current; 1 if not")


def _check(project: Project, options: argparse.Namespace) -> int:
    only = {path for given in options.paths for path in below(project.root, given)}
    if outside := [path for path in only if path.startswith("../")]:
        print(f"llm4s: {outside[0]} lies outside the project", file=sys.stderr)
        return 2
    state = project.check(datetime.date.today(), only)
    output = report.render(state.problems, options.format, explain.page_of(project), linked=sys.stdout.isatty())
    if output:
        print(output)
    if options.format == "text":
        print(f"{len(state.catalog)} records and {len(state.chapters)} pages checked")
    return 1 if has_errors(state.problems) else 0


def _stats(project: Project, options: argparse.Namespace) -> int:
    today = datetime.date.today()
    state = project.check(today)
    found = statistics(state.catalog, state.index, mentions(state.chapters), today)
    dangling = sum(problem.code in ("unknown-reference", "unknown-citation") for problem in state.problems)
    print(report.counts(found, dangling, options.format))
    return 0


def _schema(project: Project, options: argparse.Namespace) -> int:
    catalog = project.check(datetime.date.today()).catalog
    folder = project.root / "data" / "schema"
    texts = {folder / f"{kind.name}.json": schema_text(kind, catalog) for kind in all_kinds()}
    if not options.check:  # suggestions of ids may lag behind: they decide nothing
        texts[folder / "ids.json"] = ids_text(catalog)
    return keep_current(texts, "schema", check=options.check)
