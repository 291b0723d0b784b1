"""Asks a public service about one name, over the guarded way out, within bounds of time, size and number of requests."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from llm4s.adapters.links.fetch import Fetcher, Limits, Reply, agent
from llm4s.adapters.links.guard import Resolver, system_resolver
from llm4s.adapters.links.pace import retry_after
from llm4s.answers import READERS
from llm4s.found import Found
from llm4s.inquiry import HUB, SERVICES, Inquiry

_REDIRECTS = 3
_AGENT = agent("new", "records")


class LookupFailedError(Exception):
    """The service gave no answer that could be used; the text says why and what to do."""


@dataclass
class Outside:
    """The world around a lookup; tests bring their own."""

    services: Mapping[str, str] = field(default_factory=lambda: dict(SERVICES))
    limits: Limits = field(default_factory=lambda: Limits(size=4 * 1024 * 1024, patience=30))
    resolve: Resolver = system_resolver
    loopback: bool = False
    roots: str | None = None


def look_up(asked: Inquiry, outside: Outside) -> Found:
    """Give what a service says of a name.

    Raises:
        LookupFailedError: it says nothing of use.
    """
    return asyncio.run(_look_up(asked, outside))


async def _look_up(asked: Inquiry, outside: Outside) -> Found:
    fetcher = Fetcher(outside.limits, outside.resolve, loopback=outside.loopback, roots=outside.roots)
    try:
        reply = await _patiently(fetcher, outside.services[asked.service] + asked.path, outside.limits)
    finally:
        await fetcher.close()
    service = urlsplit(SERVICES[asked.service]).hostname
    if reply.fault:
        raise LookupFailedError(f"{service} cannot be reached: {reply.fault.value}{f' ({reply.note})' if reply.note else ''}")
    if reply.status in (404, 410) or (asked.service == HUB and reply.status == 401):
        raise LookupFailedError(f"{service} knows no '{asked.name}': look for a typing error")
    if reply.status == 429:
        wait = reply.headers.get("retry-after", "")
        raise LookupFailedError(f"{service} asks for patience: try again {f'in {int(wait)} seconds' if wait.isdecimal() and len(wait) < 7 else 'later'}")
    if reply.status != 200:
        raise LookupFailedError(f"{service} answered with status {reply.status}: try again later")
    if not reply.whole:
        raise LookupFailedError(f"the answer of {service} broke off or is larger than {outside.limits.size:,} bytes")
    found = READERS[asked.service](reply.text)
    if found is None:
        raise LookupFailedError(f"the answer of {service} cannot be read: it may have changed its form")
    if not found.name:
        raise LookupFailedError(f"{service} knows no '{asked.name}': look for a typing error")
    return found


async def _patiently(fetcher: Fetcher, url: str, limits: Limits) -> Reply:
    """Ask once more where the service says when, or had a passing trouble."""
    reply = await _get(fetcher, url)
    for _ in range(limits.retries):
        wait = retry_after(reply.headers.get("retry-after", "")) if reply.status in (429, 503) else limits.pause
        if reply.fault or (reply.status != 429 and reply.status < 500) or wait is None or wait > limits.patience:
            break
        await asyncio.sleep(wait)
        reply = await _get(fetcher, url)
    return reply


async def _get(fetcher: Fetcher, url: str) -> Reply:
    """Follow redirects within the service itself."""
    reply = Reply()
    for _ in range(_REDIRECTS + 1):
        reply = await fetcher.ask(url, headers={"Accept": "application/json, application/atom+xml", "User-Agent": _AGENT})
        location = reply.headers.get("location", "")
        if reply.status not in (301, 302, 303, 307, 308) or not location:
            return reply
        target = urljoin(url, location)
        if urlsplit(target)[:2] != urlsplit(url)[:2]:
            return replace(reply, note="it points elsewhere")
        url = target
    return reply
