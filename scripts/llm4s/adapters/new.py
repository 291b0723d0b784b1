"""The command `llm4s new`: a new record from what a service knows, from options, and from answers at a terminal."""

from __future__ import annotations

import argparse
import datetime
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from llm4s.adapters import prompts, report
from llm4s.adapters.lookup import LookupFailedError, Outside, look_up
from llm4s.adapters.prompts import Ask
from llm4s.disk import write_if_changed
from llm4s.entered import entered, questions
from llm4s.export import ids_text
from llm4s.fields import is_id
from llm4s.found import Found
from llm4s.inquiry import ARXIV, CROSSREF, FORMS, Inquiry, inquiry, known
from llm4s.intake import proposed_id, same_name, taken_in
from llm4s.kinds import all_kinds
from llm4s.link import words
from llm4s.project import Project, State
from llm4s.record import Kind
from llm4s.scaffold import skeleton

KINDS = {kind.name: kind for kind in all_kinds()}
HOSTED = ("model", "system", "tool", "dataset", "benchmark")
_ID = "use lower-case letters a-z and digits, joined by single hyphens"


class CallError(Exception):
    """The call cannot be carried out; nothing was written."""


@dataclass
class Setting:
    """The world around the command; tests bring their own."""

    outside: Outside = field(default_factory=Outside)
    ask: Ask | None = None
    today: datetime.date = field(default_factory=datetime.date.today)


@dataclass
class Draft:
    """What is known of the new record so far."""

    kind: Kind
    id: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Describe the options of the command."""
    parser.add_argument("kind", nargs="?", choices=list(KINDS), help="the kind of the record; asked for at a terminal if it is not given")
    parser.add_argument("id", nargs="?", help=f"the record's id, such as scibert ({_ID}); or what it is filled in from: {FORMS}")
    parser.add_argument("--id", dest="chosen", metavar="ID", help="the record's id where it is filled in from elsewhere (default: one is proposed)")
    parser.add_argument("--name", help="what the record is called (default: what the service says, or its id)")
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="fill in a field, such as domains=biology,chemistry; may be repeated")
    parser.add_argument("--no-input", action="store_true", help="ask nothing, at a terminal either")


def run(project: Project, options: argparse.Namespace, setting: Setting | None = None) -> int:
    """Run the command: 0 a record was written, 2 a call that cannot be carried out."""
    setting = setting or Setting(ask=_terminal())
    asking = None if options.no_input else setting.ask
    try:
        return _run(project, options, setting, asking)
    except (CallError, LookupFailedError) as error:
        print(f"llm4s: {error}", file=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        print("llm4s: broken off; nothing was written", file=sys.stderr)
    return 2


def _terminal() -> Ask | None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    from llm4s.adapters.terminal import ask  # noqa: PLC0415 (all other commands start sooner without it)

    return ask


def _run(project: Project, options: argparse.Namespace, setting: Setting, asking: Ask | None) -> int:
    if not (options.kind and (options.id, options.chosen) != (None, None)) and asking is None:
        raise CallError(f"give the kind ({', '.join(KINDS)}) and an id, or {FORMS}")
    kind = KINDS[options.kind] if options.kind else prompts.kind_from(KINDS, asking) if asking else KINDS["model"]
    draft = Draft(kind)
    wanted = inquiry(options.id) if options.id and not is_id(options.id) else None
    if options.id is not None and not wanted:
        draft.id = _good_id(options.id)
    if options.chosen is not None:
        draft.id = _good_id(options.chosen)
    draft.fields, faults = entered(kind, options.set)
    if faults:
        raise CallError("; ".join(faults))
    state = project.check(setting.today)
    if wanted:
        _fill_in(draft, wanted, state, setting)
    if options.name:
        draft.fields["name"] = options.name
    if asking:
        _complete(draft, state, asking, setting)
    draft.id = draft.id or proposed_id(kind, draft.fields, state.catalog.of(kind.plural))
    return _write(project, draft, state, setting)


def _good_id(text: str) -> str:
    if not is_id(text):
        raise CallError(f"'{text}' cannot be an id: {_ID}; nor is it {FORMS}")
    return text


def _fill_in(draft: Draft, wanted: Inquiry, state: State, setting: Setting) -> None:
    kind = draft.kind
    if wanted.of_paper is not (kind.name == "paper") or kind.name not in ("paper", *HOSTED):
        fits = "an arXiv number or a DOI" if kind.name == "paper" else "the address of a repository" if kind.name in HOSTED else "nothing but your answers"
        raise CallError(f"a {kind.name} is filled in from {fits}, and '{wanted.name}' is something else")
    _refuse_known(wanted, kind, state)
    found: Found = look_up(wanted, setting.outside)
    if not same_name(wanted, found):
        raise CallError(f"'{wanted.name}' was asked for, and the answer is about '{found.name}': if that is what you mean, give it instead")
    for service, name in ((ARXIV, found.arxiv), (CROSSREF, found.doi)):
        if name:
            _refuse_known(Inquiry(service, name), kind, state)
    intake = taken_in(kind, wanted, found, state.catalog, setting.today.isoformat())
    draft.fields = {**intake.fields, **draft.fields}
    draft.remarks = intake.remarks


def _refuse_known(wanted: Inquiry, kind: Kind, state: State) -> None:
    if entry := known(state.catalog, kind, wanted):
        raise CallError(f"'{wanted.name}' has a record already: data/{entry.path}.yaml")


def _complete(draft: Draft, state: State, asking: Ask, setting: Setting) -> None:
    kind, others = draft.kind, state.catalog.of(draft.kind.plural)
    if "name" not in draft.fields:
        draft.fields["name"] = asking("Name, as its makers spell it", {}, draft.id, lambda text: "" if text else "a record needs a name")
    if not draft.id:
        fault = "this is no free id: " + _ID
        draft.id = asking("Id", {}, proposed_id(kind, draft.fields, others), lambda text: "" if is_id(text) and text not in others else fault)
    given = prompts.answers(questions(kind, state.catalog), draft.fields, asking, print)
    draft.fields |= given
    facts = [name for name in given if name not in kind.cls.editorial]
    source = asking("Address of the source that says so", {}, "", lambda _: "") if facts else ""
    if source:
        new = {"facts": facts, "source": source, "checked": setting.today.isoformat()}
        draft.fields["evidence"] = [*draft.fields.get("evidence", ()), new]


def _write(project: Project, draft: Draft, state: State, setting: Setting) -> int:
    place = f"data/{draft.kind.plural}/{draft.id}.yaml"
    path: Path = project.root / place
    if path.exists() or path.is_symlink():
        raise CallError(f"{path} exists already: edit it, or choose another id")
    name = str(draft.fields.get("name") or draft.id)
    write_if_changed(path, skeleton(draft.kind, name, words(state.catalog), draft.fields, draft.remarks))
    after = project.check(setting.today)
    write_if_changed(project.root / "data/schema/ids.json", ids_text(after.catalog))
    found = [problem for problem in after.problems if problem.where.path == place]
    print(f"wrote {path}\n\n{report.render(found, 'text')}\n\nNext:")
    print("  1. Fill in what is open, and delete the comments and fields you do not need." if found else "  1. Read it once more against its source.")
    print(f"  2. llm4s fix {place} && llm4s check\n  3. make serve, then look at http://127.0.0.1:8000/{draft.kind.plural}/{draft.id}/")
    return 0
