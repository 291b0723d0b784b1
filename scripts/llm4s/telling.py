"""A difference told: as text for people, as Markdown for a comment, as JSON for programs. Summary first, then what needs a look."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from llm4s.changes import FieldChange, RecordChange
from llm4s.difference import Difference
from llm4s.phrasing import Line, Span, as_markdown, as_text, code
from llm4s.problem import Problem
from llm4s.record import Entry

FORMATS = ("text", "markdown", "json")
NOW = "the files as they are now"
_MOST = 60_000  # characters; a comment on a code host holds 65,536


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is told: rows of a group, fields of a record, items of a field, characters of a value."""

    rows: int
    fields: int
    items: int
    characters: int


COMMENT = Bounds(30, 12, 6, 160)
WHOLE = Bounds(100_000, 1_000, 1_000, 300)


def told(found: Difference, form: str, base: str, head: str) -> str:
    """Tell a difference in one of FORMATS; base and head are the revisions that were compared, '' the files as they are now."""
    if form == "json":
        return json.dumps(as_json(found, base, head), ensure_ascii=False, indent=1)
    if form == "text":
        return "\n".join(as_text(line) for line in lines(found, WHOLE)).strip()
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(as_markdown(line) for line in lines(found, COMMENT))).strip()
    if len(text) > _MOST:
        text = text[: text.rindex("\n", 0, _MOST)] + "\n\nThe rest was left out: it is too long for a comment."
    return f"{text}\n\nCompared: {code(base)} with {code(head or NOW)}. The whole: {code(f'llm4s diff {base} {head}')}\n"


def summary(found: Difference) -> list[str]:
    """Say in a few words each how much differs."""
    changed = [change for change in (*found.changed, *found.renamed) if change.fields]
    counted = [
        (len(found.added), "record added", "records added"),
        (len(found.renamed), "record renamed", "records renamed"),
        (len(found.removed), "record removed", "records removed"),
        (len(changed), "record changed", "records changed"),
        (sum(len(change.fields) for change in changed), "field changed", "fields changed"),
        (len(found.chapters), "chapter changed", "chapters changed"),
        (len(found.pages), "further page shows a change", "further pages show a change"),
        (len(found.links_added), "new address outside", "new addresses outside"),
    ]
    return [f"{count} {one if count == 1 else many}" for count, one, many in counted if count]


def lines(found: Difference, bounds: Bounds) -> Iterator[Line]:
    """Give the lines of the account, with the depth of each: 0 is a paragraph, 1 an item, 2 an item of an item."""
    yield 0, (Span("What changes for readers", "heading"),)
    yield 0, (Span((", ".join(summary(found)) or "Nothing") + ".", "strong"),)
    groups: list[tuple[str, Sequence[Any], Callable[[Any], Iterable[Line]]]] = [
        ("Needs a look: facts that changed while their evidence was not read again", _behind(found), _behind_line),
        ("Needs a look: addresses that would lead nowhere", found.lost, _lost_line),
        ("Needs a look: records that cannot be read", found.unreadable, _value_line),
        ("Needs a look: problems that are new", found.problems, _problem_line),
        ("Needs a look: new links that are known to be dead", found.links_dead, _value_line),
        ("Records added", found.added, _entry_line),
        ("Records renamed", found.renamed, lambda change: _renamed_lines(change, bounds)),
        ("Records removed", found.removed, _entry_line),
        ("Records changed", found.changed, lambda change: _changed_lines(change, bounds)),
        ("Chapters", found.chapters, _chapter_line),
        ("New addresses outside the site", found.links_added, _value_line),
        ("Addresses outside the site that are gone", found.links_removed, _value_line),
        ("Further pages that show a change", found.pages, _value_line),
        ("Records that could not be read before", found.unreadable_before, _value_line),
    ]
    for heading, rows, worded in groups:
        if rows:
            yield 0, (Span(f"{heading}: {len(rows)}" if len(rows) > 1 else heading, "strong"),)
            for row in rows[: bounds.rows]:
                yield from ((depth, tuple(_short(span, bounds) for span in spans)) for depth, spans in worded(row))
            if len(rows) > bounds.rows:
                yield 1, (Span(f"and {len(rows) - bounds.rows} more"),)
    counts = [(found.references_added, "references between records are new"), (found.references_removed, "are gone"), (found.solved, "problems are solved")]
    if any(count for count, _ in counts):
        yield 0, (Span(", ".join(f"{count} {words}" for count, words in counts if count) + "."),)


def _behind(found: Difference) -> list[tuple[RecordChange, Any]]:
    return [(change, behind) for change in (*found.changed, *found.renamed) for behind in change.left_behind]


def _behind_line(row: tuple[RecordChange, Any]) -> Iterator[Line]:
    change, behind = row
    read = [span for source, day in behind.sources[:3] for span in (Span(f", read on {day}: "), Span(source, "value"))]
    yield 1, (Span(change.after.name, "name"), Span(f", {behind.label}"), *read)


def _lost_line(url: str) -> Iterator[Line]:
    yield 1, (Span(url, "value"), Span(": add the id to the new record's former_ids, or say in data/history/removed.yaml why it is gone"))


