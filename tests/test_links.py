"""Link health against a local web: every behaviour judged rightly, politely and safely, and runs that may be killed."""

from __future__ import annotations

import asyncio
import datetime
import json
import random
import selectors
import shutil
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from link_web import BEHAVIOURS, Exchange, Web, resolve
from llm4s import ledger
from llm4s.adapters.cli import main
from llm4s.adapters.links import command, pace
from llm4s.adapters.links.check import Checker, PostponedError
from llm4s.adapters.links.command import Setting
from llm4s.adapters.links.fetch import Fetcher, Limits, target_of
from llm4s.adapters.links.guard import UnsafeError, is_allowed
from llm4s.adapters.links.journal import Journal
from llm4s.adapters.links.pace import Pace
from llm4s.adapters.links.registries import Registries, Services
from llm4s.adapters.links.run import Run
from llm4s.identifier import Identifier
from llm4s.observation import Observation, Reason, State
from places import HERE

DAY = datetime.date(2026, 2, 1)
LIMITS = Limits(connect=2, read=2, body=2, pause=0.05, patience=5)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with Web(tmp_path_factory.mktemp("web")) as running:
        yield running


@pytest.fixture(autouse=True)
def _forget(web: Web) -> None:
    web.reset()
    web.extra.clear()


def fast() -> Pace:
    return Pace(0, 16, 64)


def fetcher(web: Web, **more: Any) -> Fetcher:
    return Fetcher(more.pop("limits", LIMITS), more.pop("resolve", resolve), loopback=more.pop("loopback", True), roots=web.roots)


def using(web: Web, use: Callable[[Fetcher], Coroutine[Any, Any, Any]], **more: Any) -> Any:
    async def work() -> Any:
        asker = fetcher(web, **more)
        try:
            return await use(asker)
        finally:
            await asker.close()

    return asyncio.run(work())


def look(web: Web, url: str, **more: Any) -> Any:
    return using(web, lambda asker: Checker(asker, fast(), more.pop("validators", None)).check(url), **more)


def test_every_behaviour_is_judged_rightly(web: Web) -> None:
    truths = web.addresses(2, hosts=8)
    assert len({name for _, name in truths.values()}) == len(BEHAVIOURS) >= 80

    async def work(asker: Fetcher) -> dict[str, Observation]:
        run = Run(Checker(asker, fast()), Registries(asker, fast()), DAY)
        assert await run.check(truths) == []
        return run.seen

    seen = using(web, work)
    wrong = {address: (truth, str(seen[address].reason), seen[address].note) for address, (truth, _) in truths.items() if seen[address].reason.state != truth}
    assert wrong == {}
    moved = {seen[address].moved.partition("/plain")[0] for address, (_, name) in truths.items() if name.startswith("permanent")}
    assert all(moved)
    for _, _, _, _, headers in web.log:
        assert "cookie" not in headers
        assert "referer" not in headers
        assert "LLM4S" in headers["user-agent"]


# politeness


