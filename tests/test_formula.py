from __future__ import annotations

import pytest

from llm4s.formula import FormulaError, mathml


def test_a_formula_becomes_mathml_that_keeps_its_source() -> None:
    markup = mathml(r'\frac{a}{b} < "c"', display=True)
    assert markup.startswith("<math ")
    assert 'alttext="\\frac{a}{b} &lt; &quot;c&quot;"' in markup
    assert "<mfrac>" in markup
    assert 'display="block"' in markup
    assert 'display="inline"' in mathml("a", display=False)


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"\frac{a", "1 brace not closed"),
        (r"\frac{{a", "2 braces not closed"),
        (r"a}", "1 brace closed but not opened"),
        (r"\foo", r"the command \\foo is not known"),
        ("^", "MissingSuperScriptOrSubscriptError"),
    ],
)
def test_a_faulty_formula_says_what_is_wrong(latex: str, message: str) -> None:
    with pytest.raises(FormulaError, match=message):
        mathml(latex, display=True)


def test_escaped_braces_are_signs() -> None:
    assert "{" in mathml(r"\{a", display=True)


def test_markup_in_a_formula_is_escaped() -> None:
    markup = mathml(r"\text{<script>alert(1)</script> & x}", display=True)
    assert "<script" not in markup
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; x" in markup
    assert "&lt;" in mathml("a < b", display=False)


def test_a_link_in_a_formula_is_refused() -> None:
    with pytest.raises(FormulaError, match="'href' is not allowed"):
        mathml(r"\href{javascript:alert(1)}{x}", display=True)


def test_named_operators_are_upright() -> None:
    assert mathml(r"\operatorname{softmax}(x)", display=False).count('mathvariant="normal"') == 7
