"""What a new record can be filled in from: a name in a register that answers in public, and the records that have it already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from llm4s.catalog import Catalog
from llm4s.identifier import recognise
from llm4s.record import Entry, Kind

ARXIV, CROSSREF, GITHUB, GITLAB, HUB = "arxiv", "crossref", "github", "gitlab", "hugging-face"
SERVICES = {
    ARXIV: "https://export.arxiv.org",
    CROSSREF: "https://api.crossref.org",
    GITHUB: "https://api.github.com",
    GITLAB: "https://gitlab.com",
    HUB: "https://huggingface.co",
}
FORMS = "an arXiv number such as 2305.18290, a DOI, or the address of a repository on GitHub, GitLab or Hugging Face"
_ARXIV = re.compile(r"(?:arxiv:)?([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(?:v[0-9]+)?\Z", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:)?(10\.[0-9]{4,9}/[^\s<>\"#?]+)\Z", re.IGNORECASE)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)\Z", re.IGNORECASE)
_GITLAB = re.compile(r"https?://gitlab\.com/((?!(?:explore|help|users|groups|dashboard)/)[\w.-]+(?:/[\w.-]+){1,4}?)/?(?:/-/.*|#.*)?\Z")
_PATHS = {
    ARXIV: "/api/query?id_list={}&max_results=1",
    CROSSREF: "/works/{}",
    GITHUB: "/repos/{}",
    GITLAB: "/api/v4/projects/{}?license=true",
    HUB: "/api/{}",
}


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A name in one of the SERVICES."""

    service: str
    name: str

    @property
    def path(self) -> str:
        """The path at which the service answers."""
        name = self.name if self.service != HUB or self.name.startswith(("datasets/", "spaces/")) else f"models/{self.name}"
        return _PATHS[self.service].format(quote(name, safe="" if self.service in (CROSSREF, GITLAB) else "/"))

    @property
    def source(self) -> str:
        """The address of the answer, as evidence names it."""
        return SERVICES[self.service] + self.path

    @property
    def of_paper(self) -> bool:
        """Tell whether this is a paper's name; the others are those of repositories."""
        return self.service in (ARXIV, CROSSREF)


def inquiry(text: str) -> Inquiry | None:
    """Tell which name in which service a text stands for, if any."""
    if found := _ARXIV.match(text):
        return Inquiry(ARXIV, found[1].lower() if "/" not in found[1] else found[1])
    if found := _DOI.match(text):
        return _of_doi(found[1])
    if found := _GITLAB.match(text):
        return Inquiry(GITLAB, found[1].removesuffix(".git"))
    known = recognise(text)
    if known is None:
        return None
    return _of_doi(known.name) if known.registry == "doi" else Inquiry(known.registry, known.name)


def _of_doi(name: str) -> Inquiry:
    """Papers of arXiv have a DOI that Crossref does not know."""
    own = _ARXIV_DOI.match(name)
    return Inquiry(ARXIV, own[1]) if own else Inquiry(CROSSREF, name)


def known(catalog: Catalog, kind: Kind, wanted: Inquiry) -> Entry | None:
    """Find the record of a kind that has this name already."""
    name = wanted.name.casefold()
    return next((entry for entry in catalog.of(kind.plural).values() if (wanted.service, name) in _names(entry)), None)


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    record: Any = entry.record
    for service, field in ((ARXIV, "arxiv"), (CROSSREF, "doi")):
        if name := getattr(getattr(record, "identifiers", None), field, None):
            yield service, name.casefold()
    for address in (getattr(record, "repository", None), *(link.url for link in record.links)):
        if isinstance(address, str) and (found := inquiry(address)) and (not found.of_paper or entry.kind.name == "paper"):
            yield found.service, found.name.casefold()
