"""What an answer of a web server means for readers: the page, a door, a parked or empty place, a way to the front page."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from llm4s.observation import Reason

_TAGS = re.compile(r"<(script|style|noscript)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_REFRESH = re.compile(r"""<meta\b[^>]*http-equiv\s*=\s*["']?refresh\b[^>]*content\s*=\s*["']?\s*(\d+)\s*[;,]\s*url\s*=\s*['"]?([^"'>\s]+)""", re.IGNORECASE)
_ANCHOR = re.compile(r"""<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_ABSENT = re.compile(
    r"\b404\b|\bnot[ -]?found\b|\bno longer (?:available|exists?|here)|\bdoes ?n[o']t exist|\b(?:can(?:no|')t|could(?: no|n')t) (?:be )?f(?:ind|ound)"
    r"|\b(?:page|content|article) (?:is )?(?:missing|unavailable|gone|removed)|\bnicht gefunden|\bintrouvable|\bno encontrada",
    re.IGNORECASE,
)
_PLAINLY = re.compile(r"(?:(?:error )?404\b[ :-]*)?(?:error|(?:page |file )?not found|page (?:does not|doesn't) exist)?[.!]*\Z", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"just a moment\b|attention required|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|pardon our interruption|checking your browser"
    r"|security check|bot (?:verification|detection)|enable javascript and cookies to continue",
    re.IGNORECASE,
)
_CHALLENGE_MARKS = re.compile(r"_cf_chl_opt|captcha-delivery\.com|px-captcha|/_incapsula_resource|awswafintegration|gokuprops", re.IGNORECASE)
_PARKED = re.compile(
    r"\b(?:domain|website|name)\b[^.]{0,60}\b(?:is|may be) (?:for sale|parked|available for purchase)"
    r"|\bbuy this domain\b|\bdomain parking\b|\bthis domain has expired\b",
    re.IGNORECASE,
)
_PARKING = re.compile(r"(?:^|\.)(?:hugedomains|afternic|sedo|sedoparking|dan|bodis|parkingcrew|above|undeveloped)\.com\Z")
_HOME = re.compile(r"/*(?:index\.\w{2,5}|home/?|default\.aspx|[a-z]{2}(?:-[a-z]{2})?/?)?\Z", re.IGNORECASE)
_LOGIN = re.compile(r"/(?:log-?in|sign-?in|sso|saml|oauth2?|auth|account/login|users/sign_in|wp-login\.php)(?:[/.?]|\Z)", re.IGNORECASE)
_UNSEEN = re.compile(r":~:|[!/]|L\d|page=|user-content-|top\Z|\Z", re.IGNORECASE)
_PLACED_BY_SCRIPT = frozenset({"github.com", "gitlab.com", "colab.research.google.com", "huggingface.co", "openreview.net"})
LONGEST_REFRESH = 10
SMALL_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer on the way from an address: what was asked, what answered, and the beginning of its text."""

    asked: str
    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    whole: bool = True

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return "html" in self.headers.get("content-type", "")


def judge(answer: Answer) -> Reason:
    """Judge a final answer; a page that may only say that nothing is there is told by suspicion()."""
    if _challenged(answer):
        return Reason.CHALLENGE
    if (reason := judge_status(answer.status)) is not Reason.OK:
        return reason
    return _judge_way(answer) or _judge_page(answer) or Reason.OK


def judge_status(status: int) -> Reason:
    """Judge a status alone."""
    if status in (200, 203, 204, 205, 206, 304):
        return Reason.OK
    if status == 429:
        return Reason.TOO_MANY
    if status in (404, 410):
        return Reason.GONE
    if status == 408:
        return Reason.TIMEOUT
    if 300 <= status < 400:
        return Reason.BAD_REDIRECT
    if 500 <= status < 600:
        return Reason.SERVER_ERROR
    return Reason.FORBIDDEN


def refresh(answer: Answer) -> str:
    """Give the address that a page sends its readers to by itself, or ''."""
    found = _REFRESH.search(answer.text) if answer.is_page else None
    return html.unescape(found[2]) if found and int(found[1][:4]) <= LONGEST_REFRESH else ""


def suspicion(answer: Answer) -> int:
    """Say how much a good answer reads like an error page: 0 not, 1 perhaps, 2 it says nothing else."""
    if not answer.is_page or answer.status != 200:
        return 0
    heads = headings(answer.text)
    if any(head and _PLAINLY.match(head) for head in heads):
        return 2
    visible = words(answer.text[:20_000])
    return 1 if any(_ABSENT.search(head) for head in heads) or (len(visible) < SMALL_PAGE and _ABSENT.search(visible)) else 0


def same_page(one: Answer, other: Answer) -> bool:
    """Tell whether two answers show the same, the addresses in them aside."""
    return one.status == other.status and headings(one.text) == headings(other.text)


def anchors(text: str) -> frozenset[str]:
    """Give all anchors of a page."""
    return frozenset(html.unescape(one or two or three) for one, two, three in _ANCHOR.findall(text))


def lacks_anchor(answer: Answer, fragment: str) -> bool:
    """Tell whether a page surely has no such anchor: places that scripts make, and pages not read to their end, may have it."""
    if not answer.is_page or not answer.whole or _UNSEEN.match(fragment) or urlsplit(answer.url).hostname in _PLACED_BY_SCRIPT:
        return False
    return not {fragment, unquote(fragment)} & anchors(answer.text)


def headings(text: str) -> list[str]:
    """Give title and first headings of a page as plain text."""
    return [words(found[2]) for found in list(_HEADING.finditer(text))[:4]]


def words(text: str) -> str:
    """Take markup out of a text."""
    return " ".join(html.unescape(_TAGS.sub(" ", text)).split())


def is_home(url: str) -> bool:
    """Tell whether an address is the front page of its host."""
    parts = urlsplit(url)
    return not parts.query and not parts.fragment and _HOME.match(parts.path) is not None


def _challenged(answer: Answer) -> bool:
    if answer.headers.get("cf-mitigated") == "challenge" or "x-amzn-waf-action" in answer.headers:
        return True
    if not answer.is_page or answer.status not in (200, 202, 403, 429, 503):
        return False
    small = len(words(answer.text)) < SMALL_PAGE
    return small and bool(_CHALLENGE_MARKS.search(answer.text) or any(_CHALLENGE.match(head) for head in headings(answer.text)))


def _judge_way(answer: Answer) -> Reason | None:
    asked, came = urlsplit(answer.asked), urlsplit(answer.url)
    if _PARKING.search(came.hostname or "") and came.hostname != asked.hostname:
        return Reason.PARKED
    if asked[:4] == came[:4]:
        return None
    if _LOGIN.search(came.path) and not _LOGIN.search(asked.path):
        return Reason.LOGIN
    if is_home(answer.url) and not is_home(answer.asked) and (_site(asked.hostname) == _site(came.hostname) or not _welcomes(came.hostname, asked.path)):
        return Reason.HOME
    return None


def _judge_page(answer: Answer) -> Reason | None:
    if not answer.is_page:
        return None
    heads, visible = headings(answer.text), words(answer.text[:20_000])
    if any(_PARKED.search(head) for head in heads) or (len(visible) < SMALL_PAGE and _PARKED.search(visible) and is_home(answer.url)):
        return Reason.PARKED
    return None


def _site(host: str | None) -> str:
    return ".".join((host or "").split(".")[-2:])


def _welcomes(host: str | None, path: str) -> bool:
    """Tell whether a front page belongs to what was asked for: a project that got its own host, or a short address."""
    steps = [step.lower() for step in path.split("/") if step]
    names = (host or "").split(".")[:-1]
    return (len(steps) == 1 and len(steps[0]) <= 8 and "." not in steps[0]) or any(len(step) > 2 and step in name for step in steps for name in names)
