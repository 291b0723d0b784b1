"""Resolves references between records and words of vocabularies; an unknown one gets a suggestion."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from llm4s.catalog import Catalog
from llm4s.fields import Ref
from llm4s.letters import foreign_letter
from llm4s.problem import Problem
from llm4s.record import Entry, WordList
from llm4s.shape import walker
from llm4s.source import Path

_FEW = 12


@dataclass(frozen=True, slots=True)
class Link:
    """A resolved reference from a record's field to another record."""

    origin: Entry
    field: str
    target: Entry


@dataclass(frozen=True, slots=True)
class Use:
    """A word of a vocabulary used in a record's field."""

    origin: Entry
    field: str
    vocabulary: str
    word: str


def words(catalog: Catalog) -> dict[str, list[str]]:
    """Give the words of each vocabulary by its id, in the order of its file."""
    return {entry.id: [word.id for word in entry.record.words] for entry in catalog if isinstance(entry.record, WordList)}


def link(catalog: Catalog) -> tuple[list[Link], list[Use], list[Problem]]:
    """Resolve all references of a catalog."""
    known = {id_: set(found) for id_, found in words(catalog).items()}
    links: list[Link] = []
    uses: list[Use] = []
    problems: list[Problem] = []
    for entry in catalog:
        walk = walker(entry.kind.cls)
        for path, mark, text in walk(entry.record, ()) if walk else ():
            field = str(path[0])
            if isinstance(mark, Ref):
                target = find(catalog, entry, mark, text)
                if target:
                    links.append(Link(entry, field, target))
                elif _path(catalog, entry, mark, text) not in catalog.broken:
                    problems.append(_unknown_reference(catalog, entry, path, mark, text))
            elif text in known.get(mark.vocabulary, ()):
                uses.append(Use(entry, field, mark.vocabulary, text))
            else:
                problems.append(_unknown_word(catalog, entry, path, mark.vocabulary, text, known))
    return links, uses, problems


def find(catalog: Catalog, entry: Entry, ref: Ref, text: str) -> Entry | None:
    """Find the record that a reference of an entry names."""
    return catalog.get(_path(catalog, entry, ref, text))


def _path(catalog: Catalog, entry: Entry, ref: Ref, text: str) -> str:
    if ref.kind == "*":
        return text
    kind = catalog.kind(ref.kind) if ref.kind else entry.kind
    return f"{kind.plural}/{text}" if kind else ""


def suggestion(text: str, known: Iterator[str] | list[str], where: str) -> str:
    """Word a hint for a name that is not known."""
    near = difflib.get_close_matches(text, list(known), 1, 0.6)
    return f"did you mean '{near[0]}'?" if near else f"add it to {where} or correct the name"


def renamed(catalog: Catalog, path: str, *, by_id: bool = False) -> str:
    """Word a hint for the former path of a record; nothing for other paths. By id: the reference names no kind."""
    entry = catalog.former.get(path)
    return f"the record is {entry.path} now: write '{entry.id if by_id else entry.path}'" if entry else ""


def _unknown_reference(catalog: Catalog, entry: Entry, path: Path, ref: Ref, text: str) -> Problem:
    kind = catalog.kind(ref.kind) if ref.kind not in ("", "*") else entry.kind
    plural = kind.plural if kind else "data"
    names = catalog.known("" if ref.kind == "*" else plural)
    what = "record" if ref.kind == "*" or kind is None else kind.name
    folder = "data/" if ref.kind == "*" else f"data/{plural}/"
    last = text.rpartition("/")[2]
    former = renamed(catalog, _path(catalog, entry, ref, text), by_id=ref.kind != "*")
    hint = former or (f"write '{last}' alone" if last in names else suggestion(text, names, folder))
    return Problem(catalog.where(entry, path), "unknown-reference", f"'{_name(path)}' names no {what} '{text}'{foreign_letter(text)}", hint)


def _unknown_word(catalog: Catalog, entry: Entry, path: Path, vocabulary: str, text: str, known: dict[str, set[str]]) -> Problem:
    words = sorted(known.get(vocabulary, ()))
    hint = suggestion(text, words, f"data/vocabularies/{vocabulary}.yaml")
    if 0 < len(words) <= _FEW and not hint.startswith("did"):
        hint = f"expected one of {', '.join(words)}"
    what = f"'{_name(path)}' is '{text}', which is no word of the vocabulary '{vocabulary}'"
    return Problem(catalog.where(entry, path), "unknown-word", what, hint)


def _name(path: Path) -> str:
    return next(str(part) for part in reversed(path) if isinstance(part, str))
