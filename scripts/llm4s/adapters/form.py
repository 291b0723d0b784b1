"""`llm4s forms` writes the issue forms; `llm4s form` turns a filled one into a record."""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm4s.adapters.current import keep_current
from llm4s.adapters.settings import addresses
from llm4s.disk import write_if_changed
from llm4s.issue_forms import forms
from llm4s.kinds import all_kinds
from llm4s.link import words
from llm4s.problem import Problem, Severity
from llm4s.project import Project
from llm4s.proposal import Proposal, propose
from llm4s.reply import proposed, refusal

NOTHING = 3
_MAX_EVENT = 4_000_000


@dataclass(frozen=True, slots=True)
class Issue:
    """What is taken from an event of the code host: a number, the text of the form, its day, and who wrote it."""

    number: int
    body: str
    day: str
    author: str


def add_form_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `llm4s form`."""
    parser.add_argument("file", type=Path, help="file with the event of the code host, as JSON")
    parser.add_argument("--out", type=Path, default=Path(".cache/form"), help="folder for the answer: reply.md, title.txt, author.txt (default: .cache/form)")


def add_forms_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `llm4s forms`."""
    parser.add_argument("--check", action="store_true", help="only say whether they are current; 1 if not")


def run_form(project: Project, options: argparse.Namespace) -> int:
    """Write the record that a form asks for; 0 done, 1 the form has problems, 2 no event, 3 nothing that a program can do."""
    issue = _issue(options.file)
    if issue is None:
        print(f"llm4s: {options.file} holds no event of an issue", file=sys.stderr)
        return 2
    today = datetime.date.today()
    catalog = project.check(today).catalog
    proposal, problems = propose(issue.body, catalog, words(catalog), issue.day)
    if proposal:
        problems = _tried(project, proposal, today)
    if problems:
        page = f"{addresses(project.root)[0]}contribute/problems/"
        write_if_changed(options.out / "reply.md", refusal(problems, proposal.text if proposal else "", page))
        print(f"{len(problems)} problems; the answer is in {options.out / 'reply.md'}")
        return 1
    if proposal is None:
        print("this form is for people")
        return NOTHING
    write_if_changed(options.out / "reply.md", proposed(proposal.path, issue.number))
    write_if_changed(options.out / "title.txt", f"{proposal.title} (#{issue.number})\n")
    write_if_changed(options.out / "author.txt", f"{issue.author}\n")
    print(f"wrote {proposal.path}")
    return 0


def run_forms(project: Project, options: argparse.Namespace) -> int:
    """Write the issue forms into the folder where the code host looks for them."""
    site, repository = addresses(project.root)
    known = words(project.check(datetime.date.today()).catalog)
    texts = {project.root / path: text for path, text in forms(all_kinds(), known, repository, site)}
    return keep_current(texts, "forms", check=options.check)


def _tried(project: Project, proposal: Proposal, today: datetime.date) -> list[Problem]:
    """Write a proposal and check everything with it; where that gives errors, put back what was there."""
    path = project.root / proposal.path
    before = path.read_bytes() if path.is_file() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(proposal.text, encoding="utf-8", newline="\n")
    problems = [problem for problem in project.check(today).problems if problem.severity is Severity.ERROR]
    if problems and before is None:
        path.unlink()
    elif problems and before is not None:
        path.write_bytes(before)
    return problems


def _issue(path: Path) -> Issue | None:
    """Read an event; of anything that is not as the code host writes it, nothing."""
    try:
        if path.stat().st_size > _MAX_EVENT:
            return None
        event: Any = json.loads(path.read_text(encoding="utf-8"))
        issue = event["issue"]
        number, body, created = issue["number"], issue.get("body") or "", issue["created_at"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if type(number) is not int or number < 1 or not isinstance(body, str) or not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", str(created)):
        return None
    return Issue(number, body, str(created)[:10], _author(issue.get("user")))


def _author(user: Any) -> str:
    """Name who wrote a form as the author of a commit, by the address that the code host gives everybody; of other names, nothing is taken."""
    login, number = (user.get("login"), user.get("id")) if isinstance(user, dict) else (None, None)
    if type(number) is int and isinstance(login, str) and re.fullmatch(r"[A-Za-z0-9](-?[A-Za-z0-9]){0,38}", login):
        return f"{login} <{number}+{login}@users.noreply.github.com>"
    return "llm4s <forms@users.noreply.github.com>"
