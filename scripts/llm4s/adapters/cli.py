"""The llm4s command."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from llm4s.adapters import audit, report
from llm4s.adapters.links import command
from llm4s.adapters.links.options import add_options
from llm4s.chapters import mentions
from llm4s.disk import write_if_changed
from llm4s.export import schema_text
from llm4s.fields import is_id
from llm4s.kinds import all_kinds
from llm4s.link import words
from llm4s.problem import has_errors
from llm4s.project import Project
from llm4s.scaffold import skeleton
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
    check = commands.add_parser("check", help="check all records and chapters and list every problem with its place")
    check.add_argument("--format", choices=report.FORMATS, default="text", help="how to write the problems (default: text)")
    check.set_defaults(run=_check)
    stats = commands.add_parser("stats", help="count records, facts with evidence, fresh checks, and records that nothing leads to")
    stats.add_argument("--format", choices=("text", "json"), default="text", help="how to write the counts (default: text)")
    stats.set_defaults(run=_stats)
    held = commands.add_parser("audit", help="hold the records against tables of facts from elsewhere and list where they differ")
    audit.add_options(held)
    held.set_defaults(run=audit.run)
    new = commands.add_parser("new", help="write an empty record with comments that explain its fields")
    new.add_argument("kind", choices=[kind.name for kind in all_kinds()], help="the kind of the record")
    new.add_argument("id", help="the record's id, such as scibert: lower-case letters and digits joined by hyphens")
    new.add_argument("--name", help="what the record is called (default: its id)")
    new.set_defaults(run=_new)
    schema = commands.add_parser("schema", help="write the JSON Schemas that editors use into data/schema/")
    schema.add_argument("--check", action="store_true", help="only say whether they are current; 1 if not")
    schema.set_defaults(run=_schema)
    links = commands.add_parser("links", help="check links inside the built site and addresses outside it")
    add_options(links)
    links.set_defaults(run=command.run)
    return parser


def _check(project: Project, options: argparse.Namespace) -> int:
    state = project.check(datetime.date.today())
    output = report.render(state.problems, options.format)
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


def _new(project: Project, options: argparse.Namespace) -> int:
    kind = next(kind for kind in all_kinds() if kind.name == options.kind)
    if not is_id(options.id):
        print(f"llm4s: '{options.id}' cannot be an id: use lower-case letters a-z and digits, joined by single hyphens", file=sys.stderr)
        return 2
    path = project.root / "data" / kind.plural / f"{options.id}.yaml"
    if path.exists():
        print(f"llm4s: {path} exists already: edit it, or choose another id", file=sys.stderr)
        return 2
    state = project.check(datetime.date.today())
    write_if_changed(path, skeleton(kind, options.name or options.id, words(state.catalog)))
    print(f"wrote {path}: fill in its open fields, then run 'llm4s check'")
    return 0


def _schema(project: Project, options: argparse.Namespace) -> int:
    catalog = project.check(datetime.date.today()).catalog
    texts = {project.root / "data" / "schema" / f"{kind.name}.json": schema_text(kind, catalog) for kind in all_kinds()}
    if options.check:
        stale = [path for path, text in texts.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
        for path in stale:
            print(f"llm4s: {path} is not current: run 'llm4s schema'", file=sys.stderr)
        return 1 if stale else 0
    for path, text in texts.items():
        if write_if_changed(path, text):
            print(f"wrote {path}")
    return 0
