"""The command `llm4s links`: inside by LinkChecker, outside by our own checker, one report."""

from __future__ import annotations

import argparse
import asyncio
import datetime
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from llm4s.adapters.inside import inside_problems, read_site, shared, site_address, sources
from llm4s.adapters.links import forms, standing
from llm4s.adapters.links.check import Checker
from llm4s.adapters.links.crawl import CrawlError, crawl
from llm4s.adapters.links.fetch import Fetcher, Limits
from llm4s.adapters.links.forms import Report
from llm4s.adapters.links.guard import Resolver, system_resolver
from llm4s.adapters.links.journal import EXCEPTIONS, Journal, read_validators, write_ledger, write_validators
from llm4s.adapters.links.mending import archive, secure_addresses, write_repairs
from llm4s.adapters.links.options import show_progress
from llm4s.adapters.links.pace import Pace
from llm4s.adapters.links.registries import Registries, Services
from llm4s.adapters.links.run import Run
from llm4s.inside import locate
from llm4s.ledger import Ledger, remember
from llm4s.observation import Observation
from llm4s.outside import Occurrence, by_address, changed, changed_lines, in_shard, occurrences
from llm4s.problem import Problem, has_errors
from llm4s.project import Project, State
from llm4s.verdict import problems, verdicts
from llm4s.waiver import Waivers
from llm4s.waiver import read as read_waivers

CACHE = Path(".cache/links")


class CallError(Exception):
    """The call cannot be carried out."""


@dataclass
class Setting:
    """The world around a run; tests bring their own."""

    resolve: Resolver = system_resolver
    limits: Limits = field(default_factory=Limits)
    pace: Callable[[], Pace] = Pace
    services: Services = field(default_factory=Services)
    roots: str | None = None
    today: Callable[[], datetime.date] = datetime.date.today


def run(project: Project, options: argparse.Namespace, setting: Setting | None = None) -> int:
    """Run the command: 0 all is well, 1 something is wrong, 2 a call that cannot be carried out, 3 the time did not suffice."""
    setting = setting or Setting()
    try:
        found = _Work(project, options, setting).report()
    except (CallError, CrawlError, standing.IssueError) as error:
        print(f"llm4s: {error}", file=sys.stderr)
        return 2
    if output := forms.render(found, options.format):
        print(output)
    return 1 if has_errors(found.problems) else 3 if found.unreached else 0


