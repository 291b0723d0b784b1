"""What the chooser reads in the browser: its rules, and of each model the facts that they ask for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from llm4s import facets
from llm4s.catalog import Catalog
from llm4s.fields import Gap
from llm4s.memory import checkpoints, constants
from llm4s.record import Entry, WordList
from llm4s.rulebook import FACTS, STEPS, Rule, Rulebook
from llm4s.structured import description
from llm4s.view import Names, field_label

Json = dict[str, Any]
FILE = "explore/chooser.json"


def chooser_file(catalog: Catalog, names: Names, rulebook: Rulebook) -> tuple[str, str]:
    """Give the one file that the chooser reads, as (path below the site's root, text)."""
    return FILE, json.dumps(chooser(catalog, names, rulebook), ensure_ascii=False, separators=(",", ":")) + "\n"


def chooser(catalog: Catalog, names: Names, rulebook: Rulebook) -> Json:
    """Give the rules, the words of the facts, and the facts of all models."""
    entries = list(catalog.of("models").values())
    licences: dict[str, str] = {}
    rows = [_model(entry, names, licences) for entry in entries]
    return {
        "always": [_rule(rule) for rule in rulebook.always],
        "matching": {name: getattr(rulebook, name).model_dump(exclude_none=True) for name in ("domain", "task")},
        "steps": {name: _step(rulebook, name) for name in STEPS},
        "contexts": rulebook.contexts,
        "memory": constants(),
        "words": {name: list(_words(catalog, name, rows)) for name in ("domain", "task")},
        "facts": {fact: [field_label(fact), _named(vocabulary, catalog, names)] for fact, vocabulary in FACTS.items()},
        "licences": licences,
        "models": rows,
    }


def _rule(rule: Rule) -> list[Any]:
    return [rule.fact, rule.words, rule.verdict, rule.reason or ""]


def _step(rulebook: Rulebook, name: str) -> Json:
    step = getattr(rulebook, name)
    options = [
        {"id": option.id, "name": option.name, "description": option.description or "", "rules": [_rule(rule) for rule in step.rules_of(option)]}
        | ({} if option.memory is None else {"memory": option.memory})
        for option in step.options
    ]
    return {"title": step.title, "question": step.question, "options": options}


def _words(catalog: Catalog, name: str, rows: Iterable[Json]) -> Iterator[tuple[str, str, int, str]]:
    """Give the words that models carry and those that include them: id, name, depth, and the id of the broader one."""
    tree = facets.trees(catalog).get(name, {})
    wanted = {word for row in rows for word in row[f"{name}s"] if word in tree}
    for word in list(wanted):
        while (broader := tree[word][1]) and broader not in wanted:
            wanted.add(word := broader)
    for word, (carried, broader) in tree.items():
        if word in wanted:
            yield word, carried.name, carried.depth, broader or ""


def _named(vocabulary: str, catalog: Catalog, names: Names) -> dict[str, str]:
    entry = catalog.of("vocabularies").get(vocabulary)
    words = entry.record.words if entry and isinstance(entry.record, WordList) else ()
    return {word.id: names.words[vocabulary, word.id][0] for word in words}


def _model(entry: Entry, names: Names, licences: dict[str, str]) -> Json:
    record: Any = entry.record
    row: Json = {
        "id": entry.id,
        "name": entry.name,
        "short": description(entry, 140),
        "year": facets.year(record),
        "domains": list(record.domains),
        "tasks": list(record.tasks),
        "access": record.access,
        "status": record.status,
        "window": record.context_window.value if isinstance(record.context_window, Gap) else record.context_window,
        "sizes": record.sizes.value if isinstance(record.sizes, Gap) else [[one.name, one.size, one.parameters, one.kept] for one in checkpoints(record)],
    }
    for key, (word, licence) in facets.deciding(entry, names).items():
        row[_FIELDS[key]] = [word, licence.path if licence else ""]
        if licence:
            licences[licence.path] = licence.name
    return row


_FIELDS = {key: field for key, _, field in facets.PERMISSIONS}
