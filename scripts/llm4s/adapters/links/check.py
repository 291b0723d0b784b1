"""Looks at one address: follows its redirects hop by hop, asks again where that is fair, and judges the last answer."""

from __future__ import annotations

import asyncio
import hashlib
import re
import urllib.robotparser
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from llm4s.adapters.links.fetch import AGENT, Fetcher, Reply
from llm4s.adapters.links.pace import Pace, retry_after
from llm4s.judgement import Answer, judge, lacks_anchor, refresh, same_page, suspicion
from llm4s.observation import Reason, State
from llm4s.outside import host_of, without_anchor

_FILE = re.compile(
    r"\.(?:pdf|zip|t?gz|bz2|xz|tar|7z|whl|jar|exe|dmg|iso|parquet|safetensors|bin|h5|csv|tsv|jsonl|png|jpe?g|gif|svg|webp|mp[34]|docx?|pptx?|xlsx?)\Z", re.I
)
_REDIRECTS = (301, 302, 303, 307, 308)
_TRIES = 3


class PostponedError(Exception):
    """The host asked for more patience than a run has; nothing is known of the address."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at an address gave."""

    reason: Reason
    moved: str = ""
    note: str = ""
    answer: Answer | None = None


class Checker:
    """Checks addresses by what web servers answer. Validators of good pages make the next look cheap for both sides."""

    def __init__(self, fetcher: Fetcher, pace: Pace, validators: MutableMapping[str, list[str]] | None = None) -> None:
        self.fetcher, self.pace = fetcher, pace
        self.validators = {} if validators is None else validators
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}

    async def check(self, url: str, *, conditional: bool = True) -> Look:
        """Look at an address without its anchor; a passing trouble is looked at again after a while.

        Raises:
            PostponedError: the host wants to be left alone for long.
        """
        if not host_of(url):
            return Look(Reason.NO_HOST, note="this is no address of a host")
        look = await self._follow(url, conditional=conditional)
        for _ in range(self.fetcher.limits.retries):
            if look.reason.state is not State.DEAD or look.reason.definite:
                break
            await asyncio.sleep(self.fetcher.limits.pause)
            look = await self._follow(url, conditional=False)
        if look.reason is Reason.OK and look.answer and suspicion(look.answer) and await self._is_empty(look.answer):
            look = replace(look, reason=Reason.SOFT_404)
        self._keep_validators(url, look)
        return look

    def anchor(self, look: Look, fragment: str) -> Look:
        """Judge one anchor of a page that was looked at."""
        if look.reason is Reason.OK and look.answer and lacks_anchor(look.answer, fragment):
            return replace(look, reason=Reason.NO_ANCHOR, note=f"the page has no anchor '{fragment}'")
        return look

    async def _follow(self, url: str, *, conditional: bool) -> Look:
        here, moved, permanent, cookies = url, "", True, False
        seen: set[str] = set()
        for _ in range(self.fetcher.limits.redirects + 1):
            seen.add(here)
            reply = await self._step(here, self._conditions(here) if conditional else {})
            if reply.fault:
                return Look(reply.fault, note=reply.note)
            answer = Answer(url, here, reply.status, reply.headers, reply.text, reply.whole)
            cookies = cookies or "set-cookie" in reply.headers
            if reply.status in _REDIRECTS:
                target = _joined(here, reply.headers.get("location", ""))
                permanent = permanent and reply.status in (301, 308)
            else:
                target, permanent = refresh(answer) and _joined(here, refresh(answer)), False
                reason = judge(answer)
                if not target or target == here or reason is not Reason.OK:
                    return Look(reason, "" if moved == url else moved, f"HTTP {reply.status}" if reason is not Reason.OK else "", answer)
            if not target:
                return Look(Reason.BAD_REDIRECT, note="the redirect names no web address")
            if target in seen:  # a wall that wants a cookie sends browsers round once, and us for ever
                return Look(Reason.CHALLENGE if cookies else Reason.BAD_REDIRECT, note="the redirects go round in a circle")
            moved, here = (target if permanent else moved), target
        return Look(Reason.BAD_REDIRECT, note="too many redirects")

    async def _step(self, url: str, conditions: Mapping[str, str]) -> Reply:
        """Get one hop: of files only the head, as long as the head is good; of everything else the beginning of its text."""
        if _FILE.search(urlsplit(url).path):
            reply = await self._patiently(url, "HEAD", conditions)
            ok = reply.status in (200, 304) and "html" not in reply.headers.get("content-type", "")
            if ok or reply.status in _REDIRECTS or reply.status == 429:
                return reply
        return await self._patiently(url, "GET", conditions)

    async def _patiently(self, url: str, method: str, headers: Mapping[str, str]) -> Reply:
        """Ask in turn, and wait as long as the host asks for, within bounds."""
        host, limits = host_of(url), self.fetcher.limits
        reply = Reply()
        for tries_left in reversed(range(_TRIES)):
            if self.pace.is_closed(host):
                raise PostponedError(host)
            async with self.pace.turn(host):
                reply = await self.fetcher.ask(without_anchor(url)[0], method, headers)
            wait = retry_after(reply.headers.get("retry-after", "")) if reply.status in (429, 503) else None
            if wait is None or (reply.status == 503 and wait > limits.patience):
                break
            if wait > limits.patience:
                self.pace.close(host)
                break
            if tries_left:
                self.pace.pause(host, wait)
        return reply

    async def _is_empty(self, answer: Answer) -> bool:
        """Tell whether a page that reads like an error is what its host shows for any address that does not exist."""
        if suspicion(answer) > 1:
            return True
        parts = urlsplit(answer.url)
        name = f"llm4s-{hashlib.sha256(answer.url.encode()).hexdigest()[:12]}"
        probe = parts._replace(path=f"{parts.path.rstrip('/').rpartition('/')[0]}/{name}", query="", fragment="").geturl()
        if not await self._may_crawl(probe):
            return False
        reply = await self._patiently(probe, "GET", {})
        return same_page(answer, Answer(probe, probe, reply.status, reply.headers, reply.text, reply.whole))

    async def _may_crawl(self, url: str) -> bool:
        """Ask the host's robots rules about an address that nobody wrote down."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            self._robots[root] = rules = urllib.robotparser.RobotFileParser()
            reply = await self._patiently(f"{root}/robots.txt", "GET", {})
            rules.parse(reply.text.splitlines() if reply.status == 200 else [] if 400 <= reply.status < 500 else ["User-agent: *", "Disallow: /"])
        return self._robots[root].can_fetch(AGENT, url)

    def _conditions(self, url: str) -> dict[str, str]:
        tag, day = self.validators.get(url, ["", ""])
        return {name: value for name, value in (("If-None-Match", tag), ("If-Modified-Since", day)) if value}

    def _keep_validators(self, url: str, look: Look) -> None:
        answer = look.answer
        if look.reason is Reason.OK and answer and answer.url == url and answer.status == 200:
            found = [answer.headers.get(name, "") for name in ("etag", "last-modified")]
            if any(found) and all(value.isprintable() and value.isascii() for value in found):
                self.validators[url] = found
        elif look.reason is not Reason.OK:
            self.validators.pop(url, None)


def _joined(here: str, location: str) -> str:
    """Put a Location onto the address it came from; '' if that gives no web address."""
    try:
        text = location.strip().encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        text = location.strip()
    try:
        target = urljoin(here, text.replace(" ", "%20")) if text else ""
        return target if urlsplit(target).scheme in ("http", "https") and urlsplit(target).hostname else ""
    except ValueError:
        return ""
