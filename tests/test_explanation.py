from __future__ import annotations

from pathlib import Path

import pytest

from llm4s.adapters.cli import main
from llm4s.adapters.report import render
from llm4s.explanation import anchored, explanations
from llm4s.fields import is_private
from llm4s.letters import foreign_letter, mixed_word
from llm4s.problem import Location, Problem
from llm4s.rules import all_rules
from llm4s.syntax import syntax_fault, unseen
from places import ROOT

RULES = [(rule.code, rule.description) for rule in all_rules()]
PROBLEM = Problem(Location("data/a\x1b[31m\u202e.yaml"), "bad-id", "odd", "mend it")


def test_every_definition_of_the_page_is_an_explanation() -> None:
    page = (ROOT / "docs/contribute/problems.md").read_text(encoding="utf-8")
    found = explanations(page, RULES)
    assert found["byte-order-mark"] == found["not-utf-8"] == "Save the file as UTF-8 without byte order mark."
    assert found["unknown-field"].endswith("See kinds and fields.")
    assert {code for code, _ in RULES} <= set(found)
    assert page.count("\n:   ") == len({text for code, text in found.items() if code not in dict(RULES)})


def test_codes_get_anchors_on_their_page_alone() -> None:
    html = '<dt><code>a-b</code>, <code>c</code></dt><dt id="r"><code>r</code></dt><dd><code>x</code></dd>'
    assert anchored(html, "docs/contribute/problems.md") == html.replace("<dt><code>a-b</code>, <code>c<", '<dt><code id="a-b">a-b</code>, <code id="c">c<')
    assert anchored(html, "docs/index.md") == html


def test_explain_tells_what_a_code_means(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "explain", "[empty-file]"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "https://llm4s-guide.github.io/llm4s/contribute/problems/#empty-file"
    assert main(["--root", str(fern), "explain", "unsorted"]) == 0
    assert "#unsorted" in capsys.readouterr().out
    assert main(["--root", str(ROOT), "explain", "emty-file"]) == 2
    assert "did you mean empty-file?" in capsys.readouterr().err
    assert main(["--root", str(ROOT), "explain", "\x1b[31m"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_check_ends_with_the_address_of_the_explanations(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (fern / "data/terms/root.yaml").write_text("", encoding="utf-8")
    assert main(["--root", str(fern), "check"]) == 1
    assert "what the codes mean: https://ferns.example/sub/contribute/problems/ or 'llm4s explain empty-file'" in capsys.readouterr().out
    (fern / "mkdocs.yml").unlink()
    assert main(["--root", str(fern), "check"]) == 1
    assert "what the codes mean: docs/contribute/problems.md or" in capsys.readouterr().out


def test_a_terminal_gets_links_and_no_commands_from_names_of_files() -> None:
    text = render([PROBLEM], "text", "https://x.example/p/", linked=True).split("\n")[0]
    assert text == "data/a\\u001b[31m\\u202e.yaml:1:1: error: odd (mend it) [\x1b]8;;https://x.example/p/#bad-id\x1b\\bad-id\x1b]8;;\x1b\\]"
    assert "\x1b" not in render([PROBLEM], "text", "https://x.example/p/")
    assert "\x1b" not in render([PROBLEM], "text", "docs/contribute/problems.md", linked=True)


def test_annotations_lead_to_the_explanation() -> None:
    assert render([PROBLEM], "github", "https://x.example/p/").endswith("odd (mend it)%0Ahttps://x.example/p/#bad-id")


def test_letters_that_only_look_latin_are_named() -> None:
    assert foreign_letter("bert") == ""
    assert foreign_letter("b\u0435rt") == ": '\u0435' is Cyrillic small letter ie"
    assert mixed_word("OmniJet-\u03b1 \u03a6X174 \u03c9B97M \u041c\u043e\u0441\u043a\u0432\u0430") == ""
    assert mixed_word("a b\u0435rt") == "b\u0435rt"


def test_what_cannot_be_seen_is_named() -> None:
    assert unseen("plain\ntext") == ""
    assert unseen("a\x07") == "the control character U+0007"
    assert unseen("\u200d") == "the invisible character U+200D (zero width joiner)"


@pytest.mark.parametrize("host", ["10.0.0.1", "127.1", "169.254.169.254", "0x7f.1", "router.local", "Wiki.Example.INTERNAL.", "a.home.arpa"])
def test_hosts_inside_private_networks_are_known(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize("host", ["8.8.8.8", "example.org", "local.example.org", "home.cern"])
def test_public_hosts_are_let_through(host: str) -> None:
    assert not is_private(host)


def test_what_the_reader_says_that_we_have_no_words_for_is_passed_on() -> None:
    assert syntax_fault("found a whale", "", 1, "name: x", 1) == ("not valid YAML: found a whale", "check indentation, quotes and colons near this place")
    assert syntax_fault("cannot start any token", "", 1, "name: ~", 7)[0] == "a value cannot begin with ~"
    assert syntax_fault("did not find expected ',' or '}'", "", 3, "x: {a", 6)[0].startswith("the bracket { on line 3")
