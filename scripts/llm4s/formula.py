"""LaTeX formulas as MathML, so that browsers set them without a script or a font from elsewhere."""

from __future__ import annotations

import functools
import html
import re
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import convert_to_element

_UNKNOWN = re.compile(r"\\[A-Za-z]+\Z")
_UNSAFE_ATTRIBUTES = frozenset({"href", "style", "class", "id", "src", "actiontype"})


class FormulaError(ValueError):
    """The LaTeX cannot be turned into MathML."""


@functools.lru_cache(maxsize=4096)
def mathml(latex: str, *, display: bool) -> str:
    """Turn LaTeX (without dollar signs) into a math element that carries its source as alternative text.

    Raises:
        FormulaError: the formula has a fault, such as a missing brace, an unknown command, or a link.
    """
    if depth := _unbalanced(latex):
        raise FormulaError(f"{abs(depth)} brace{'s' if abs(depth) > 1 else ''} {'not closed' if depth > 0 else 'closed but not opened'}")
    try:
        root = convert_to_element(re.sub(r"\\operatorname\*?", r"\\mathrm", latex), display="block" if display else "inline")
    except Exception as fault:  # the converter raises whatever its tables run into
        raise FormulaError(str(fault) or type(fault).__name__) from fault
    for element in root.iter():
        _make_safe(element)
    root.set("alttext", latex)
    return tostring(root, encoding="unicode")


def _make_safe(element: Element) -> None:
    """Let text be text: the converter keeps signs as entities and would print them, and all else, without escaping."""
    element.text = html.unescape(element.text) if element.text else element.text
    if element.text and (unknown := _UNKNOWN.match(element.text)):
        raise FormulaError(f"the command {unknown[0]} is not known")
    for name in element.attrib:
        if name in _UNSAFE_ATTRIBUTES or name.startswith("on"):
            raise FormulaError(f"'{name}' is not allowed in a formula")


def _unbalanced(latex: str) -> int:
    """Count braces that are open at the end (above 0) or closed without being opened (below 0)."""
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", latex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return depth
    return depth