class Selector(selectors.DefaultSelector):
    """Sleeps by turning the clock forward."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        found = super().select(0)
        if not found and timeout:
            self.now += timeout
        return found


def in_turned_time(work: Coroutine[Any, Any, Any]) -> Any:
    selector = Selector()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now  # type: ignore[method-assign]
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()


def test_a_host_is_asked_once_a_second_by_two_at_once() -> None:
    async def work() -> tuple[list[float], int]:
        polite, starts, at_once, most = Pace(), [], 0, 0

        async def one() -> None:
            nonlocal at_once, most
            async with polite.turn("fern.example"):
                starts.append(asyncio.get_running_loop().time())
                at_once += 1
                most = max(most, at_once)
                await asyncio.sleep(5)
                at_once -= 1

        await asyncio.gather(*(one() for _ in range(7)))
        return starts, most

    starts, most = in_turned_time(work())
    assert most == 2
    assert all(later - earlier >= 0.999 for earlier, later in pairwise(starts))


def test_a_pause_holds_back_even_those_who_wait() -> None:
    async def work() -> list[float]:
        polite, starts = Pace(), []

        async def one() -> None:
            async with polite.turn("fern.example"):
                starts.append(asyncio.get_running_loop().time())
                polite.pause("fern.example", 30)

        await asyncio.gather(one(), one())
        return starts

    first, second = in_turned_time(work())
    assert second - first >= 30


def test_hosts_do_not_wait_for_each_other() -> None:
    async def work() -> float:
        polite = Pace()
        for number in range(50):
            async with polite.turn(f"h{number}.example"):
                pass
        return asyncio.get_running_loop().time()

    assert in_turned_time(work()) == 0


def test_both_forms_of_retry_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace.time, "time", lambda: 1_767_225_600.0)
    assert pace.retry_after("120") == 120
    assert pace.retry_after("Thu, 01 Jan 2026 00:01:00 GMT") == 60
    assert pace.retry_after("Thu, 01 Jan 2015 00:01:00 GMT") == 0
    assert pace.retry_after("soon") is pace.retry_after("") is None


def test_a_host_that_asks_for_long_patience_is_left_alone(web: Web) -> None:
    url = f"http://closed-1.web.test:{web.port}/429-for-long/"

    async def work(asker: Fetcher) -> None:
        checker = Checker(asker, fast())
        assert (await checker.check(f"{url}1")).reason is Reason.TOO_MANY
        with pytest.raises(PostponedError):
            await checker.check(f"{url}2")

    using(web, work)
    assert web.requests == 1


def test_files_are_asked_for_by_their_head_and_pages_only_if_they_changed(web: Web) -> None:
    look(web, f"http://a.web.test:{web.port}/file/1/paper.pdf")
    assert [method for _, _, method, _, _ in web.log] == ["HEAD"]
    validators: dict[str, list[str]] = {}
    for _ in range(2):
        assert look(web, f"http://a.web.test:{web.port}/conditional/1", validators=validators).reason is Reason.OK
    assert web.unchanged == 1
    assert validators


def test_nothing_unwritten_is_asked_for_where_robots_rules_forbid_it(web: Web) -> None:
    async def house(x: Exchange) -> None:
        await (x.send(200, "User-agent: *\nDisallow: /", kind="text/plain") if x.path == "/robots.txt" else x.page("Fern", "It is no longer available."))

    web.extra["house.web.test"] = house
    assert look(web, f"http://house.web.test:{web.port}/x").reason is Reason.OK
    assert [path for _, _, _, path, _ in web.log] == ["/x", "/robots.txt"]


# safety


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        *((address, True) for address in ("8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808")),
        *(
            (address, False)
            for address in ("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200")
        ),
        *(
            (address, False)
            for address in ("168.63.129.16", "0.0.0.0", "255.255.255.255", "224.0.0.1", "::1", "::", "fe80::1%eth0", "fd00:ec2::254", "ff02::1")
        ),
        *((address, False) for address in ("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe", "fern")),
    ],
)
def test_only_the_public_net_is_allowed(address: str, allowed: bool) -> None:
    assert is_allowed(address) is allowed


def test_loopback_is_allowed_by_an_explicit_option_alone() -> None:
    assert is_allowed("127.0.0.1", loopback=True)
    assert is_allowed("::ffff:127.0.0.1", loopback=True)
    assert not is_allowed("10.0.0.1", loopback=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "any.web.test", "2130706433", "0x7f.1", "127.1"])
def test_this_machine_is_not_asked(web: Web, host: str) -> None:
    assert look(web, f"http://{host}:{web.port}/plain/1", loopback=False).reason in (Reason.UNSAFE, Reason.NO_HOST)
    assert web.requests == 0


@pytest.mark.parametrize(
    "place",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://user:secret@fern.example/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_every_hop_is_checked(web: Web, place: str) -> None:
    async def house(x: Exchange) -> None:
        await x.to(place)

    web.extra["house.web.test"] = house
    assert look(web, f"http://house.web.test:{web.port}/x").reason is Reason.UNSAFE


def test_a_name_with_one_private_address_is_not_asked(web: Web) -> None:
    async def mixed(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1", "10.0.0.1"]

    assert look(web, f"http://a.web.test:{web.port}/plain/1", resolve=mixed).reason is Reason.UNSAFE
    assert web.requests == 0


def test_a_name_is_resolved_once_so_that_it_cannot_change_in_between(web: Web) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])

    async def rebinding(_host: str, _port: int) -> list[str]:
        return next(answers)

    assert look(web, f"http://a.web.test:{web.port}/permanent/1", resolve=rebinding).reason is Reason.OK


@pytest.mark.parametrize("url", ["ftp://fern.example/", "file:///etc/passwd", "http://user@fern.example/", "https://:secret@fern.example/"])
def test_other_schemes_and_credentials_are_refused(web: Web, url: str) -> None:
    with pytest.raises(UnsafeError):
        target_of(url)
    assert look(web, url).reason in (Reason.UNSAFE, Reason.NO_HOST)
    assert web.requests == 0


@pytest.mark.parametrize("url", ["http:///x", "http://[half", "http://a b/", "http://a:99999/", "http://\u2488\u2488/"])
def test_what_is_no_address_is_no_host(web: Web, url: str) -> None:
    assert look(web, url).reason is Reason.NO_HOST


@settings(max_examples=150)
@given(st.text("[]:/@#?%.\\ü1ab⒈\u200d ", max_size=20))
def test_no_address_stops_a_run(rest: str) -> None:
    async def nowhere(_host: str, _port: int) -> list[str]:
        return []

    async def work() -> None:
        asker = Fetcher(LIMITS, nowhere)
        run = Run(Checker(asker, fast()), Registries(asker, fast()), DAY)
        addresses = [f"http://{rest}", f"https://{rest}#{rest}"]
        assert await run.check(addresses) == []
        assert {seen.reason for seen in run.seen.values()} <= {Reason.NO_HOST, Reason.UNSAFE}
        await asker.close()

    asyncio.run(work())


def test_hosts_in_other_scripts_and_odd_paths() -> None:
    assert target_of("http://bücher.example/ä b?c=ü").host == "xn--bcher-kva.example"
    assert target_of("http://bücher.example/ä?c=ü").path == "/%C3%A4?c=%C3%BC"
    assert target_of("http://fern.example/a%20b?x=1%2B").path == "/a%20b?x=1%2B"
    assert target_of("http://[2606:4700::1111]:81/").authority == "[2606:4700::1111]:81"


def test_a_bomb_and_an_endless_body_are_read_in_bounds(web: Web) -> None:
    for name in ("bomb", "endless-body"):
        found = look(web, f"http://a.web.test:{web.port}/{name}/1")
        assert found.reason is Reason.OK
        assert len(found.answer.text) <= LIMITS.size
        assert not found.answer.whole


def test_cookies_and_secrets_go_nowhere_else(web: Web) -> None:
    async def host_of_code(x: Exchange) -> None:
        await x.to(x.url("/stolen", host="thief.web.test"), 301, {"Set-Cookie": "a=b"})

    web.extra["code.web.test"] = host_of_code
    services = Services(github=f"http://code.web.test:{web.port}")
    using(web, lambda asker: Registries(asker, fast(), services, "secret").ask(Identifier("github", "fern/frond")))
    sent = {host: headers for _, host, _, _, headers in web.log}
    assert sent["code.web.test"]["authorization"] == "Bearer secret"
    assert "authorization" not in sent["thief.web.test"]
    assert "cookie" not in sent["thief.web.test"]


# a project whose addresses lead into the local web


FEED = "<feed><entry><id>http://arxiv.org/abs/2401.00001v2</id><title>Ferns in the shade</title></entry></feed>"


async def registry(x: Exchange) -> None:
    """Answer as the registries do."""
    if x.path.startswith("/api/query"):
        return await x.send(200, FEED, kind="application/atom+xml")
    answers: dict[str, tuple[int, Any]] = {
        "/api/handles/10.1000/fern": (200, {"responseCode": 1}),
        "/api/handles/10.1000/none": (404, {"responseCode": 100}),
        "/10.1000/fern": (200, {"title": "Quite another book of mosses"}),
        "/repos/fern/old": (200, {"full_name": "fern/new", "archived": False}),
        "/repos/fern/gone": (404, {}),
        "/api/models/fern/frond": (200, {"id": "fern/frond", "gated": "auto"}),
    }
    if x.path == "/wayback/available":
        gone = "status-404" in x.headers["query"]
        closest = {"available": True, "status": "200", "url": "http://web.archive.org/web/20200101000000/http://x.example/gone"}
        return await x.send(200, json.dumps({"archived_snapshots": {"closest": closest} if gone else {}}), kind="application/json")
    if x.path.startswith("/save/"):
        return await x.send(200, "", {"Content-Location": "/web/20260201000000/http://x.example/made"})
    if "/issues" in x.path:
        return await issues(x)
    status, value = answers.get(x.path, (404, {}))
    return await x.send(status, json.dumps(value), kind="application/json")


async def issues(x: Exchange) -> None:
    x.web.visits["issue", x.method] += 1
    open_now = x.web.visits["issue", "POST"] > 0
    await x.send(200, json.dumps(([{"number": 7}] if open_now else []) if x.method == "GET" else {"number": 7}), kind="application/json")


@pytest.fixture
def project(web: Web, tmp_path: Path) -> Path:
    (tmp_path / "data/papers").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    base = f"http://h1.web.test:{web.port}"
    good = [f"{base}/plain/1", f"{base}/permanent/2", f"{base}/status-403/3", "https://github.com/fern/old", "https://huggingface.co/fern/frond"]
    lines = "\n".join(f"[a]({address})" for address in good)
    (tmp_path / "docs/index.md").write_text(f"---\ntitle: x\ndescription: y\n---\n{lines}\n[code]: `{base}/permanent/2`\n", encoding="utf-8")
    web.extra["registry.web.test"] = registry
    return tmp_path


def run(web: Web, root: Path, *words: str, day: datetime.date = DAY) -> int:
    from llm4s.adapters.cli import _parser
    from llm4s.project import Project

    service = f"http://registry.web.test:{web.port}"
    services = Services(service, service, service, service, service, service)
    setting = Setting(resolve, LIMITS, fast, services, web.roots, lambda: day)
    options = _parser().parse_args(["--root", str(root), "links", "--allow-loopback", *words])
    return command.run(Project(root), options, setting)


def read_ledger(root: Path) -> dict[str, ledger.Memory]:
    known, problems = ledger.read("x", (root / ledger.LEDGER).read_text(encoding="utf-8"))
    assert problems == []
    return known


def test_a_run_remembers_and_reports(web: Web, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(web, project, "--outside") == 0
    out = capsys.readouterr().out
    assert "docs/index.md\n      6  warning  moved-link" in out
    assert "outside: 4 alive, 1 blocked, 0 missed, 0 dead, 0 unreached, 0 excepted" in out
    known = read_ledger(project)
    assert len(known) == 5
    assert known["https://github.com/fern/old"].moved == "https://github.com/fern/new"
    assert known["https://huggingface.co/fern/frond"].reason is Reason.GATED
    assert not (project / ".cache/links/run.jsonl").exists()


def test_dead_after_three_days_and_shown_with_its_copy(web: Web, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = f"http://h1.web.test:{web.port}/status-404/1"
    (project / "docs/gone.md").write_text(f"---\ntitle: x\ndescription: y\n---\n<{address}>\n", encoding="utf-8")
    for number in range(2):
        assert run(web, project, "--outside", day=DAY + datetime.timedelta(days=number)) == 0
        assert run(web, project, "--outside", day=DAY + datetime.timedelta(days=number)) == 0
    assert read_ledger(project)[address].state is None
    assert run(web, project, "--outside", "--archive", "--format", "github", day=DAY + datetime.timedelta(days=2)) == 1
    assert "::error file=docs/gone.md,line=5,col=2,title=dead-link::" in capsys.readouterr().out
    known = read_ledger(project)
    assert known[address].state is State.DEAD
    assert known[address].archive == "https://web.archive.org/web/20200101000000/http://x.example/gone"
    assert known[f"http://h1.web.test:{web.port}/plain/1"].archive.endswith("/made")


def test_the_wrong_paper_is_found(web: Web, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = """name: Fern paper
summary: A paper on ferns.
title: Ferns in the shade
authors: [Fern]
year: 2024
type: report
identifiers:
  arxiv: "2401.00001"
  doi: 10.1000/fern
