"""The rules: every module here holds one value RULE and is found by its being here."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from llm4s.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Give all rules in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").RULE for name in names)
