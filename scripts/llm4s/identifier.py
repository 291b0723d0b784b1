"""Addresses that are names in a registry: what to ask the registry, and what its answer means."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import quote, unquote

from llm4s.observation import Reason

_NOT_OWNERS = frozenset(
    re.findall(
        r"\w+",
        """about apps blog collections contact customers datasets docs enterprise events explore features join learn login marketplace models new
        organizations orgs papers posts pricing security settings site spaces sponsors tasks team topics trending""",
    )
)
_FORMS = (
    ("doi", re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/[^\s#]+)\Z")),
    ("arxiv", re.compile(r"https?://arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?\Z")),
    ("github", re.compile(r"https?://github\.com/([\w-]+/[\w.-]+?)(?:\.git)?/?(?:#.*)?\Z")),
    ("hugging-face", re.compile(r"https?://huggingface\.co/((?:(?:datasets|spaces)/)?[\w.-]+/[\w.-]+)/?(?:#.*)?\Z")),
)
_ATOM_ENTRY = re.compile(r"<entry>(.*?)</entry>", re.DOTALL)
_ATOM_ID = re.compile(r"<id>\s*https?://arxiv\.org/abs/([^<\s]+?)(?:v\d+)?\s*</id>")
_ATOM_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_NEW_STYLE = re.compile(r"([0-9]{2})([0-9]{2})\.[0-9]{4,5}\Z")
SAME = 0.72


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name in a registry: doi, arxiv, github or hugging-face."""

    registry: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a registry says of a name."""

    reason: Reason
    title: str = ""
    moved: str = ""
    note: str = ""


def recognise(address: str) -> Identifier | None:
    """Tell which name in which registry an address stands for, if any."""
    for registry, form in _FORMS:
        if found := form.match(address):
            owner = found[1].removeprefix("datasets/").removeprefix("spaces/").split("/")[0]
            if registry in ("doi", "arxiv") or (owner not in _NOT_OWNERS and found[1].partition(owner)[2]):
                return Identifier(registry, unquote(found[1]))
    return None


def arxiv_month(number: str) -> str | None:
    """Give the month in which an arXiv number of the form 2303.12345 was given out, as YYYY-MM; None for other forms."""
    match = _NEW_STYLE.match(number)
    return f"20{match[1]}-{match[2]}" if match else None


def month_before(month: str) -> str:
    """Give the month before a month, both as YYYY-MM."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


def letters(text: str) -> str:
    """Leave letters and digits only, without case or accents: to look for a name inside a text, never as a key (GLM and gLM are two things)."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum())


def handle_path(name: str) -> str:
    """Give the path at which the handle resolver answers for a DOI."""
    return f"/api/handles/{quote(name, safe='/:;()._-')}"


def hub_path(name: str) -> str:
    """Give the path at which the model hub answers for an entry."""
    return f"/api/{name}" if name.startswith(("datasets/", "spaces/")) else f"/api/models/{name}"


def read_handle(status: int, text: str) -> Entry | None:
    """Read the handle resolver's answer; None if it says nothing."""
    code = _json(text).get("responseCode")
    if code == 1:
        return Entry(Reason.OK)
    return Entry(Reason.NO_IDENTIFIER, note="the handle resolver knows no such DOI") if code == 100 or status == 404 else None


def read_citation(text: str) -> str:
    """Read the title from a citation in CSL JSON."""
    title = _json(text).get("title")
    return _plain(title[0] if isinstance(title, list) and title else title) if title else ""


def read_arxiv(text: str, names: Iterable[str]) -> Mapping[str, Entry] | None:
    """Read arXiv's answer for several names; None if it is no answer."""
    if "<feed" not in text:
        return None
    titles = dict(_atom_entries(text))
    missing = Entry(Reason.NO_IDENTIFIER, note="arXiv knows no such paper")
    return {name: Entry(Reason.OK, titles[name]) if name in titles else missing for name in names}


def read_github(name: str, status: int, text: str) -> Entry | None:
    """Read the code host's answer for a repository; None if it says nothing, as when the rate is used up."""
    known = _json(text)
    now = known.get("full_name")
    if status == 404:
        return Entry(Reason.NO_IDENTIFIER, note="there is no such repository")
    if status != 200 or not isinstance(now, str) or not re.fullmatch(r"[\w-]+/[\w.-]+", now):
        return None
    moved = f"https://github.com/{now}" if now.lower() != name.lower() else ""
    archived = known.get("archived") is True
    return Entry(Reason.ARCHIVED if archived else Reason.OK, moved=moved, note="the repository is archived" if archived else "")


def read_hub(name: str, status: int, text: str) -> Entry | None:
    """Read the model hub's answer for an entry; None if it says nothing. For names that do not exist it answers 401."""
    known = _json(text)
    folder = name.split("/", maxsplit=1)[0] + "/" if name.startswith(("datasets/", "spaces/")) else ""
    now = known.get("id")
    if status in (401, 404):
        return Entry(Reason.NO_IDENTIFIER, note="the hub shows no such entry to the public")
    if status != 200 or not isinstance(now, str) or not re.fullmatch(r"[\w.-]+/[\w.-]+", now):
        return None
    moved = f"https://huggingface.co/{folder}{now}" if f"{folder}{now}".lower() != name.lower() else ""
    gated = known.get("gated") not in (None, False)
    return Entry(Reason.GATED if gated else Reason.OK, moved=moved, note="readers must ask for access" if gated else "")


def same_title(ours: str, theirs: str) -> bool:
    """Tell whether two titles name the same work, spelling, markup and subtitles aside."""
    one, two = _compared(ours), _compared(theirs)
    if not one or not two or one == two:
        return one == two or not one or not two
    short, long = sorted((one, two), key=len)
    if len(short.split()) > 2 and long.startswith(short):
        return True
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= SAME


def _atom_entries(text: str) -> Iterator[tuple[str, str]]:
    for entry in _ATOM_ENTRY.findall(text):
        name, title = _ATOM_ID.search(entry), _ATOM_TITLE.search(entry)
        if name and title:
            yield name[1], _plain(title[1])


def _json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _plain(text: object) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", str(text))).split())


def _compared(title: str) -> str:
    text = unicodedata.normalize("NFKD", re.sub(r"\\[a-zA-Z]+|[${}]", "", _plain(title))).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(char for char in text if not unicodedata.combining(char))))