links: [{type: paper, url: "https://doi.org/10.1000/none"}, {type: paper, url: "https://arxiv.org/abs/2401.00002"}]
evidence:
  - {facts: [title], source: "https://github.com/fern/gone", checked: 2026-01-01}
"""
    (project / "data/papers/fern-paper.yaml").write_text(text, encoding="utf-8")
    assert run(web, project, "--outside", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [(p["line"], p["code"]) for p in found["problems"] if p["severity"] == "error"] == [(9, "wrong-title")]
    reasons = {link["address"]: link["reason"] for link in found["links"]}
    for address in ("https://doi.org/10.1000/none", "https://arxiv.org/abs/2401.00002", "https://github.com/fern/gone"):
        assert reasons[address] == "no-such-identifier"
    assert run(web, project, "--outside", "--format", "junit") == 1
    suites = ElementTree.fromstring(capsys.readouterr().out)
    assert suites.find(".//failure").get("type") == "wrong-title"


def test_a_registry_that_says_nothing_is_passed_by(web: Web) -> None:
    async def house(x: Exchange) -> None:
        await x.page("Sorry", "no", 503 if x.path.startswith("/api") else 403)

    web.extra["registry.web.test"] = house
    service = f"http://registry.web.test:{web.port}"
    services = Services(service, service, service, service, service, service)

    async def work(asker: Fetcher) -> None:
        registries = Registries(asker, fast(), services)
        for name in ("doi", "arxiv", "github", "hugging-face"):
            assert await registries.ask(Identifier(name, "10.1/x")) is None
        assert await registries.copy_of("http://x.example") == await registries.make_copy("http://x.example") == ""

    using(web, work)


def test_what_a_change_brings_in_must_work_at_once(web: Web, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", "-C", str(project)]
    page = project / "docs/new.md"
    page.write_text(f"---\ntitle: x\ndescription: y\n---\n<http://h1.web.test:{web.port}/status-404/old>\n", encoding="utf-8")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True)
    assert run(web, project, "--outside", "--changed", "HEAD") == 0
    assert web.requests == 0
    with page.open("a", encoding="utf-8") as file:
        file.write(f"<http://h1.web.test:{web.port}/status-404/new> <http://h1.web.test:{web.port}/status-500/new>\n")
    assert run(web, project, "--outside", "--changed", "HEAD") == 1
    out = capsys.readouterr().out
    assert "status-404/new' is dead" in out
    assert "status-500/new' was missed" in out
    assert "old" not in {path.rpartition("/")[2] for _, _, _, path, _ in web.log}
    assert not (project / ledger.LEDGER).exists()
    for bad in ("no-such-revision", "--output=x"):
        assert run(web, project, "--outside", f"--changed={bad}") == 2


def test_shards_together_see_what_one_run_sees(web: Web, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = []
    for part in (1, 2, 3):
        saved.append(str(project / f"seen-{part}.jsonl"))
        assert run(web, project, "--outside", "--shard", f"{part}/3", "--save", saved[-1]) == 0
    assert not (project / ledger.LEDGER).exists()
    assert run(web, project, "--outside", "--collect", *saved) == 0
    parts = (project / ledger.LEDGER).read_text(encoding="utf-8")
    shutil.rmtree(project / "data/links")
    assert run(web, project, "--outside") == 0
    assert (project / ledger.LEDGER).read_text(encoding="utf-8") == parts
    for bad in ("0/3", "4/3", "a/b", "3"):
        with pytest.raises(SystemExit):
            run(web, project, "--shard", bad)
    capsys.readouterr()


def test_repairs_are_written(web: Web, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = project / "docs/index.md"
    before = page.read_text(encoding="utf-8")
    assert run(web, project, "--outside", "--fix") == 0
    assert "rewrote docs/index.md" in capsys.readouterr().out
    base = f"http://h1.web.test:{web.port}"
    wanted = before.replace(f"({base}/permanent/2)", f"({base}/plain/2)").replace("fern/old", "fern/new")
    assert page.read_text(encoding="utf-8") == wanted
    assert f"`{base}/permanent/2`" in wanted


def test_https_is_taken_where_it_works(web: Web) -> None:
    from llm4s.adapters.links.mending import secure_addresses

    async def to_ports(host: str, port: int) -> list[str]:
        return await resolve(host, port)

    good = f"http://h1.web.test:{web.tls_port}/plain/1"
    bad = f"http://h1.web.test:{web.ports['untrusted']}/plain/1"
    known = {address: ledger.Memory(address, State.ALIVE, Reason.OK, DAY) for address in (good, bad)}
    assert using(web, lambda asker: secure_addresses(Checker(asker, fast()), known, [*known, "https://x.example"], 20), resolve=to_ports) == [good]


def test_exceptions_are_not_asked_and_must_hold(web: Web, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"""exceptions:
  - address: "http://h1.web.test:{web.port}/*"
    reason: Looked at by hand.
    since: 2026-01-01
    expires: 2026-03-01
