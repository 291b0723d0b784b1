"""Every fact has its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from llm4s.problem import Problem
from llm4s.rule import Rule, Scope


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        record = entry.record
        covered = {name for evidence in record.evidence for name in evidence.facts} | set(record.unverified)
        asked = record.model_fields_set - entry.kind.cls.editorial
        if record.status != "active":
            asked |= {"status"}
        for name in sorted(asked - covered):
            hint = "name the field under 'facts' of the evidence that supports it, or under 'unverified'"
            yield RULE.problem(scope, entry, (name,), f"no evidence supports '{name}'", hint, key=True)


RULE = Rule("uncovered-fact", "Every field that states a fact is named by a piece of evidence, or by the list of unverified facts.", _check)
