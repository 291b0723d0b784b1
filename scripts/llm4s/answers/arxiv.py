"""Reads what arXiv's interface says of a paper: an Atom feed with one entry (info.arxiv.org/help/api/user-manual.html, 3.3)."""

from __future__ import annotations

import re

from llm4s.found import MAX_AUTHORS, Found, clean

_ENTRY = re.compile(r"<entry\b[^>]*>(.*?)</entry>", re.DOTALL)
_NAME = re.compile(r"https?://arxiv\.org/abs/([^\s<]+?)(?:v[0-9]+)?\s*\Z")
_AUTHOR = re.compile(r"<author\b[^>]*>\s*<name>(.*?)</name>", re.DOTALL)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTICLES = frozenset(re.findall(r"\w+", "al bin da de dei del della den der di dos du el la le ten ter van von zu zur"))
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_ONE_PIECE = "arXiv gives each name in one piece: look where the family names begin."


def read(text: str) -> Found | None:
    """Read an answer; a Found without a name where arXiv knows no such paper, None for what is no answer."""
    if "<feed" not in text or "</feed>" not in text:
        return None
    entry = _ENTRY.search(text)
    name = _NAME.match(_tag(entry[1], "id")) if entry else None
    if not entry or not name:
        return Found("")
    authors = [author for given in _AUTHOR.findall(entry[1]) if (author := family_first(clean(given)))]
    day = _DAY.match(_tag(entry[1], "published"))
    journal, remark = _tag(entry[1], "arxiv:journal_ref"), [("authors", _ONE_PIECE)]
    if journal:
        remark.append(("venue", f"Journal reference at arXiv: {journal}"))
    return Found(
        name[1],
        _tag(entry[1], "title"),
        tuple(authors[:MAX_AUTHORS]),
        len(authors) > MAX_AUTHORS,
        day[0] if day else "",
        "preprint",
        "preprint",
        arxiv=name[1],
        doi=_tag(entry[1], "arxiv:doi"),
        remarks=tuple(remark),
    )


def family_first(name: str) -> str:
    """Turn 'Given van Family Jr.' into 'van Family, Given, Jr.'; a name of one word, or one with a comma, stays."""
    words = name.split()
    suffix = words.pop() if len(words) > 2 and words[-1].lower() in _SUFFIXES else ""
    if len(words) < 2 or "," in name:
        return name
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return ", ".join([" ".join(words[start:]), " ".join(words[:start]), *([suffix] if suffix else [])])


def _tag(entry: str, name: str) -> str:
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", entry, re.DOTALL)
    return clean(found[1]) if found else ""