class _Work:
    def __init__(self, project: Project, options: argparse.Namespace, setting: Setting) -> None:
        self.project, self.options, self.setting = project, options, setting
        self.today = setting.today()
        self.state: State = project.check(self.today)
        self.started = time.monotonic()

    def report(self) -> Report:
        found = [] if self.options.outside else self._inside()
        if self.options.inside:
            return Report(problems=found, pages=self._pages)
        outside = asyncio.run(self._outside())
        pages = 0 if self.options.outside else self._pages
        whole = Report(outside.verdicts, [*found, *outside.problems], outside.unreached, outside.excepted, pages, outside.requests, outside.notes)
        if self.options.issue:
            print(asyncio.run(self._keep_issue(whole)), file=sys.stderr)
        return whole

    def _inside(self) -> list[Problem]:
        """Crawl the built site, and name the place in the source of what leads nowhere."""
        folder = self.project.root / self.options.site
        if not (folder / "index.html").is_file():
            raise CallError(f"there is no built site in {folder}: run 'make build' first, or give --outside")
        address = site_address(self.project.root)
        self._pages = len(read_site(folder, address).pages)
        found = inside_problems(self.project.root, self.state, folder, address)
        dead = crawl(folder)
        texts = sources(self.project.root, self.state, {page for page, _, _ in dead})
        for page, target, result in dead:
            where = locate(texts.get(page), shared(self.project.root), target, target.lstrip("./"))
            if where.path not in {problem.where.path for problem in found}:
                found.append(Problem(where, "broken-link", f"'{target}' leads nowhere: {result}", "correct the link, or add what it leads to"))
        return found

    async def _outside(self) -> Report:
        places = occurrences(self.state.catalog, self.state.chapters)
        waivers, faults = self._waivers(places)
        if self.options.changed:
            places = changed(places, _difference(self.project.root, self.options.changed))
        chosen = [place for place in places if not waivers.covers(place.address, self.today) and _in(self.options.shard, place.address)]
        excepted = len({place.address for place in places if waivers.covers(place.address, self.today)})
        if self.options.collect:
            return self._collected(chosen, faults, excepted)
        fetcher = self._fetcher()
        try:
            return await self._checked(fetcher, chosen, faults, excepted)
        finally:
            await fetcher.close()

    async def _checked(self, fetcher: Fetcher, chosen: list[Occurrence], faults: list[Problem], excepted: int) -> Report:
        wanted = by_address(chosen)
        pace = self.setting.pace()
        validators = read_validators(self._cache / "validators.json")
        checker = Checker(fetcher, pace, validators)
        registries = Registries(fetcher, pace, self.setting.services, os.environ.get("GITHUB_TOKEN", ""))
        journal = None if self.options.changed else Journal(self._cache / f"{self._name}.jsonl")
        titled = {place.address for place in chosen if place.title}
        work = Run(checker, registries, self.today, journal, titled, show_progress(self.options.format))
        if journal:
            if self.options.fresh:
                journal.remove()
            work.seen = {seen.address: seen for seen in journal.read(self.today) if seen.address in wanted}
        unreached = await work.check(wanted, self._seconds_left())
        ledger = remember(self.state.ledger, work.seen.values(), self._kept() if journal else None)
        notes: list[str] = []
        if self.options.archive:
            ledger, copied = await archive(registries, ledger, wanted, self._seconds_left())
            notes.append(f"{copied} archived copies found or made")
        if self.options.fix:
            secure = await secure_addresses(checker, ledger, wanted, self._seconds_left())
            notes += [f"rewrote {path}" for path in write_repairs(self.project.root, chosen, ledger, secure, self.state.moves)]
        if self.options.save:
            self.options.save.write_text("".join(f"{seen.as_line()}\n" for _, seen in sorted(work.seen.items())), encoding="utf-8")
        if journal:
            if not self.options.save:
                write_ledger(self.project.root, ledger)
            journal.close() if unreached else journal.remove()
            write_validators(self._cache / "validators.json", validators)
        return self._reported(chosen, work.seen, ledger, faults, unreached, excepted, fetcher.requests, notes)

    def _collected(self, chosen: list[Occurrence], faults: list[Problem], excepted: int) -> Report:
        """Put what the shards of a run saw into the ledger."""
        seen: dict[str, Observation] = {}
        for path in self.options.collect:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            seen |= {found.address: found for line in lines if (found := Observation.from_line(line))}
        ledger = remember(self.state.ledger, seen.values(), self._kept())
        write_ledger(self.project.root, ledger)
        unreached = sorted({place.address for place in chosen} - set(seen))
        return self._reported(chosen, seen, ledger, faults, unreached, excepted, 0, [])

    def _reported(
        self,
        chosen: list[Occurrence],
        seen: dict[str, Observation],
        ledger: Ledger,
        faults: list[Problem],
        unreached: list[str],
        excepted: int,
        requests: int,
        notes: list[str],
    ) -> Report:
        made = verdicts(chosen, seen, ledger)
        found = [*faults, *problems(made, strict=bool(self.options.changed))]
        return Report(made, found, unreached, excepted, requests=requests, notes=notes)

    def _waivers(self, places: list[Occurrence]) -> tuple[Waivers, list[Problem]]:
        path = self.project.root / EXCEPTIONS
        if not path.is_file():
            return Waivers(), []
        waivers, faults = read_waivers(EXCEPTIONS, path.read_bytes())
        return waivers, [*faults, *waivers.problems({place.address for place in places}, self.today)]

    def _kept(self) -> set[str]:
        """Give all addresses that stand anywhere: the others leave the ledger."""
        return {place.address for place in occurrences(self.state.catalog, self.state.chapters)}

    async def _keep_issue(self, found: Report) -> str:
        fetcher = self._fetcher()
        summary = ", ".join(f"{count} {state}" for state, count in found.counts().items())
        names = os.environ.get("GITHUB_REPOSITORY", ""), os.environ.get("GITHUB_TOKEN", "")
        try:
            return await standing.keep(fetcher, self.setting.services.github, *names, found.problems, summary)
        finally:
            await fetcher.close()

    def _fetcher(self) -> Fetcher:
        return Fetcher(self.setting.limits, self.setting.resolve, loopback=self.options.allow_loopback, roots=self.setting.roots)

    def _seconds_left(self) -> float | None:
        if self.options.time_limit is None:
            return None
        return max(0.0, float(self.options.time_limit) * 60 - (time.monotonic() - self.started))

    @property
    def _cache(self) -> Path:
        return self.project.root / CACHE

    @property
    def _name(self) -> str:
        return "run-{}-of-{}".format(*self.options.shard) if self.options.shard else "run"


def _in(shard: tuple[int, int] | None, address: str) -> bool:
    return shard is None or in_shard(address, *shard)


def _difference(root: Path, revision: str) -> dict[str, frozenset[int]]:
    if revision.startswith("-"):
        raise CallError(f"'{revision}' is no revision")
    command = ["git", "-c", "core.quotePath=false", "diff", "--unified=0", "--no-color", "--no-ext-diff", "--relative", revision, "--", "data", "docs"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603 (no shell)
    if done.returncode:
        raise CallError(f"git cannot compare with '{revision}': {done.stderr.strip()[:200]}")
    return changed_lines(done.stdout)
