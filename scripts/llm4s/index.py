"""What readers look things up by: backlinks, uses of words, counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from llm4s.link import Link, Use
from llm4s.record import Entry


@dataclass(frozen=True, slots=True)
class Mention:
    """A chapter that links or cites a record: title and address relative to the site's root."""

    title: str
    url: str


@dataclass(frozen=True)
class Index:
    """Reverse views of the references of a catalog."""

    backlinks: Mapping[str, list[Link]] = field(default_factory=dict)
    """Links to a record, by its path, in the order of the referring records."""
    uses: Mapping[tuple[str, str], list[Entry]] = field(default_factory=dict)
    """Records that carry a word, by (vocabulary, word), each once."""


def build_index(links: Iterable[Link], uses: Iterable[Use]) -> Index:
    """Turn resolved references around."""
    backlinks: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        backlinks[link.target.path].append(link)
    by_word: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
    for use in uses:
        by_word[use.vocabulary, use.word][use.origin.path] = use.origin
    return Index(dict(backlinks), {word: list(entries.values()) for word, entries in by_word.items()})
