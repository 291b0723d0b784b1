"""Keeps one standing issue up to date: opened when there is something to repair, closed when there is nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from llm4s.adapters.links.fetch import Fetcher, Reply
from llm4s.problem import Problem, Severity, in_order

TITLE = "Links that need a hand"
LABEL = "link-health"
MOST = 200


class IssueError(Exception):
    """The code host did not take the issue."""


def body(problems: Sequence[Problem], summary: str) -> str:
    """Write the issue: errors first, each with its place."""
    rows = [problem for problem in in_order(problems) if problem.severity is Severity.ERROR]
    rows += [problem for problem in in_order(problems) if problem.severity is Severity.WARNING]
    lines = [f"- `{problem.where.path}:{problem.where.line}` `{_plain(problem.message)}` {problem.code}" for problem in rows[:MOST]]
    more = [f"- and {len(rows) - MOST} more"] if len(rows) > MOST else []
    return "\n".join(["This issue is kept up to date by the scheduled check of links.", "", summary, "", *lines, *more, ""])


async def keep(fetcher: Fetcher, api: str, repository: str, token: str, problems: Sequence[Problem], summary: str) -> str:
    """Open, rewrite or close the issue; say which.

    Raises:
        IssueError: the code host refused.
    """
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository) or not token:
        raise IssueError("GITHUB_REPOSITORY and GITHUB_TOKEN are not set")
    base = f"{api}/repos/{repository}/issues"
    found = _read(await _send(fetcher, token, "GET", f"{base}?labels={LABEL}&state=open&per_page=1"))
    number = found[0]["number"] if isinstance(found, list) and found else None
    bad = any(problem.severity is Severity.ERROR for problem in problems)
    if number is None and not bad:
        return "nothing to report"
    if number is None:
        _read(await _send(fetcher, token, "POST", base, {"title": TITLE, "labels": [LABEL], "body": body(problems, summary)}))
        return "issue opened"
    _read(await _send(fetcher, token, "PATCH", f"{base}/{int(number)}", {"body": body(problems, summary), "state": "open" if bad else "closed"}))
    return "issue rewritten" if bad else "issue closed"


async def _send(fetcher: Fetcher, token: str, method: str, url: str, value: Mapping[str, object] | None = None) -> Reply:
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
    content = json.dumps(value).encode() if value else b""
    return await fetcher.ask(url, method, headers | ({"Content-Type": "application/json"} if content else {}), content)


def _read(reply: Reply) -> Any:
    if reply.status not in (200, 201):
        raise IssueError(f"the code host answered {reply.status or reply.fault}")
    return json.loads(reply.text)


def _plain(text: str) -> str:
    """Make a text fit for a code span, in which what strangers wrote becomes neither markup nor mention."""
    return text.replace("`", "'").replace("\n", " ")