"""
    (project / "data/links").mkdir()
    (project / "data/links/exceptions.yaml").write_text(text, encoding="utf-8")
    assert run(web, project, "--outside") == 0
    assert "3 excepted" in capsys.readouterr().out
    assert "h1.web.test" not in {host for _, host, _, _, _ in web.log}
    assert run(web, project, "--outside", day=datetime.date(2026, 4, 1)) == 1
    assert "data/links/exceptions.yaml" in capsys.readouterr().out


def test_time_used_up_is_told_and_the_next_run_goes_on(web: Web, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(web, project, "--outside", "--time-limit", "0") == 3
    assert "5 unreached" in capsys.readouterr().out
    journal = Journal(project / ".cache/links/run.jsonl")
    journal.add([Observation(f"http://h1.web.test:{web.port}/plain/1", Reason.OK, DAY)])
    journal.close()
    assert run(web, project, "--outside") == 0
    assert "/plain/1" not in {path for _, _, _, path, _ in web.log}
    assert run(web, project, "--outside", "--fresh") == 0
    assert "/plain/1" in {path for _, _, _, path, _ in web.log}


def test_the_standing_issue_is_opened_rewritten_and_closed(
    web: Web, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    assert run(web, project, "--outside", "--issue") == 2
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.setenv("GITHUB_REPOSITORY", "fern/guide")
    assert run(web, project, "--outside", "--issue") == 0
    assert "nothing to report" in capsys.readouterr().err
    bad = project / "docs/bad.md"
    bad.write_text(f"---\ntitle: x\ndescription: y\n---\n<http://h1.web.test:{web.port}/status-404/`@all`>\n", encoding="utf-8")
    for number in range(2):
        run(web, project, "--outside", day=DAY + datetime.timedelta(days=number))
    for number, said in ((2, "issue opened"), (3, "issue rewritten")):
        assert run(web, project, "--outside", "--issue", day=DAY + datetime.timedelta(days=number)) == 1
        assert said in capsys.readouterr().err
    bad.unlink()
    assert run(web, project, "--outside", "--issue", day=DAY + datetime.timedelta(days=4)) == 0
    assert "issue closed" in capsys.readouterr().err
    bodies = [json.loads(headers[""]) for _, _, method, path, headers in web.log if "/issues" in path and method != "GET"]
    assert [body.get("state") for body in bodies] == [None, "open", "closed"]
    assert "docs/bad.md:5" in bodies[0]["body"]


def test_links_inside_a_built_site(web: Web, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(web, project, "--inside") == 2
    assert "make build" in capsys.readouterr().err
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text('<a href="index.html#x">x</a> <p id="x">', encoding="utf-8")
    assert run(web, project, "--inside") == 0
    (site / "index.html").write_text('<a href="gone/">x</a>', encoding="utf-8")
    (project / "docs/index.md").write_text("---\ntitle: x\ndescription: y\n---\n\n[x](gone.md)\n", encoding="utf-8")
    assert run(web, project) == 1
    out = capsys.readouterr().out
    assert "docs/index.md\n      6  error    broken-link          'gone/' leads nowhere" in out
    assert "inside: 1 pages followed" in out


def test_the_command_line_knows_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    assert main(["--root", str(tmp_path), "links", "--outside"]) == 0
    assert "0 errors, 0 warnings" in capsys.readouterr().out


def test_a_cache_that_cannot_be_read_is_an_empty_one(tmp_path: Path) -> None:
    from llm4s.adapters.links.journal import read_validators

    path = tmp_path / "validators.json"
    for text in ("{", "[]", '{"a": 1}', '{"a": ["b"]}'):
        path.write_text(text, encoding="utf-8")
        assert read_validators(path) == {}


# killed at any point


def test_a_run_killed_anywhere_leaves_a_good_ledger_and_ends_the_same(web: Web, tmp_path: Path) -> None:
    addresses = list(web.addresses(3, hosts=5, only="alive blocked dead"))
    addresses = [
        address for address in addresses if not any(slow in address for slow in ("hang", "slow", "retry", "429", "flaky", "endless", "bomb", "for-ever"))
    ][:90]
    chapter = "---\ntitle: x\ndescription: y\n---\n" + "\n".join(f"<{address}>" for address in addresses) + "\n"
    old = ledger.write(ledger.remember({}, [Observation(address, Reason.GONE, DAY - datetime.timedelta(days=2)) for address in addresses[::2]]))

    def fresh(name: str) -> Path:
        root = tmp_path / name
        (root / "data/links").mkdir(parents=True)
        (root / "docs").mkdir()
        (root / "docs/x.md").write_text(chapter, encoding="utf-8")
        (root / ledger.LEDGER).write_text(old, encoding="utf-8")
        return root

    def start(root: Path, kill_at: int) -> int:
        words = [sys.executable, str(HERE / "killed_run.py"), str(root), web.roots, str(DAY), str(kill_at)]
        return subprocess.run(words, capture_output=True, check=False, timeout=60).returncode

    assert start(fresh("whole"), 0) == 0
    wanted = (tmp_path / "whole" / ledger.LEDGER).read_text(encoding="utf-8")
    steps = int((tmp_path / "whole/steps").read_text(encoding="utf-8"))
    assert wanted != old
    chosen = random.Random(4)
    points = [*chosen.sample(range(1, steps - 3), 16), steps - 3, steps - 2, steps - 1, steps]
    for point in points:
        root = fresh(f"killed-{point}")
        assert start(root, point) == -9, point
        left = (root / ledger.LEDGER).read_text(encoding="utf-8")
        assert left in (old, wanted), point
        before = web.requests
        assert start(root, 0) == 0
        assert web.requests - before < len(addresses) * 2
        assert (root / ledger.LEDGER).read_text(encoding="utf-8") == wanted, point


def test_record_pages_and_chapters_show_what_is_dead(fern: Path) -> None:
    from llm4s.outside import occurrences
    from llm4s.pages import pages
    from llm4s.project import Project

    place = next(place for place in occurrences(Project(fern).check(DAY).catalog, []) if "?" not in place.address)
    gone = ledger.Memory(place.address, State.DEAD, Reason.GONE, DAY, DAY, 3, archive="https://web.archive.org/web/2020/x")
    (fern / "data/links").mkdir()
    (fern / ledger.LEDGER).write_text(ledger.write({gone.address: gone}), encoding="utf-8")
    state = Project(fern).check(DAY)
    assert state.problems == []
    shown = {page.url: page.body for page in pages(state.site("https://x.example/"), {f"{place.group}/"})}
    assert "dead link, <a" in shown[f"{place.group}/"]
    (fern / ledger.LEDGER).write_text("nonsense\n", encoding="utf-8")
    assert [problem.code for problem in Project(fern).check(DAY).problems] == ["bad-ledger"]


def test_a_torn_line_swallows_no_other(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    whole = Observation("https://a.example/", Reason.OK, DAY)
    path.write_text(whole.as_line()[:20], encoding="utf-8")
    journal = Journal(path)
    journal.add([whole])
    journal.close()
    assert journal.read(DAY) == [whole]
    assert journal.read(DAY + datetime.timedelta(days=2)) == []
