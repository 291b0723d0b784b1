"""Formulas of records can be set."""

from __future__ import annotations

from collections.abc import Iterator

from llm4s.formula import FormulaError, mathml
from llm4s.problem import Problem
from llm4s.rule import Rule, Scope


def _check(scope: Scope) -> Iterator[Problem]:
    for entry in scope.catalog:
        latex = getattr(entry.record, "formula", None)
        if latex:
            try:
                mathml(latex, display=True)
            except FormulaError as fault:
                hint = "use plain LaTeX without packages or macros"
                yield RULE.problem(scope, entry, ("formula",), f"the formula cannot be set: {fault}", hint)


RULE = Rule("bad-formula", "Formulas of records and chapters are LaTeX that can be turned into MathML.", _check)
