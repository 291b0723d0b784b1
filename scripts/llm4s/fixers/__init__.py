"""The fixers: every module here holds one value FIXER and is found by its being here."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from llm4s.fixer import AddressFixer, Fixer


@cache
def form_fixers() -> tuple[Fixer, ...]:
    """Give the fixers of how records are written, in the order of their names."""
    return tuple(fixer for fixer in _all() if isinstance(fixer, Fixer))


@cache
def address_fixers() -> tuple[AddressFixer, ...]:
    """Give the fixers of addresses, in the order of their names."""
    return tuple(fixer for fixer in _all() if isinstance(fixer, AddressFixer))


def _all() -> list[Fixer | AddressFixer]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [importlib.import_module(f"{__name__}.{name}").FIXER for name in names]
