"""What a fixer is: one function finds faults of a kind together with what mends each, so that check and repair cannot differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from llm4s.catalog import Catalog
from llm4s.document import Document
from llm4s.layout import replaced
from llm4s.ledger import Ledger
from llm4s.markup import Chapter, read_chapter
from llm4s.moved import Moves
from llm4s.problem import Location, Problem, Severity
from llm4s.record import Kind
from llm4s.source import BYTE_ORDER_MARK, MAX_BYTES, parse

HINT = "run 'llm4s fix'"
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a fixer found at an offset, and the span to replace; without one it is only told."""

    at: int
    message: str
    hint: str = ""
    edit: tuple[int, int, str] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the project knows of addresses."""

    moves: Moves = field(default_factory=Moves)
    ledger: Ledger = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fixer:
    """Finds and mends faults in how a record is written. The description stands in the documentation under the code."""

    code: str
    description: str
    find: Callable[[Document], Iterator[Fault]]
    rank: int = 1
    """Fixers of lower rank work first: 0 for those that look at the bare text."""
    severity: Severity = Severity.ERROR

    def can_read(self, document: Document) -> bool:
        """Tell whether the fixer can look at a file: most need one that can be read as YAML."""
        return self.rank == 0 or document.value is not None


@dataclass(frozen=True, slots=True)
class AddressFixer:
    """Knows a better form of some addresses, in records and pages alike."""

    code: str
    description: str
    mend: Callable[[str, Known], str]
    """Gives the better address, or the same."""
    may_stand_in: Callable[[str, Known], bool]
    """Tells quickly whether a text could hold such an address."""
    told: str
    """The message, with {address}."""
    severity: Severity = Severity.ERROR

    def find(self, document: Document, known: Known) -> Iterator[Fault]:
        """Find the addresses that have a better form."""
        if self.may_stand_in(document.text, known):
            for web in document.addresses():
                if (better := self.mend(web.address, known)) != web.address:
                    yield Fault(web.start, self.told.format(address=web.address), f"write {better}", (web.start, web.start + len(web.address), better))


def problems(document: Document, faults: Iterable[Fault], code: str, severity: Severity) -> Iterator[Problem]:
    """Word faults with their places."""
    for fault in faults:
        before = document.text[: fault.at]
        where = Location(document.path, before.count("\n") + 1, fault.at - before.rfind("\n"))
        hint = fault.hint if not fault.edit else f"{fault.hint}, or {HINT}" if fault.hint else HINT
        yield Problem(where, code, fault.message, hint, severity)


def examined(document: Document, fixers: Iterable[Fixer]) -> list[Problem]:
    """Give all that the fixers of form find in a record."""
    return [fault for fixer in fixers if fixer.can_read(document) for fault in problems(document, fixer.find(document), fixer.code, fixer.severity)]


def addressed(catalog: Catalog, chapters: Iterable[Chapter], fixers: Sequence[AddressFixer], known: Known) -> Iterator[Problem]:
    """Find the addresses in records and pages that have a better form."""
    documents = [Document(f"data/{entry.path}.yaml", catalog.text(entry), {}) for entry in catalog]
    documents += [Document(chapter.path, chapter.text, found=chapter.addresses) for chapter in chapters]
    for document in documents:
        for fixer in fixers:
            yield from problems(document, fixer.find(document, known), fixer.code, fixer.severity)


def mended(path: str, data: bytes, kind: Kind | None, fixers: Sequence[Fixer], addresses: Sequence[AddressFixer], known: Known) -> bytes:
    """Give a file without the faults that fixers mend, every other byte as it was. What is too large or not UTF-8 stays as it is.

    Args:
        path: the file's path below the root.
        data: its bytes.
        kind: the kind of record that it should hold; None for pages.
        fixers: all fixers of form, for records.
        addresses: all fixers of addresses, for records and pages.
        known: what the project knows of addresses.
    """
    if len(data) > MAX_BYTES:
        return data
    try:
        text = data.removeprefix(BYTE_ORDER_MARK).decode() if kind else data.decode()
    except UnicodeDecodeError:
        return data
    document = _document(path, text, kind)
    for _ in range(_ROUNDS if kind else 0):
        before = document
        for fixer in sorted(fixers, key=lambda fixer: fixer.rank):
            if fixer.can_read(document):
                document = _accepted(document, fixer.find(document), kind)
        if document is before:
            break
    for better in addresses:
        document = _accepted(document, better.find(document, known), kind)
    return document.text.encode()


def _document(path: str, text: str, kind: Kind | None) -> Document:
    if kind is None:
        return Document(path, text, found=read_chapter(path, text)[0].addresses)
    source, _ = parse(path, text.encode())
    return Document(path, text, source.value if source else None, kind.cls)


def _accepted(document: Document, faults: Iterable[Fault], kind: Kind | None) -> Document:
    """Make the changes; one that makes a good file unreadable is none."""
    text = replaced(document.text, (fault.edit for fault in faults if fault.edit))
    if text == document.text:
        return document
    new = _document(document.path, text, kind)
    return document if document.value is not None and new.value is None else new


def of_path(kinds: Iterable[Kind], path: str) -> Kind | None:
    """Tell which kind of record a path below the root belongs to."""
    folders: Mapping[str, Kind] = {kind.plural: kind for kind in kinds}
    parts = path.split("/")
    return folders.get(parts[1]) if len(parts) == 3 and parts[0] == "data" and path.endswith(".yaml") else None
