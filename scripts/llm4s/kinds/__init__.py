"""The kinds of records: every module here holds one record class and is found by its being here."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from llm4s.record import Kind, Record

ORDER = ("model", "system", "paper", "tool", "dataset", "benchmark", "metric", "tutorial", "organization", "term", "licence", "vocabulary")


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Give all kinds, the well-known ones in the order of the site's navigation, further ones after them by name."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    names.sort(key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    return tuple(Kind(name, _record_class(name)) for name in names)


def _record_class(name: str) -> type[Record]:
    module = importlib.import_module(f"{__name__}.{name}")
    found: type[Record] = getattr(module, name.title())
    return found
