"""Links inside the built site: every target and anchor is there, or the place in its source is named."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from llm4s.problem import Location, Problem

_TAG = re.compile(r"""<(script|style)\b.*?</\1\s*>|<!--.*?-->|<([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""", re.DOTALL)
_ATTRIBUTE = re.compile(r"""\s(id|name|href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_MARKDOWN_TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s*(\S+)|(?:href|src)\s*=\s*[\"']([^\"']+)", re.MULTILINE)
_ALWAYS = frozenset({"", "top", "__top"})


@dataclass(frozen=True, slots=True)
class Document:
    """What one page of the built site points at, and what can be pointed at in it."""

    targets: frozenset[str]
    anchors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """The file that a page is made from."""

    path: str
    text: str

    def where(self, offset: int) -> Location:
        """Turn an offset into line and column."""
        before = self.text[:offset]
        return Location(self.path, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


@dataclass(frozen=True)
class Built:
    """A built site: its pages by path, all its files, and the address at which it will stand."""

    pages: Mapping[str, Document]
    files: Collection[str]
    address: str = ""


def read_page(text: str) -> Document:
    """Find targets and anchors of a page, scripts and comments left out."""
    targets, anchors = set(), set()
    for _, tag, attributes in _TAG.findall(text):
        for name, one, two, three in _ATTRIBUTE.findall(attributes):
            value = html.unescape(one or two or three)
            if name in ("href", "src"):
                targets.add(value)
            elif name == "id" or tag == "a":
                anchors.add(value)
    return Document(frozenset(targets), frozenset(anchors))


def broken(built: Built) -> Iterator[tuple[str, str, str]]:
    """Find what leads nowhere, as (page, target, the path it resolves to with its anchor)."""
    checked: dict[str, bool] = {}
    for name, page in built.pages.items():
        for target in sorted(page.targets):
            resolved = resolve(built, name, target)
            if resolved is not None:
                if resolved not in checked:
                    checked[resolved] = _is_there(built, resolved)
                if not checked[resolved]:
                    yield name, target, resolved


def resolve(built: Built, page: str, target: str) -> str | None:
    """Give the file below the site's root, with its anchor, that a target leads to; None if it leads out of the site."""
    if built.address and target.startswith(built.address):
        target = "/" + target.removeprefix(built.address)
        page = ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return f"?{target}"
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        path = "/" + path.removeprefix(urlsplit(built.address).path if page else "/").lstrip("/")
    if path:
        folder = "/" if path.endswith(("/", "/.", "..")) or path == "." else ""
        path = (posixpath.normpath(posixpath.join("/", posixpath.dirname(page), path)) + folder).lstrip("/")
    else:
        path = page
    if not path or path.endswith("/"):
        path += "index.html"
    return f"{path}#{unquote(parts.fragment)}" if unquote(parts.fragment) not in _ALWAYS else path


def problems(built: Built, sources: Mapping[str, Text], shared: Text) -> Iterator[Problem]:
    """Word everything broken at the place in its source: record, chapter, or the configuration that all pages share."""
    for name, target, resolved in broken(built):
        path, _, anchor = resolved.partition("#")
        what = f"the page '{path}' has no anchor '{anchor}'" if anchor and path in built.files else f"there is no '{path}' in the site"
        where = locate(sources.get(name), shared, target, resolved)
        yield Problem(where, "broken-link", f"'{target}' leads nowhere: {what}", "correct the link, or add what it leads to")


def locate(source: Text | None, shared: Text, target: str, resolved: str) -> Location:
    """Find the place of a target in what its page is made from; else in what all pages share; else the beginning of the source."""
    path, _, anchor = resolved.partition("#")
    folder = path.removesuffix("index.html").rstrip("/")
    if source:
        for match in _MARKDOWN_TARGET.finditer(source.text):
            number = next(number for number in (1, 2, 3) if match[number])
            if _leads_to(source.path, match[number], folder, anchor) or match[number] == target:
                return source.where(match.start(number))
        for needle in (target, anchor.rpartition(":")[2]) if target.startswith("#") else (target, f"{folder}.md", folder):
            if len(needle) > 3 and (offset := source.text.find(needle)) >= 0:
                return source.where(offset)
    for needle in (f"{folder}.md", f"{folder}/index.md", path):
        if not (source and target.startswith("#")) and (offset := shared.text.find(needle)) >= 0:
            return shared.where(offset)
    return Location(source.path) if source else Location(shared.path)


def _leads_to(source: str, written: str, folder: str, anchor: str) -> bool:
    """Tell whether a link as Markdown writes it, to another .md file, is one to a page and anchor of the site."""
    target, _, fragment = unquote(written).partition("#")
    base = source.removeprefix("docs/")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), target)) if target else base
    path = path.removesuffix(".md").removesuffix("/index").removesuffix("/README")
    return fragment == anchor and ("" if path in ("index", ".") else path) == folder


def _is_there(built: Built, resolved: str) -> bool:
    path, _, anchor = resolved.partition("#")
    if path not in built.files:
        return False
    page = built.pages.get(path)
    return not anchor or page is None or anchor in page.anchors
