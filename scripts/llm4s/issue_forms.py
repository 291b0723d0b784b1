"""Issue forms of the code host, made from the record classes: one for each kind, one for corrections, one for chapters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from llm4s.questions import Question, questions
from llm4s.record import Kind

FOLDER = ".github/ISSUE_TEMPLATE"
ID, SOURCES = "Id of the new {kind}", "Sources"
RECORD, FIELD, VALUE, SOURCE, LOCATOR, CHECKED = "Record", "Field", "What it should say", "Source", "Where in the source", "Day on which you read it"
CORRECTION = (RECORD, FIELD, VALUE, SOURCE, LOCATOR, CHECKED, "Anything else")
PAGE = "Page"

_Element = dict[str, Any]


def forms(kinds: Iterable[Kind], words: Mapping[str, Sequence[str]], repository: str, site: str) -> Iterator[tuple[str, str]]:
    """Give every file of the folder of issue forms as (path below the root, text).

    Args:
        kinds: the kinds of records.
        words: the words of each vocabulary by its id.
        repository: address of the repository.
        site: address at which the site is published.
    """
    kinds = tuple(kinds)
    yield f"{FOLDER}/correction.yml", _text("Correct a record", "A fact is wrong, missing or out of date.", "Correction: ", _correction(site))
    yield f"{FOLDER}/chapter.yml", _text("Feedback on a page", "Something in a page of the guide is wrong or unclear.", "Page: ", _chapter())
    for kind in kinds:
        name = kind.cls.label[0]
        yield f"{FOLDER}/new-{kind.name}.yml", _text(f"New {name}", kind.introduction[:190], f"New {name}: ", _new(kind, words, site))
    yield f"{FOLDER}/config.yml", _config(repository, site)


def id_label(kind: Kind) -> str:
    """Give the heading that tells the form of a new record of a kind from all others."""
    return ID.format(kind=kind.cls.label[0])


def _text(name: str, about: str, title: str, body: Iterable[_Element]) -> str:
    head = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in (("name", name), ("description", about), ("title", title))]
    return "\n".join(["# Written by 'llm4s forms'; change the record class instead.", *head, 'labels: ["form"]', "body:", *map(_element, body), ""])


def _element(element: _Element) -> str:
    """Write one element; JSON is YAML, and quotes every word."""
    lines = [f"  - type: {element['type']}"]
    lines += [f"    {key}: {json.dumps(element[key], ensure_ascii=False)}" for key in ("id",) if key in element]
    lines.append("    attributes:")
    for key, value in element["attributes"].items():
        if key == "options":
            lines += ["      options:", *(f"        - {json.dumps(option, ensure_ascii=False)}" for option in value)]
        else:
            lines.append(f"      {key}: {json.dumps(value, ensure_ascii=False)}")
    if element.get("required"):
        lines += ["    validations:", "      required: true"]
    return "\n".join(lines)


def _asked(kind: str, id_: str, label: str, description: str, *, required: bool = False, **more: object) -> _Element:
    return {"type": kind, "id": id_, "attributes": {"label": label, "description": description, **more}, "required": required}


def _told(text: str) -> _Element:
    return {"type": "markdown", "attributes": {"value": text}}


def _correction(site: str) -> Iterator[_Element]:
    yield _told(
        "A complete form becomes a pull request by itself, in your name. Leave *What it should say* empty if you only want to tell us; "
        f"a person will look at it. How values are written: [kinds and fields]({site}contribute/kinds/)."
    )
    yield _asked("input", "record", RECORD, "Path of the record, as in its address.", required=True, placeholder="models/scibert")
    yield _asked(
        "input", "field", FIELD, "Name of the field; a dot leads into one that holds several.", required=True, placeholder="context_window, or licences.code"
    )
    yield _asked(
        "textarea", "value", VALUE, "The whole new content of the field. A list has one item in a line; items of several parts as: first | second | third."
    )
    yield _asked("input", "source", SOURCE, "Address at which you read it. A fact is not changed without one.", placeholder="https://")
    yield _asked("input", "locator", LOCATOR, "Section, table or file.")
    yield _asked("input", "checked", CHECKED, "As 2026-01-31; left empty, the day of this form.")
    yield _asked("textarea", "else", CORRECTION[-1], "For people; programs do not read this.")


def _chapter() -> Iterator[_Element]:
    yield _told("For a person to read. Every page can also be changed directly: press the pencil at its top.")
    yield _asked("input", "page", PAGE, "Address of the page.", required=True)
    yield _asked("textarea", "passage", "Passage", "The words it is about.")
    yield _asked("textarea", "what", "What is wrong or unclear", "And what would be right, if you know.", required=True)
    yield _asked("textarea", "source", "Sources", "Where one can read it.")


def _new(kind: Kind, words: Mapping[str, Sequence[str]], site: str) -> Iterator[_Element]:
    yield _told(
        f"A complete form becomes a pull request by itself, in your name. [What belongs here]({site}contribute/inclusion/) and "
        f"[how a {kind.cls.label[0]} is described]({site}contribute/kinds/#{kind.name})."
    )
    about = "Lower-case letters a to z and digits, joined by single hyphens. It becomes the address and stays."
    yield _asked("input", "id", id_label(kind), about, required=True, placeholder="such as scibert or devlin-2018-bert")
    for question in questions(kind, words):
        yield _of(question)
    sources = (
        "One in a line, as: address | where in it | fields it supports, with commas between them. "
        "A source without fields supports all those that no other names."
    )
    yield _asked("textarea", "sources", SOURCES, sources, required=True, placeholder="https://arxiv.org/abs/1903.10676 | Table 1")


def _of(question: Question) -> _Element:
    if question.options:
        more: dict[str, object] = {"options": list(question.options)}
        if question.several:
            more["multiple"] = True
        return _asked("dropdown", question.id, question.label, question.description, required=question.required, **more)
    sort = "textarea" if question.several or question.shape.long else "input"
    return _asked(sort, question.id, question.label, question.description, required=question.required)


def _config(repository: str, site: str) -> str:
    link = {"name": "How to contribute", "url": f"{site}contribute/", "about": "What belongs here, and how it is written."}
    change = {"name": "Change a file directly", "url": f"{repository}/tree/main/data", "about": "Every record is one YAML file."}
    rows = [f"  - name: {row['name']}\n    url: {row['url']}\n    about: {row['about']}" for row in (link, change)]
    return "\n".join(["# Written by 'llm4s forms'.", "blank_issues_enabled: true", "contact_links:", *rows, ""])
