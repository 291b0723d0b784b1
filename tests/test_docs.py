"""Every command, code, rule, kind and dependency is documented, and the documents name nothing that is gone."""

from __future__ import annotations

import argparse
import ast
import inspect
import pkgutil
import re
import tomllib

import pytest

import llm4s
from llm4s.adapters import cli
from llm4s.fixers import address_fixers, form_fixers
from llm4s.kinds import all_kinds
from llm4s.rules import all_rules
from places import ROOT

PACKAGE = ROOT / "scripts" / "llm4s"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def modules() -> list[str]:
    return [module.name.removeprefix("llm4s.") for module in pkgutil.walk_packages(llm4s.__path__, "llm4s.")]


def test_every_command_and_option_is_documented() -> None:
    page = text("docs/contribute/records.md") + text("docs/contribute/links.md")
    commands = next(action for action in cli._parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name, parser in commands.choices.items():
        assert f"llm4s {name}" in page
        for action in parser._actions:
            for option in action.option_strings:
                assert option in ("-h", "--help") or option in page, f"{name} {option}"


def test_every_problem_code_is_explained() -> None:
    page = text("docs/contribute/problems.md")
    rules = {rule.code for rule in (*all_rules(), *form_fixers(), *address_fixers())}
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("Problem", "_RefusedError"):
                code = call.args[1]
                if isinstance(code, ast.Constant):
                    assert code.value in rules or f"`{code.value}`" in page, f"{path.name}: {code.value}"


def test_every_rule_has_a_failing_and_a_passing_case() -> None:
    cases = {path: path.read_text(encoding="utf-8") for path in (ROOT / "tests/cases/rules").glob("*.yml")}
    assert any("problems: []" in case for case in cases.values())
    for rule in (*all_rules(), *form_fixers(), *address_fixers()):
        assert rule.description.endswith(".")
        assert any(f"[{rule.code}]" in case for case in cases.values()), rule.code


def test_every_module_stands_in_the_architecture() -> None:
    page = text("docs/contribute/architecture.md")
    for name in modules():
        if name in ("adapters", "fixers", "kinds", "rules"):
            continue
        top = name.split(".")[0]
        shown = name.replace(".", "/") if top == "adapters" and "." in name else top
        assert f"`{shown}`" in page or f"`{shown}/*`" in page, name


def test_every_dependency_has_its_reason() -> None:
    page = text("docs/contribute/architecture.md")
    project = tomllib.loads(text("pyproject.toml"))["project"]
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["dev"], *project["optional-dependencies"]["sessions"]]:
        name = re.match(r"[a-z0-9-]+", requirement)[0]
        assert re.search(rf"^\| [^|]*\b{name}\b", page, re.MULTILINE), name


def test_every_kind_stands_in_the_navigation() -> None:
    navigation = text("mkdocs.yml")
    for kind in all_kinds():
        assert f"{kind.plural}/index.md" in navigation


def test_every_target_that_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md", "docs/contribute/index.md"):
        assert set(re.findall(r"make ([a-z]+)", text(page))) - {"sure"} <= targets, page


def test_the_lock_names_every_dependency_with_hashes_and_no_host() -> None:
    lock = text("requirements.lock")
    assert "://" not in lock
    project = tomllib.loads(text("pyproject.toml"))["project"]
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        name = re.match(r"[a-z0-9-]+", requirement)[0]
        assert re.search(rf"^{name}==", lock, re.MULTILINE), name
    assert lock.count("==") <= lock.count("--hash=sha256:")


@pytest.mark.parametrize("name", modules())
def test_public_things_have_docstrings(name: str) -> None:
    module = __import__(f"llm4s.{name}", fromlist=["_"])
    assert inspect.getdoc(module), name
    for label, thing in vars(module).items():
        if not label.startswith("_") and (inspect.isfunction(thing) or inspect.isclass(thing)) and thing.__module__ == module.__name__:
            assert inspect.getdoc(thing), f"{name}.{label}"


def test_modules_stay_small() -> None:
    long = {path.name: lines for path in PACKAGE.rglob("*.py") if (lines := path.read_text(encoding="utf-8").count("\n")) > 230}
    assert long == {}


def test_modules_of_the_sessions_stay_small_and_documented() -> None:
    for path in sorted((ROOT / "scripts/llm4s_sessions").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        assert source.count("\n") <= 200, path.name
        assert ast.get_docstring(ast.parse(source)), path.name


def test_the_lock_of_the_sessions_holds_theirs_with_hashes_and_no_host() -> None:
    lock = text("requirements-sessions.lock")
    assert "://" not in lock
    for requirement in tomllib.loads(text("pyproject.toml"))["project"]["optional-dependencies"]["sessions"]:
        name = re.match(r"[a-z0-9-]+", requirement)[0]
        assert re.search(rf"^{name}==", lock, re.MULTILINE), name
    assert lock.count("==") - lock.count("=='") - lock.count("== '") <= lock.count("--hash=sha256:")
    assert re.search(r"torch==\d+\.\d+\.\d+", text("Makefile")), "PyTorch is pinned beside the lock"


def test_every_kind_has_its_guidelines() -> None:
    page = text("docs/contribute/guidelines.md")
    for kind in all_kinds():
        section = re.search(rf"^## .*{{#{kind.name}}}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
        assert section, kind.name
        for part in ("**Belongs:**", "**Does not:**", "**Learn from:**", f"[[{kind.plural}/", f"(kinds.md#{kind.name})"):
            assert part in section[1], f"{kind.name}: {part}"


def test_hooks_call_what_there_is() -> None:
    """What runs before a commit runs by the same words by hand."""
    hooks = text(".pre-commit-config.yaml")
    commands = next(action for action in cli._parser()._actions if isinstance(action, argparse._SubParsersAction))
    assert set(re.findall(r"llm4s ([a-z]+)$", hooks, re.MULTILINE)) <= set(commands.choices)
    assert "rev:" not in hooks, "nothing comes from elsewhere"