def _value_line(text: str) -> Iterator[Line]:
    yield 1, (Span(text, "value"),)


def _problem_line(problem: Problem) -> Iterator[Line]:
    yield 1, (Span(str(problem), "value"),)


def _entry_line(entry: Entry) -> Iterator[Line]:
    yield 1, (Span(entry.name, "name"), Span(f" ({entry.kind.cls.label[0]}, "), Span(entry.path, "value"), Span(")"))


def _chapter_line(change: Any) -> Iterator[Line]:
    words = {"added": f"new, {change.words_added} words", "removed": "removed"}
    counts = words.get(change.what, f"{change.words_added} words came, {change.words_removed} went")
    yield 1, (Span(change.title, "name"), Span(" ("), Span(change.path, "value"), Span(f"): {counts}"))


def _renamed_lines(change: RecordChange, bounds: Bounds) -> Iterator[Line]:
    how = "merged" if change.kept_by == "merged" else f"known again by its {change.kept_by}"
    where = (Span(change.before.path, "value"), Span(" → "), Span(change.after.path, "value"))
    yield 1, (Span(change.after.name, "name"), Span(": "), *where, Span(f" ({how})"))
    yield from _fields(change, bounds)


def _changed_lines(change: RecordChange, bounds: Bounds) -> Iterator[Line]:
    yield 1, (Span(change.after.name, "name"), Span(" ("), Span(change.after.path, "value"), Span(")"))
    yield from _fields(change, bounds)


def _fields(change: RecordChange, bounds: Bounds) -> Iterator[Line]:
    for found in change.fields[: bounds.fields]:
        yield 2, (Span(f"{found.label}: "), *_words(found, bounds))
    if len(change.fields) > bounds.fields:
        yield 2, (Span(f"and {len(change.fields) - bounds.fields} more fields"),)


def _words(found: FieldChange, bounds: Bounds) -> Iterator[Span]:
    if found.removed or found.added:
        for number, (word, items) in enumerate((word, items) for word, items in (("without", found.removed), ("with", found.added)) if items):
            yield Span(f"{'; ' if number else ''}now {word} ")
            for place, item in enumerate(items[: bounds.items]):
                yield from (Span(", " if place else ""), Span(item, "value"))
            if len(items) > bounds.items:
                yield Span(f" and {len(items) - bounds.items} more")
    else:
        before, after = excerpts(found.before, found.after, bounds.characters)
        yield from (Span(before, "value") if before else Span("nothing"), Span(" → "), Span(after, "value") if after else Span("nothing"))


def excerpts(before: str, after: str, most: int) -> tuple[str, str]:
    """Cut two long texts to where they differ, at the borders of words."""
    if max(len(before), len(after)) <= most:
        return before, after
    old, new = before.split(), after.split()
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - start
    end = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    first = max(start - 3, 0)
    return tuple(_part(words, first, len(words) - max(end - 3, 0), most) for words in (old, new))  # type: ignore[return-value]  # two in, two out


def _part(words: list[str], first: int, last: int, most: int) -> str:
    text = " ".join(words[first:last])
    return f"{'… ' if first else ''}{text[:most]}{' …' if last < len(words) or len(text) > most else ''}"


def _short(span: Span, bounds: Bounds) -> Span:
    most = bounds.characters + 40
    return span if span.sort == "plain" or len(span.text) <= most else Span(f"{span.text[:most]}…", span.sort)


def as_json(found: Difference, base: str, head: str) -> dict[str, Any]:
    """Give a difference as the object that programs read; 'format' grows when its shape changes."""
    return {
        "format": 1,
        "base": base,
        "head": head,
        "summary": summary(found),
        "counts": dict(found.counts),
        "added": [_named(entry) for entry in found.added],
        "removed": [_named(entry) for entry in found.removed],
        "renamed": [{"was": change.before.path, "by": change.kept_by, **_change(change)} for change in found.renamed],
        "changed": [_change(change) for change in found.changed],
        "lost": list(found.lost),
        "unreadable": list(found.unreadable),
        "unreadable_before": list(found.unreadable_before),
        "problems": [{**asdict(problem), "where": str(problem.where), "severity": problem.severity.value} for problem in found.problems],
        "solved": found.solved,
        "links": {"added": list(found.links_added), "removed": list(found.links_removed), "dead": list(found.links_dead)},
        "references": {"added": found.references_added, "removed": found.references_removed},
        "chapters": [asdict(change) for change in found.chapters],
        "pages": list(found.pages),
    }


def _named(entry: Entry) -> dict[str, Any]:
    return {"record": entry.path, "kind": entry.kind.name, "name": entry.name}


def _change(change: RecordChange) -> dict[str, Any]:
    behind = [
        {"field": left.field, "label": left.label, "sources": [{"source": source, "checked": day.isoformat()} for source, day in left.sources]}
        for left in change.left_behind
    ]
    return {**_named(change.after), "fields": [asdict(found) for found in change.fields], "evidence_left_behind": behind}
