"""The report of a run: for people, for annotations, for programs, and as JUnit's XML for dashboards."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from llm4s.adapters import report
from llm4s.problem import Problem, Severity, in_order
from llm4s.verdict import Verdict

FORMATS = ("text", "github", "json", "junit")


@dataclass(frozen=True)
class Report:
    """Everything that a run found."""

    verdicts: Sequence[Verdict] = ()
    problems: Sequence[Problem] = ()
    unreached: Sequence[str] = ()
    excepted: int = 0
    pages: int = 0
    requests: int = 0
    notes: Sequence[str] = field(default_factory=tuple)

    def counts(self) -> dict[str, int]:
        """Count addresses by their state."""
        states = Counter({verdict.occurrence.address: verdict.state for verdict in self.verdicts}.values())
        named = {state: states[state] for state in ("alive", "blocked", "missed", "dead")}
        return {**named, "unreached": len(self.unreached), "excepted": self.excepted}


def render(found: Report, form: str) -> str:
    """Write a report in one of FORMATS."""
    if form == "json":
        return _json(found)
    if form == "junit":
        return _junit(found)
    return report.render(in_order(found.problems), "github") if form == "github" else _text(found)


def _text(found: Report) -> str:
    """Write a table grouped by record or page; what is well is only counted."""
    lines = []
    groups: dict[str, list[Problem]] = defaultdict(list)
    for problem in in_order(found.problems):
        groups[problem.where.path].append(problem)
    for path, problems in sorted(groups.items()):
        lines.append(path)
        for problem in problems:
            hint = f" ({problem.hint})" if problem.hint else ""
            lines.append(f"  {problem.where.line:>5}  {problem.severity.value:<7}  {problem.code:<19}  {problem.message}{hint}")
    counts = ", ".join(f"{count} {state}" for state, count in found.counts().items())
    inside = [f"inside: {found.pages} pages followed"] if found.pages else []
    outside = [f"outside: {counts}; {found.requests} requests"] if found.verdicts or found.unreached or found.requests else []
    errors = sum(problem.severity is Severity.ERROR for problem in found.problems)
    return "\n".join([*lines, *found.notes, *inside, *outside, f"{errors} errors, {len(found.problems) - errors} warnings"])


def _json(found: Report) -> str:
    links = [
        {
            "address": verdict.occurrence.address,
            "path": verdict.occurrence.where.path,
            "line": verdict.occurrence.where.line,
            "record": verdict.occurrence.group,
            "state": verdict.state,
            "reason": verdict.seen.reason.value,
            "note": verdict.seen.note,
            "misses": verdict.memory.misses,
            "alive": str(verdict.memory.alive or ""),
            "moved": verdict.memory.moved,
            "archive": verdict.memory.archive,
        }
        for verdict in found.verdicts
    ]
    problems = json.loads(report.render(in_order(found.problems), "json"))
    whole = {"counts": found.counts(), "requests": found.requests, "links": links, "problems": problems, "unreached": list(found.unreached)}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _junit(found: Report) -> str:
    """Write one suite for each file; an address without a problem is a test that passed."""
    cases: dict[str, list[str]] = defaultdict(list)
    failures = Counter[str]()
    told = {(problem.where.path, problem.where.line) for problem in found.problems}
    for verdict in found.verdicts:
        where = verdict.occurrence.where
        if (where.path, where.line) not in told:
            cases[where.path].append(f"<testcase classname={quoteattr(where.path)} name={quoteattr(verdict.occurrence.address)}/>")
    for problem in in_order(found.problems):
        path, failed = problem.where.path, problem.severity is Severity.ERROR
        failures[path] += failed
        said = (
            f"<failure type={quoteattr(problem.code)} message={quoteattr(problem.message)}/>"
            if failed
            else f"<system-out>{escape(problem.message)}</system-out>"
        )
        cases[path].append(f"<testcase classname={quoteattr(path)} name={quoteattr(f'{problem.where.line}: {problem.code}')}>{said}</testcase>")
    suites = [
        f'<testsuite name={quoteattr(path)} tests="{len(rows)}" failures="{failures[path]}">\n' + "\n".join(rows) + "\n</testsuite>"
        for path, rows in sorted(cases.items())
    ]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", *suites, "</testsuites>"])
