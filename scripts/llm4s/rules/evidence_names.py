"""Evidence and 'unverified' name fields that the record really fills."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from llm4s.problem import Problem
from llm4s.rule import Rule, Scope
from llm4s.source import Path


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        known = set(entry.kind.cls.model_fields)
        named: list[tuple[Path, str]] = [(("unverified", n), name) for n, name in enumerate(entry.record.unverified)]
        for number, evidence in enumerate(entry.record.evidence):
            named += [(("evidence", number, "facts", n), name) for n, name in enumerate(evidence.facts)]
        for path, name in named:
            if name not in known:
                near = difflib.get_close_matches(name, sorted(known), 1)
                hint = f"did you mean '{near[0]}'?" if near else "name fields of this record, such as dates or licence"
                yield RULE.problem(scope, entry, path, f"'{name}' is not a field of this kind", hint)
            elif path[0] == "evidence" and name in entry.record.unverified:
                what = f"'{name}' is named here and under 'unverified'"
                yield RULE.problem(scope, entry, path, what, "a field is either supported by evidence or unverified: remove one of the two")
            elif name not in entry.record.model_fields_set:
                yield RULE.problem(scope, entry, path, f"'{name}' is named here, but the record does not fill it", "fill the field or remove its name")


RULE = Rule("evidence-names", "Evidence and the list of unverified facts name fields that the record fills.", _check)
