"""One request, bounded in every direction: time, size, decompression. It follows nothing, keeps nothing and sends no cookie."""

from __future__ import annotations

import asyncio
import re
import ssl
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import httpcore
import idna

from llm4s.adapters.links.guard import GuardedNetwork, NoAnswerError, NoHostError, Resolver, UnsafeError, system_resolver
from llm4s.observation import Reason

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def agent(what: str, page: str) -> str:
    """Say by which name requests are made: what asks, and the contributors' page that explains it."""
    return f"LLM4S-{what}/1 (+https://llm4s-guide.github.io/llm4s/contribute/{page}/; https://github.com/llm4s-guide/llm4s/issues)"


AGENT = agent("links", "links")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request and one way of redirects may cost; seconds and bytes."""

    connect: float = 10
    read: float = 20
    body: float = 20
    size: int = 512 * 1024
    redirects: int = 10
    retries: int = 1
    patience: float = 60
    """The longest Retry-After that is waited for."""
    pause: float = 3
    """The wait before a passing trouble is looked at again."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address in the parts that a request needs."""

    scheme: str
    host: str
    port: int | None
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.port else host


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; with a fault there is no status."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    whole: bool = True
    fault: Reason | None = None
    note: str = ""


def target_of(url: str) -> Target:
    """Take an address apart.

    Raises:
        UnsafeError: it is neither http nor https, or carries credentials.
        ValueError: it is no address.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or parts.username is not None or parts.password is not None:
        raise UnsafeError(url)
    host = parts.hostname or ""
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")
    if not host or re.search(r"[^A-Za-z0-9._:%-]", host):
        raise ValueError(url)
    path = quote(parts.path or "/", safe="%/:=&?~#+!$,;'@()*[]|") + (f"?{quote(parts.query, safe='%/:=&?~+!$,;@()*[]|')}" if parts.query else "")
    return Target(parts.scheme, host, parts.port, path)


class Fetcher:
    """Sends requests over few kept connections. Certificates are checked against the machine's roots, or those of a test."""

    def __init__(self, limits: Limits | None = None, resolve: Resolver = system_resolver, *, loopback: bool = False, roots: str | None = None) -> None:
        self.limits = limits or Limits()
        self.requests = 0
        context = ssl.create_default_context(cafile=roots)
        network = GuardedNetwork(resolve, loopback=loopback)
        self._pool = httpcore.AsyncConnectionPool(context, max_connections=128, max_keepalive_connections=64, keepalive_expiry=5, network_backend=network)

    async def close(self) -> None:
        """Close all connections."""
        await self._pool.aclose()

    async def ask(self, url: str, method: str = "GET", headers: Mapping[str, str] | None = None, content: bytes = b"") -> Reply:
        """Send one request; every fault becomes a reply that names it."""
        try:
            target = target_of(url)
        except UnsafeError:
            return Reply(fault=Reason.UNSAFE, note="only http and https without user names are asked")
        except (ValueError, idna.IDNAError):
            return Reply(fault=Reason.NO_HOST, note="this is no address of a host")
        self.requests += 1
        sent = {"Host": target.authority, "User-Agent": AGENT, "Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip", **(headers or {})}
        if content:
            sent["Content-Length"] = str(len(content))
        limits = self.limits
        request = httpcore.Request(
            method,
            httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path),
            headers=list(sent.items()),
            content=content,
            extensions={"timeout": {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": None}},
        )
        try:
            async with asyncio.timeout(limits.connect + limits.read + limits.body + 5):
                return await self._exchange(request)
        except (httpcore.TimeoutException, TimeoutError, NoAnswerError) as error:
            return Reply(fault=Reason.TIMEOUT, note=type(error).__name__)
        except (NoHostError, UnsafeError) as error:
            return Reply(fault=Reason.NO_HOST if isinstance(error, NoHostError) else Reason.UNSAFE, note=str(error))
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            return Reply(fault=_fault(error), note=str(error)[:100])

    async def _exchange(self, request: httpcore.Request) -> Reply:
        response = await self._pool.handle_async_request(request)
        try:
            headers: dict[str, str] = {}
            for name, value in response.headers[:200]:
                headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
            if request.method == b"HEAD" or not _is_readable(headers):
                return Reply(response.status, headers, whole=False)
            body, whole = await self._body(response, headers.get("content-encoding", ""))
            return Reply(response.status, headers, _decoded(body, headers), whole)
        finally:
            await response.aclose()

    async def _body(self, response: httpcore.Response, encoding: str) -> tuple[bytes, bool]:
        """Read at most so many bytes, packed and unpacked, and at most so long."""
        limit, body, packed = self.limits.size, bytearray(), 0
        unpack = zlib.decompressobj(47) if encoding.strip().lower() in ("gzip", "x-gzip", "deflate") else None
        end = asyncio.get_running_loop().time() + self.limits.body
        async for chunk in response.aiter_stream():
            packed += len(chunk)
            try:
                body += unpack.decompress(chunk, limit - len(body) + 1) if unpack else chunk
            except zlib.error:
                return bytes(body), False
            if len(body) > limit or packed > limit or asyncio.get_running_loop().time() > end:
                return bytes(body[:limit]), False
        return bytes(body), True


def _is_readable(headers: Mapping[str, str]) -> bool:
    """Tell whether the text of an answer can say anything: pages, data, and what does not say what it is."""
    kind = headers.get("content-type", "text/html")
    return any(word in kind for word in ("html", "json", "xml", "text"))


def _decoded(body: bytes, headers: Mapping[str, str]) -> str:
    found = _CHARSET.search(headers.get("content-type", "")) or _CHARSET.search(body[:1024].decode("latin-1"))
    try:
        return body.decode(found[1] if found else "utf-8", "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")


def _fault(error: BaseException) -> Reason:
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Reason.CERTIFICATE
    if tls := next((cause for cause in causes if isinstance(cause, ssl.SSLError)), None):
        if isinstance(tls, ssl.SSLEOFError):
            return Reason.CUT
        spoke = "ALERT" in str(tls.reason) or "UNRECOGNIZED_NAME" in str(tls.reason)
        return Reason.CERTIFICATE if spoke else Reason.NOT_TLS
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return Reason.REFUSED
    if isinstance(error, httpcore.RemoteProtocolError):
        return Reason.CUT if "disconnected" in str(error) or "closed" in str(error) or "without sending" in str(error) else Reason.BAD_ANSWER
    return Reason.CUT


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
