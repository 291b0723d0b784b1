"""A small web on loopback whose servers behave in every way that links are known to behave, each address with its known truth.

It listens on 127.0.0.1 only. Its hosts exist by a stub in place of the resolver. It answers a bounded number of requests
for a bounded time, and then stops by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path

import trustme

from llm4s.adapters.links.guard import NoHostError

MAX_REQUESTS = 400_000
MAX_SECONDS = 1_800
MAX_CONNECTION_SECONDS = 30
HANG = 12
ALIVE, BLOCKED, DEAD = "alive", "blocked", "dead"
PAGE = "<!doctype html><html><head><title>Ferns of the world, part {n}</title></head><body><h1>Ferns</h1><p id='frond'>{text}</p></body></html>"
TEXT = "A fern is a plant that has neither seeds nor flowers. " * 20


@dataclass
class Exchange:
    """One request and the way to answer it."""

    web: Web
    method: str
    host: str
    path: str
    headers: dict[str, str]
    writer: asyncio.StreamWriter
    scheme: str

    @property
    def last(self) -> str:
        return self.path.rstrip("/").rpartition("/")[2]

    def url(self, path: str, host: str | None = None, scheme: str | None = None) -> str:
        scheme = scheme or self.scheme
        return f"{scheme}://{host or self.host}:{self.web.tls_port if scheme == 'https' else self.web.port}{path}"

    async def send(self, status: int = 200, body: bytes | str = "", headers: dict[str, str] | None = None, kind: str = "text/html; charset=utf-8") -> None:
        data = body.encode() if isinstance(body, str) else body
        lines = {"Content-Type": kind, "Content-Length": str(len(data)), "LinkChecker": "allowed", **(headers or {})}  # lets LinkChecker hurry
        head = f"HTTP/1.1 {status} X\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items() if name and value is not None) + "\r\n"
        self.writer.write(head.encode("latin-1", "replace") + (b"" if self.method == "HEAD" else data))
        await self.writer.drain()

    async def raw(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def page(self, title: str = "", text: str = TEXT, status: int = 200, headers: dict[str, str] | None = None) -> None:
        body = PAGE.format(n=self.last, text=text)
        await self.send(status, f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>" if title else body, headers)

    async def to(self, location: str, status: int = 302, headers: dict[str, str] | None = None) -> None:
        await self.send(status, "", {"Location": location, **(headers or {})})

    async def first_time(self) -> bool:
        self.web.visits[self.host, self.path] += 1
        return self.web.visits[self.host, self.path] == 1


Act = Callable[[Exchange], Awaitable[None]]


@dataclass(frozen=True)
class Behaviour:
    """A way to behave: its truth, what it does, what its addresses end with, on which hosts they are, and how many of 40 there are."""

    name: str
    truth: str
    act: Act | None
    tail: str = ""
    host: str = ""
    scheme: str = "http"
    most: int = 40
    port: str = ""


BEHAVIOURS: list[Behaviour] = []


def behaves(name: str, truth: str, tail: str = "", host: str = "", scheme: str = "http", most: int = 40, port: str = "") -> Callable[[Act], Act]:
    def add(act: Act) -> Act:
        BEHAVIOURS.append(Behaviour(name, truth, act, tail, host, scheme, most, port))
        return act

    return add


for _status, _truth in (
    (401, BLOCKED),
    (403, BLOCKED),
    (405, BLOCKED),
    (202, BLOCKED),
    (451, BLOCKED),
    (999, BLOCKED),
    (404, DEAD),
    (410, DEAD),
    (500, DEAD),
    (502, DEAD),
):

    @behaves(f"status-{_status}", _truth)
    async def _(x: Exchange, status: int = _status) -> None:
        await x.page(f"Answer {status}", "Something was said about it.", status)


@behaves("plain", ALIVE)
@behaves("idn", ALIVE, host="bücher")
@behaves("query", ALIVE, tail="?a=1&b=%20x")
@behaves("anchor-there", ALIVE, tail="#frond")
@behaves("anchor-missing", ALIVE, tail="#moss")
@behaves("unicode-path", ALIVE, tail="/moosfarn-ä")
@behaves("tls", ALIVE, scheme="https")
async def plain(x: Exchange) -> None:
    await x.page()


@behaves("root", ALIVE, tail="", host="root-{n}", most=20)
async def root(x: Exchange) -> None:
    await x.page()


@behaves("no-content", ALIVE)
async def no_content(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 204 No Content\r\n\r\n")


@behaves("gzip", ALIVE)
async def zipped(x: Exchange) -> None:
    await x.send(200, gzip.compress(PAGE.format(n=1, text=TEXT).encode()), {"Content-Encoding": "gzip"})


@behaves("not-utf-8", ALIVE)
async def not_utf_8(x: Exchange) -> None:
    await x.send(200, b"<html><title>Fl\xe9ole</title><p>\xff\xfe\x80</p>", kind="text/html")


@behaves("wrong-charset", ALIVE)
async def wrong_charset(x: Exchange) -> None:
    await x.send(200, b"<html><title>Fl\xe9ole</title>", kind="text/html; charset=no-such-thing")


@behaves("chunked", ALIVE)
async def chunked(x: Exchange) -> None:
    data = PAGE.format(n=1, text=TEXT).encode()
    await x.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        + (b"" if x.method == "HEAD" else b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data))
    )


@behaves("until-close", ALIVE)
async def until_close(x: Exchange) -> None:
    await x.raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + (b"" if x.method == "HEAD" else PAGE.format(n=1, text=TEXT).encode()))
    x.writer.close()


@behaves("file", ALIVE, tail="/paper.pdf")
async def file(x: Exchange) -> None:
    await x.send(200, b"%PDF-1.4 " + b"x" * 2000, kind="application/pdf")


@behaves("head-refused", ALIVE, tail="/paper.pdf")
async def head_refused(x: Exchange) -> None:
    await (x.send(405) if x.method == "HEAD" else x.send(200, b"%PDF", kind="application/pdf"))


@behaves("head-not-found", ALIVE, tail="/data.zip")
async def head_not_found(x: Exchange) -> None:
    await (x.send(404) if x.method == "HEAD" else x.send(200, b"PK", kind="application/zip"))


@behaves("ranges", ALIVE, tail="/table.csv")
async def ranges(x: Exchange) -> None:
    partial = {"Content-Range": "bytes 0-3/4", "Accept-Ranges": "bytes"} if "range" in x.headers else {"Accept-Ranges": "bytes"}
    await x.send(206 if "range" in x.headers else 200, b"a,b\n", partial, kind="text/csv")


@behaves("conditional", ALIVE)
async def conditional(x: Exchange) -> None:
    if x.headers.get("if-none-match") == '"fern"':
        x.web.unchanged += 1
        await x.raw(b'HTTP/1.1 304 Not Modified\r\nETag: "fern"\r\n\r\n')
    else:
        await x.page(headers={"ETag": '"fern"', "Last-Modified": formatdate(0, usegmt=True)})


@behaves("permanent", ALIVE)
async def permanent(x: Exchange) -> None:
    await x.to(f"/plain/{x.last}", 301)


@behaves("permanent-308", ALIVE)
async def permanent_308(x: Exchange) -> None:
    await x.to(x.url(f"/plain/{x.last}"), 308)


@behaves("temporary", ALIVE)
async def temporary(x: Exchange) -> None:
    await x.to(x.url(f"/plain/{x.last}"), 307)


@behaves("chain", ALIVE)
async def chain(x: Exchange) -> None:
    step = int(x.headers.get("x-step", "0")) if "s" not in x.last else int(x.last.partition("s")[2])
    await (x.page() if step == 4 else x.to(f"{x.path.partition('s')[0].rstrip('/') if 's' not in x.last else x.path.rpartition('s')[0]}s{step + 1}"))


@behaves("relative", ALIVE, tail="/deep/page")
async def relative(x: Exchange) -> None:
    await x.to("../../../plain/1")


@behaves("without-scheme", ALIVE)
async def without_scheme(x: Exchange) -> None:
    await x.to(f"//{x.host}:{x.web.port}/plain/{x.last}")


@behaves("to-tls", ALIVE)
async def to_tls(x: Exchange) -> None:
    await x.to(x.url(f"/plain/{x.last}", scheme="https"), 301)


@behaves("other-host", ALIVE)
async def other_host(x: Exchange) -> None:
    await x.to(x.url(f"/plain/{x.last}", host="elsewhere.web.test"))


@behaves("space-in-location", ALIVE)
async def space_in_location(x: Exchange) -> None:
    await x.to(f"/plain/a fern {x.last}")


@behaves("refresh", ALIVE)
async def refresh(x: Exchange) -> None:
    await x.send(200, f'<html><head><meta http-equiv="refresh" content="0; url=/plain/{x.last}"></head></html>')


@behaves("own-host", ALIVE, tail="/frondlab")
async def own_host(x: Exchange) -> None:
    await x.to(x.url("/", host="frondlab.example"), 301)


@behaves("slow", ALIVE, most=12)
async def slow(x: Exchange) -> None:
    await asyncio.sleep(0.8)
    await x.page()


@behaves("endless-body", ALIVE, most=5)
async def endless(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1073741824\r\n\r\n")
    for _ in range(0 if x.method == "HEAD" else 16384):
        await x.raw(b"<p>fern</p>" * 5957)


@behaves("bomb", ALIVE, most=8)
async def bomb(x: Exchange) -> None:
    await x.send(200, x.web.bomb, {"Content-Encoding": "gzip"})


@behaves("retry-seconds", ALIVE, host="patient-{n}", most=8)
async def retry_seconds(x: Exchange) -> None:
    await (x.send(429, "", {"Retry-After": "1"}) if await x.first_time() else x.page())


@behaves("retry-date", ALIVE, host="dated-{n}", most=8)
async def retry_date(x: Exchange) -> None:
    await (x.send(429, "", {"Retry-After": formatdate(time.time() + 1, usegmt=True)}) if await x.first_time() else x.page())


@behaves("flaky", ALIVE)
async def flaky(x: Exchange) -> None:
    await (x.page("Error 503", "Try again", 503) if await x.first_time() else x.page())


@behaves("about-404", ALIVE)
async def about_404(x: Exchange) -> None:
    await x.page("What the 404 answer means: not found, explained", TEXT)


@behaves("about-parking", ALIVE)
async def about_parking(x: Exchange) -> None:
    await x.page("Why names expire", "A name is parked when its holder shows advertisements. Buy this domain, say such pages. " + TEXT * 3)


@behaves("about-challenges", ALIVE)
async def about_challenges(x: Exchange) -> None:
    await x.page("How pages that verify you are human work", TEXT * 3)


@behaves("own-index", ALIVE, tail="/index.html", host="index-{n}", most=20)
async def own_index(x: Exchange) -> None:
    await x.page()


@behaves("no-kind", ALIVE)
async def no_kind(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + (b"" if x.method == "HEAD" else b"fern"))


@behaves("429", BLOCKED, host="full-{n}", most=8)
async def too_many(x: Exchange) -> None:
    await x.send(429)


@behaves("429-for-long", BLOCKED, host="closed-{n}", most=8)
async def too_many_for_long(x: Exchange) -> None:
    await x.send(429, "", {"Retry-After": "86400"})


@behaves("challenge-403", BLOCKED)
@behaves("challenge-503", BLOCKED)
@behaves("challenge-200", BLOCKED)
async def challenge(x: Exchange) -> None:
    await x.page("Just a moment...", "Enable JavaScript and cookies to continue", int(x.path.split("/")[1][-3:]))


@behaves("challenge-header", BLOCKED)
async def challenge_header(x: Exchange) -> None:
    await x.page("Ferns", "x", 503, {"cf-mitigated": "challenge"})


@behaves("to-login", BLOCKED)
async def login(x: Exchange) -> None:
    await x.to(f"/login?next=/{x.last}")


@behaves("cookie-wall", BLOCKED)
async def cookie_wall(x: Exchange) -> None:
    await (x.page() if "cookie" in x.headers else x.to(x.path, 302, {"Set-Cookie": "seen=1; Path=/"}))


@behaves("redirect-loop", DEAD)
async def loop(x: Exchange) -> None:
    await x.to(x.path[:-2] if x.path.endswith("-b") else f"{x.path}-b")


@behaves("redirect-for-ever", DEAD, most=10)
async def for_ever(x: Exchange) -> None:
    await x.to(f"{x.path}x")


@behaves("bad-location", DEAD)
async def bad_location(x: Exchange) -> None:
    await x.to("http://[half/a:b")


@behaves("no-location", DEAD)
async def no_location(x: Exchange) -> None:
    await x.send(302)


@behaves("other-scheme", DEAD)
async def other_scheme(x: Exchange) -> None:
    await x.to("javascript:alert(1)")


@behaves("to-404", DEAD)
async def to_404(x: Exchange) -> None:
    await x.to(f"/status-404/{x.last}", 301)


@behaves("to-no-host", DEAD)
async def to_no_host(x: Exchange) -> None:
    await x.to(x.url("/x", host=f"nothing-{x.last}.invalid"))


@behaves("to-home", DEAD)
async def to_home(x: Exchange) -> None:
    await x.to("/")


@behaves("to-other-home", DEAD, tail="/articles/long-story")
async def to_other_home(x: Exchange) -> None:
    await x.to(x.url("/", host="bigpress.example"))


@behaves("refresh-to-404", DEAD)
async def refresh_to_404(x: Exchange) -> None:
    await x.send(200, f'<html><head><meta http-equiv="refresh" content="1;URL=\'/status-404/{x.last}\'"></head></html>')


@behaves("soft-404-plain", DEAD)
async def soft_plain(x: Exchange) -> None:
    await x.page("Page not found", "Try the search.")


@behaves("soft-404", DEAD, host="soft-{n}")
async def soft(x: Exchange) -> None:
    await (x.send(404) if x.path == "/robots.txt" else x.page("Fern House", "Sorry, what you look for is no longer available."))


@behaves("parked", DEAD, host="parked-{n}", tail="/", most=20)
async def parked(x: Exchange) -> None:
    await x.page("parked.test", "This domain is for sale. Buy this domain today!")


@behaves("to-parking", DEAD)
async def to_parking(x: Exchange) -> None:
    await x.to(x.url("/domain_profile.cfm?d=x", host="www.hugedomains.com"))


@behaves("hang", DEAD, most=5)
async def hang(x: Exchange) -> None:
    await asyncio.sleep(HANG)
    x.writer.close()


@behaves("hang-in-body", DEAD, most=5)
async def hang_in_body(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n<p>fern")
    await asyncio.sleep(HANG)
    x.writer.close()


@behaves("cut-before-head", DEAD)
async def cut_before_head(x: Exchange) -> None:
    x.writer.close()


@behaves("cut-in-head", DEAD)
async def cut_in_head(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\nContent-Ty")
    x.writer.close()


@behaves("cut-in-body", DEAD)
async def cut_in_body(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n" + b"fern " * 9)
    x.writer.close()


@behaves("bad-chunks", DEAD)
async def bad_chunks(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nnot-a-number\r\nfern\r\n")
    x.writer.close()


@behaves("garbage", DEAD)
async def garbage(x: Exchange) -> None:
    await x.raw(b"SSH-2.0-OpenSSH_9.6\r\n\x00\x01\x02\r\n\r\n")
    x.writer.close()


BEHAVIOURS += [
    Behaviour("no-host", DEAD, None, host="nothing-{n}.invalid"),
    Behaviour("refused", DEAD, None, port="closed"),
    Behaviour("not-tls", DEAD, None, scheme="https", port="http"),
    Behaviour("tls-other-name", BLOCKED, None, scheme="https", host="other-name-{n}.example", most=10),
    Behaviour("tls-unknown-root", BLOCKED, None, scheme="https", port="untrusted", most=10),
    Behaviour("tls-expired", BLOCKED, None, scheme="https", port="expired", most=10),
]


@dataclass
class Web:
    """The servers, in a thread of their own."""

    folder: Path
    extra: dict[str, Act] = field(default_factory=dict)
    """Answers for whole hosts, such as a registry's."""
    requests: int = 0
    unchanged: int = 0
    visits: Counter[tuple[str, str]] = field(default_factory=Counter)
    log: list[tuple[float, str, str, str, dict[str, str]]] = field(default_factory=list)
    open: Counter[str] = field(default_factory=Counter)
    most_open: Counter[str] = field(default_factory=Counter)
    remember: bool = True

    def __enter__(self) -> Web:
        self.bomb = gzip.compress(b"<p>fern</p>" * 10_000_000, 6)[: 2**20]
        self.acts = {behaviour.name: behaviour.act for behaviour in BEHAVIOURS if behaviour.act}
        authority = trustme.CA()
        self.roots = str(self.folder / "roots.pem")
        authority.cert_pem.write_to_path(self.roots)
        import datetime

        past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
        names = ["*.web.test", "frondlab.example", "bigpress.example", "xn--bcher-kva.web.test"]
        certificates = {
            "https": authority.issue_cert(*names),
            "untrusted": trustme.CA().issue_cert(*names),
            "expired": authority.issue_cert(*names, not_after=past),
        }
        self._contexts = {}
        for name, certificate in certificates.items():
            self._contexts[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(self._contexts[name])
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(20)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)

    def reset(self) -> None:
        """Forget all visits."""
        self.requests = self.unchanged = 0
        self.visits.clear()
        self.log.clear()
        self.most_open.clear()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(lambda *_: None)  # cut connections are what this web is for
        servers = {"http": await asyncio.start_server(lambda r, w: self._answer(r, w, "http"), "127.0.0.1", 0, backlog=512)}
        for name, context in self._contexts.items():
            servers[name] = await asyncio.start_server(lambda r, w: self._answer(r, w, "https"), "127.0.0.1", 0, ssl=context, backlog=512)
        with socket.socket() as unused:  # a port that nobody listens on
            unused.bind(("127.0.0.1", 0))
            closed = unused.getsockname()[1]
        self.ports = {name: server.sockets[0].getsockname()[1] for name, server in servers.items()} | {"closed": closed}
        self.port, self.tls_port = self.ports["http"], self.ports["https"]
        self._ready.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), MAX_SECONDS)
        for server in servers.values():
            server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, scheme: str) -> None:
        try:
            async with asyncio.timeout(MAX_CONNECTION_SECONDS):
                while not writer.is_closing() and await self._one(reader, writer, scheme):
                    pass
        except (OSError, ssl.SSLError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ValueError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, scheme: str) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        self.requests += 1
        if self.requests > MAX_REQUESTS:
            self._stop.set()
        self.open[host] += 1
        self.most_open[host] = max(self.most_open[host], self.open[host])
        if self.remember:
            self.log.append((time.monotonic(), host, method, path, headers | {"": body.decode("latin-1")}))
        try:
            exchange = Exchange(
                self, method, host, path.partition("?")[0], headers | {"query": path.partition("?")[2], "body": body.decode("latin-1")}, writer, scheme
            )
            await self._act(exchange)
        finally:
            self.open[host] -= 1
        return headers.get("connection", "").lower() != "close"

    async def _act(self, exchange: Exchange) -> None:
        if exchange.host in self.extra:
            return await self.extra[exchange.host](exchange)
        behaviour = exchange.path.split("/")[1]
        name = exchange.host.partition(".")[0].rpartition("-")[0]
        if name in ("parked", "soft"):
            behaviour = name if name == "parked" else "soft-404"
        if (act := self.acts.get(behaviour)) and not ("/llm4s-" in exchange.path and behaviour.startswith("about-")):
            return await act(exchange)
        if exchange.path in ("/", "/index.html", "/login"):
            return await exchange.page()
        return await exchange.page("404 Not Found", "There is no such fern.", 404)

    def addresses(self, many: int, hosts: int = 0, only: str = ALIVE + BLOCKED + DEAD) -> dict[str, tuple[str, str]]:
        """Give {address: (truth, behaviour)}, up to so many of each behaviour, spread over so many hosts."""
        found: dict[str, tuple[str, str]] = {}
        hosts = hosts or many
        for number, behaviour in enumerate(BEHAVIOURS):
            if behaviour.truth in only:
                for n in range(min(many, behaviour.most)):
                    found[self.address(behaviour, n, f"h{(n * 7 + number) % hosts}.web.test")] = (behaviour.truth, behaviour.name)
        return found

    def address(self, behaviour: Behaviour, n: int, host: str) -> str:
        if behaviour.host:
            host = behaviour.host.format(n=n)
            host = host if "." in host else f"{host}.web.test"
        port = self.ports[behaviour.port or behaviour.scheme]
        start = f"{behaviour.scheme}://{host}:{port}"
        if behaviour.name in ("root", "parked"):
            return f"{start}/"
        return f"{start}{behaviour.tail}" if behaviour.name == "own-index" else f"{start}/{behaviour.name}/{n}{behaviour.tail}"


async def resolve(host: str, _port: int) -> list[str]:
    """Stand in for the resolver: every name is this machine, but for those that end in .invalid."""
    if host.endswith(".invalid"):
        raise NoHostError(host)
    return ["127.0.0.1"]
