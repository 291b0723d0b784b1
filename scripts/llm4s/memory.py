"""How much memory the parameters of a model take."""

from __future__ import annotations

from dataclasses import dataclass

from llm4s.fields import quantity_value

PRECISIONS = (("16-bit", 16), ("8-bit", 8), ("4-bit", 4))


@dataclass(frozen=True, slots=True)
class Need:
    """Memory for the parameters of one checkpoint, in gigabytes (10^9 bytes), in the order of PRECISIONS."""

    name: str
    parameters: str
    gigabytes: tuple[str, ...]


def weight_gigabytes(parameters: int, bits: int) -> float:
    """Compute parameters x bits / 8, in gigabytes (10^9 bytes); cache, activations and overhead come on top."""
    return parameters * bits / 8 / 1e9


def need(name: str, parameters: str) -> Need:
    """Word the need of one checkpoint at every precision.

    Raises:
        ValueError: parameters is no quantity such as 7B.
    """
    count = quantity_value(parameters)
    return Need(name, parameters, tuple(worded(weight_gigabytes(count, bits)) for _, bits in PRECISIONS))


def worded(gigabytes: float) -> str:
    """Write a number of gigabytes as exactly as it deserves."""
    if gigabytes < 1:
        return f"{gigabytes:.2g} GB"
    return f"{gigabytes:.1f} GB" if gigabytes < 10 else f"{gigabytes:,.0f} GB"
