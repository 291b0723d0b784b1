"""Figures of the guide: SVG files that are checked, and put into the page where a chapter shows them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from xml.parsers import expat

from llm4s.link import suggestion
from llm4s.markup import Chapter, Picture
from llm4s.problem import Location, Problem

FOLDER = "docs/assets/figures/"
NARROW = "-narrow"
"""A figure of this name's end is shown instead of its namesake where there is little room."""
OPEN, CLOSE = "\ue000", "\ue003"
"""Around the number of a figure's fragment, while Markdown is at work."""
_FIGURE = re.compile(f"<p>((?:{OPEN}[0-9]+{CLOSE}\\s*)+)(.*?)</p>", re.DOTALL)
_BLOCK = re.compile(r"(?:!\[[^\[\]\n]*\]\([^()\s]+\)\s*)+(.*)", re.DOTALL)
_TEXTS = frozenset({"title", "desc", "text", "tspan"})
_ELEMENTS = _TEXTS | {"svg", "g", "rect", "circle", "ellipse", "line", "path", "polygon", "polyline"}
_SHAPES = ("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "d", "points", "transform", "viewBox", "width", "height")
_LOOKS = ("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity", "text-anchor", "font-size", "font-weight", "font-family")
_ATTRIBUTES = frozenset((*_SHAPES, *_LOOKS, "xmlns", "role", "aria-labelledby", "id", "class"))
Drawings = Mapping[str, str]
"""Name of a figure: the SVG as it goes into a page; nothing where the file has faults."""


class _StoppedError(Exception):
    """The rest of a file is not read."""


class _Reader:
    """Reads one file; what goes into the page is written anew from what was checked."""

    def __init__(self, path: str) -> None:
        self.path, self.name = path, path.removeprefix(FOLDER).removesuffix(".svg")
        self.problems: list[Problem] = []
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.texts: dict[str, str] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype

    def fault(self, what: str, hint: str) -> None:
        where = Location(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.problems.append(Problem(where, "bad-figure", what, hint))

    def doctype(self, *_: object) -> None:
        self.fault("the figure declares a document type", "remove it: entities can hide anything, and grow without bound")
        raise _StoppedError

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in _ELEMENTS:
            self.fault(f"<{tag}> is no element of a figure", f"known: {', '.join(sorted(_ELEMENTS))}")
        for name, value in attributes.items():
            if name not in _ATTRIBUTES:
                self.fault(f"'{name}' is no attribute of a figure", "shapes, classes and plain colours only; nothing that styles, runs or loads")
            elif "url(" in value.lower() or (name == "xmlns" and value != "http://www.w3.org/2000/svg"):
                self.fault(f"'{name}' leads out of the figure", "a figure holds all that it shows")
            elif name == "id" and value not in self.names:
                self.fault(f"the id '{value}' may stand in the page already", f"title and desc are called {' and '.join(self.names)}; nothing else needs an id")
        if not self.open:
            wanted = {"role": "img", "aria-labelledby": " ".join(self.names)}
            if tag != "svg" or "viewBox" not in attributes or any(attributes.get(name) != value for name, value in wanted.items()):
                given = " ".join(f'{name}="{value}"' for name, value in wanted.items())
                self.fault("the figure has no size or no name for screen readers", f"begin it with <svg viewBox=... {given}>")
            narrow = " narrow" if self.name.endswith(NARROW) else ""
            attributes = {**attributes, "class": f"drawing{narrow}"}
        self.open.append(tag)
        self.pieces.append("".join([f"<{tag}", *(f' {name}="{escape(value)}"' for name, value in attributes.items()), ">"]))

    def end(self, tag: str) -> None:
        self.open.pop()
        self.pieces.append(f"</{tag}>")

    def text(self, data: str) -> None:
        if self.open[-1] in _TEXTS:
            self.pieces.append(escape(data, quote=False))
            self.texts[self.open[-1]] = self.texts.get(self.open[-1], "") + data.strip()

    @property
    def names(self) -> tuple[str, str]:
        return f"figure-{self.name}-title", f"figure-{self.name}-desc"

    def read(self, data: bytes) -> str:
        try:
            self.parser.Parse(data, True)
        except _StoppedError:
            pass
        except expat.ExpatError as error:
            self.fault(f"the file is no SVG: {expat.ErrorString(error.code)}", "the fault is here or a little before")
        else:
            for name in ("title", "desc"):
                if not self.texts.get(name):
                    self.fault(f"the figure has no <{name}>", "say what it shows, for those who do not see it")
        return "" if self.problems else "".join(self.pieces)


def read(files: Mapping[str, bytes]) -> tuple[dict[str, str], list[Problem]]:
    """Read the figures among the files of a project."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for path, data in files.items():
        if path.startswith(FOLDER) and path.endswith(".svg"):
            reader = _Reader(path)
            found[reader.name] = reader.read(data)
            problems += reader.problems
    return found, problems


def shown(chapter: Chapter) -> Iterator[tuple[Picture, str]]:
    """Give the figures that a chapter shows, each with its name."""
    for picture in chapter.pictures:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(chapter.path), picture.target))
        if path.startswith(FOLDER):
            yield picture, path.removeprefix(FOLDER).removesuffix(".svg")


def check(chapter: Chapter, drawings: Drawings) -> Iterator[Problem]:
    """Find figures that do not exist, stand twice in a page, or have no words beside them."""
    seen = set[str]()
    for picture, name in shown(chapter):
        where = chapter.where(picture.start)
        if name not in drawings or name.endswith(NARROW):
            yield Problem(where, "unknown-figure", f"there is no figure '{name}'", suggestion(name, [n for n in drawings if not n.endswith(NARROW)], FOLDER))
        if name in seen:
            yield Problem(where, "figure-place", f"the figure '{name}' stands twice in this page", "show it once and refer to it")
        seen.add(name)
        end = chapter.text.find("\n\n", picture.end)
        block = chapter.text[chapter.text.rfind("\n\n", 0, picture.start) + 1 : end if end >= 0 else None].strip()
        alone = _BLOCK.fullmatch(block)
        if not alone:
            yield Problem(
                where, "figure-place", f"the figure '{name}' stands inside a paragraph", "begin a paragraph with it; its caption follows on the next line"
            )
        elif not alone[1] or not picture.alt.strip():
            hint = "write ![what it shows](path) and, on the next line, *its caption*"
            yield Problem(where, "figure-place", f"the figure '{name}' has no caption or no alternative text", hint)


def fragment(name: str, drawings: Drawings) -> str:
    """Give the SVG of a figure, with that for narrow pages beside it."""
    narrow = drawings.get(name + NARROW, "")
    wide = drawings.get(name, "")
    return wide.replace('class="drawing"', 'class="drawing wide"', 1) + narrow if narrow else wide


def framed(html: str, fragments: Sequence[str]) -> str:
    """Make a figure with its caption of every paragraph that begins with figures."""

    def figure(match: re.Match[str]) -> str:
        svgs = "".join(fragments[int(number)] for number in re.findall(r"[0-9]+", match[1]) if int(number) < len(fragments))
        caption = re.sub(r"\A<em>(.*)</em>\Z", r"\1", match[2].strip(), flags=re.DOTALL)
        return f'<figure class="guide-figure"><div class="drawings">{svgs}</div><figcaption>{caption}</figcaption></figure>'

    return _FIGURE.sub(figure, html)
