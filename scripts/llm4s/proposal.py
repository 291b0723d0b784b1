"""A filled form becomes the text of a record: a new one, or one with a corrected field. What a form says is data throughout."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm4s.amend import amended
from llm4s.catalog import Catalog
from llm4s.fields import is_id
from llm4s.filled import NAME, first_heading, read_answers
from llm4s.issue_forms import CHECKED, CORRECTION, FIELD, LOCATOR, RECORD, SOURCE, SOURCES, VALUE, id_label
from llm4s.problem import Location, Problem
from llm4s.questions import questions, value_of
from llm4s.record import ALPHABETICAL, Entry, Kind, in_order
from llm4s.shape import Shape, find_shape
from llm4s.source import parse
from llm4s.writing import record_text


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a form asks for: a file, its new text, and a title in words that no form can choose freely."""

    path: str
    text: str
    title: str


Answered = tuple[Proposal | None, list[Problem]]


def propose(body: str, catalog: Catalog, words: Mapping[str, Sequence[str]], day: str) -> Answered:
    """Turn a form's text into a proposal or say what is wrong with it; neither, if it is no form that a program can carry out.

    Args:
        body: the text of the issue.
        catalog: the records as they are.
        words: the words of each vocabulary by its id.
        day: the day of the form, YYYY-MM-DD, for evidence that names none.
    """
    heading = first_heading(body)
    if heading == RECORD:
        return _correction(body, catalog, day)
    kind = next((kind for kind in catalog.kinds if id_label(kind) == heading), None)
    return _new(body, kind, catalog, words, day) if kind else (None, [])


def _new(body: str, kind: Kind, catalog: Catalog, words: Mapping[str, Sequence[str]], day: str) -> Answered:
    asked = questions(kind, words)
    answers, problems = read_answers(body, [id_label(kind), *(question.label for question in asked), SOURCES])
    if problems:
        return None, problems
    record_id = answers.get(id_label(kind), "")
    path = f"{kind.plural}/{record_id}"
    if not is_id(record_id):
        hint = "use lower-case letters a-z and digits, joined by single hyphens, such as scibert or gpt-2"
        return None, [Problem(Location(NAME), "bad-id", f"{record_id[:100]!a} cannot be an id", hint)]
    if catalog.get(path) or path in catalog.broken:
        return None, [Problem(Location(NAME), "bad-form", f"there is a record {path} already", "correct that one, or choose another id")]
    value: dict[str, Any] = {}
    for question in asked:
        if answer := answers.get(question.label):
            found = _value(question.path[0], question.shape, answer)
            if len(question.path) == 1:
                value[question.path[0]] = found
            else:
                value.setdefault(question.path[0], {})[question.path[1]] = found
    value["evidence"] = _evidence(kind, value, answers.get(SOURCES, ""), day)
    return _proposal(f"data/{path}.yaml", record_text({name: value[name] for name in in_order(kind.cls) if name in value}), value, f"Add {path}")


def _value(name: str, shape: Shape, answer: str) -> Any:
    """Read an answer, and put in order what has an order of its own."""
    value = value_of(shape, answer)
    if name in ALPHABETICAL and isinstance(value, list):
        return sorted(value)
    if name == "dates" and isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return sorted(value, key=lambda item: str(item.get("date", "")))
    return value


def _evidence(kind: Kind, value: Mapping[str, Any], text: str, day: str) -> list[dict[str, Any]]:
    """Read 'address | place | fields' in each line; a source that names no fields supports all that are left."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]
    named = [[name.strip() for name in row[2].split(",") if name.strip()] if len(row) > 2 else [] for row in rows]
    facts = [name for name in in_order(kind.cls) if name in value and name not in kind.cls.editorial]
    rest = [name for name in facts if not any(name in names for names in named)]
    found = []
    for row, names in zip(rows, named, strict=True):
        place = {"locator": row[1]} if len(row) > 1 and row[1] else {}
        found.append({"facts": names or rest or facts, "source": row[0], **place, "checked": day})
    return found


def _correction(body: str, catalog: Catalog, day: str) -> Answered:
    answers, problems = read_answers(body, CORRECTION)
    if problems or not answers.get(VALUE):
        return None, problems
    entry = catalog.get(answers.get(RECORD, ""))
    if entry is None:
        given = answers.get(RECORD, "")[:100]
        near = difflib.get_close_matches(given, catalog.paths(), 1)
        hint = f"did you mean '{near[0]}'?" if near else "write it as in the address of its page, such as models/bert"
        return None, [Problem(Location(NAME), "unknown-reference", f"{given!a} is no record", hint)]
    field = tuple(answers.get(FIELD, "").split(".", 1))
    shape = find_shape(entry.kind.cls, field)
    if shape is None or field[0] in ("evidence", "unverified"):
        given = answers.get(FIELD, "")[:100]
        return None, [Problem(Location(NAME), "unknown-field", f"{given!a} is not a field that a form can correct", _known(entry.kind))]
    if field[0] not in entry.kind.cls.editorial and not answers.get(SOURCE):
        return None, [Problem(Location(NAME), "bad-form", f"the form names no source for '{field[0]}'", "say under 'Source' where you read it")]
    source, problems = parse(f"data/{entry.path}.yaml", catalog.data(entry))
    if source is None:
        return None, problems
    given = _value(field[0], shape, answers[VALUE])
    value = {**source.value.get(field[0], {}), field[1]: given} if len(field) > 1 else given
    if source.value.get(field[0]) == value:
        return None, [
            Problem(Location(NAME), "bad-form", f"'{'.'.join(field)}' of {entry.path} says that already", "say under 'What it should say' what is right")
        ]
    changes = {field[0]: value, **_supported(entry, source.value, field[0], answers, day)}
    expected = {name: part for name, part in {**source.value, **changes}.items() if part is not None}
    return _proposal(source.path, amended(source, entry.kind, changes), expected, f"Correct {field[0]} of {entry.path}")


def _supported(entry: Entry, value: Mapping[str, Any], field: str, answers: Mapping[str, str], day: str) -> dict[str, Any]:
    """Let the named source support the field, and no other any more."""
    if field in entry.kind.cls.editorial:
        return {}
    place = {"locator": answers[LOCATOR]} if answers.get(LOCATOR) else {}
    new = {"facts": [field], "source": answers[SOURCE], **place, "checked": answers.get(CHECKED) or day}
    kept = []
    for item in value["evidence"]:
        facts = [name for name in item["facts"] if name != field]
        if facts:
            kept.append(item if facts == item["facts"] else {**item, "facts": facts})
    changes: dict[str, Any] = {"evidence": [*kept, new]}
    if field in value.get("unverified", ()):
        changes["unverified"] = [name for name in value["unverified"] if name != field] or None
    return changes


def _known(kind: Kind) -> str:
    return f"known fields: {', '.join(name for name in in_order(kind.cls) if name not in ('evidence', 'unverified'))}"


def _proposal(path: str, text: str, expected: Mapping[str, Any], title: str) -> Answered:
    """Read the text back: it must say what was meant and nothing else."""
    source, problems = parse(path, text.encode("utf-8", "replace"))
    if source is None:
        return None, list(problems)
    if source.value != dict(expected):
        return None, [Problem(Location(NAME), "bad-form", "the answers cannot be written as a record", "write plain text, without control characters")]
    return Proposal(path, text, title), []
