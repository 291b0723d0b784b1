"""Asks registries about their own names: the handle resolver, arXiv, the code host, the model hub, the web archive."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from llm4s import identifier
from llm4s.adapters.links.fetch import Fetcher, Reply
from llm4s.adapters.links.pace import Pace
from llm4s.identifier import Entry, Identifier
from llm4s.outside import host_of

ARXIV_AT_ONCE = 50
_COPY = re.compile(r"https?://[^/]+(?::\d+)?/web/\d{4,14}(?:[a-z_]{3,4})?/\S+\Z")


@dataclass(frozen=True, slots=True)
class Services:
    """Where the registries answer; tests put their own web here."""

    doi: str = "https://doi.org"
    arxiv: str = "https://export.arxiv.org"
    github: str = "https://api.github.com"
    hub: str = "https://huggingface.co"
    copies: str = "https://archive.org"
    archive: str = "https://web.archive.org"

    def of(self, registry: str) -> str:
        """Give the address of a registry by its name."""
        return {"doi": self.doi, "arxiv": self.arxiv, "github": self.github, "hugging-face": self.hub}[registry]


class Registries:
    """Asks registries politely. The token for the code host goes to the code host alone."""

    def __init__(self, fetcher: Fetcher, pace: Pace, services: Services | None = None, token: str = "") -> None:
        self._fetcher, self._pace, self._token = fetcher, pace, token
        self.services = services or Services()

    async def ask(self, name: Identifier, *, titled: bool = False) -> Entry | None:
        """Give what a registry says of a name; None if it says nothing. The title of a DOI costs a second request."""
        if name.registry == "doi":
            return await self._doi(name.name, titled=titled)
        if name.registry == "arxiv":
            return (await self.arxiv([name.name]) or {}).get(name.name)
        if name.registry == "github":
            reply = await self._get(f"{self.services.github}/repos/{name.name}", {"Accept": "application/vnd.github+json"})
            return None if reply.fault else identifier.read_github(name.name, reply.status, reply.text)
        reply = await self._get(f"{self.services.hub}{identifier.hub_path(name.name)}")
        return None if reply.fault else identifier.read_hub(name.name, reply.status, reply.text)

    async def arxiv(self, names: Sequence[str]) -> Mapping[str, Entry] | None:
        """Ask arXiv about up to ARXIV_AT_ONCE papers in one request."""
        wanted = quote(",".join(names), safe=",/.")
        reply = await self._get(f"{self.services.arxiv}/api/query?id_list={wanted}&max_results={len(names)}")
        return identifier.read_arxiv(reply.text, names) if reply.status == 200 else None

    async def copy_of(self, address: str) -> str:
        """Give the address of the newest copy in the web archive, or ''."""
        reply = await self._get(f"{self.services.copies}/wayback/available?url={quote(address, safe='')}")
        try:
            newest = json.loads(reply.text)["archived_snapshots"]["closest"]
            good = newest["available"] is True and str(newest["status"]) == "200"
            return _copy(str(newest["url"])) if good else ""
        except (ValueError, KeyError, TypeError):
            return ""

    async def make_copy(self, address: str) -> str:
        """Ask the web archive to make a copy now; give its address, or '' if it made none."""
        reply = await self._get(f"{self.services.archive}/save/{address}", follow=0)
        place = reply.headers.get("content-location") or reply.headers.get("location") or ""
        return _copy(urljoin(self.services.archive, place)) if reply.status in (200, 302) and place else ""

    async def _doi(self, name: str, *, titled: bool) -> Entry | None:
        reply = await self._get(f"{self.services.doi}{identifier.handle_path(name)}")
        entry = None if reply.fault else identifier.read_handle(reply.status, reply.text)
        if entry and titled and not entry.reason.definite:
            citation = await self._get(f"{self.services.doi}/{quote(name, safe='/:;()._-')}", {"Accept": "application/vnd.citationstyles.csl+json"})
            return Entry(entry.reason, identifier.read_citation(citation.text) if citation.status == 200 else "")
        return entry

    async def _get(self, url: str, headers: Mapping[str, str] | None = None, follow: int = 4) -> Reply:
        home = urlsplit(self.services.github)[:2]
        reply = Reply()
        for _ in range(follow + 1):
            secret = {"Authorization": f"Bearer {self._token}"} if self._token and urlsplit(url)[:2] == home else {}
            async with self._pace.turn(host_of(url)):
                reply = await self._fetcher.ask(url, "GET", {**(headers or {}), **secret})
            location = reply.headers.get("location", "")
            if not follow or reply.status not in (301, 302, 303, 307, 308) or not location:
                break
            url = urljoin(url, location)
        return reply


def _copy(address: str) -> str:
    """Give the address of a copy as it may stand in the ledger: https where the archive says http."""
    found = re.sub(r"^http://(web\.archive\.org)", r"https://\1", address)
    return found if _COPY.match(found) else ""
