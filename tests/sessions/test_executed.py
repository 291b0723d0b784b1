"""Pages of sessions come from executions of their scripts as they are."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from llm4s_sessions.studio import key, page
from places import ROOT

NAMES = [script.stem for script in key.scripts()]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "docs/sessions", tmp_path / "docs/sessions")
    shutil.copytree(ROOT / "scripts/llm4s_sessions", tmp_path / "scripts/llm4s_sessions", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / key.LOCK, tmp_path)
    return tmp_path


def test_every_page_comes_from_its_script_as_it_is() -> None:
    assert len(NAMES) == 4
    assert key.disagreements() == []


def test_what_a_session_rests_on_is_found() -> None:
    def found(name: str) -> set[str]:
        return {path.relative_to(ROOT).as_posix() for path in key.sources(ROOT / f"docs/sessions/{name}.py")}

    dpo, labelling = found("dpo"), found("labelling-extraction-judging")
    assert {"docs/sessions/dpo.py", "requirements-sessions.lock", "scripts/llm4s_sessions/tuning/loss.py", "scripts/llm4s_sessions/tuning/model.py"} <= dpo
    assert not any("client" in name for name in dpo)
    assert {
        "docs/sessions/data/reproducibility-snippets.jsonl",
        "scripts/llm4s_sessions/client/request.py",
        "scripts/llm4s_sessions/measure/judging.py",
    } <= labelling
    assert not any("tuning" in name for name in labelling)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("docs/sessions/dpo.py", ["dpo: the script"]),
        ("scripts/llm4s_sessions/tuning/loss.py", ["dpo: the script"]),
        ("docs/sessions/data/papers.jsonl", ["retrieval: the script"]),
        ("docs/sessions/dpo.md", ["dpo: dpo.md is not as the execution wrote it"]),
        ("docs/sessions/retrieval.ipynb", ["retrieval: retrieval.ipynb is not as"]),
    ],
)
def test_a_change_of_either_side_is_told(copy: Path, changed: str, told: list[str]) -> None:
    assert key.disagreements(copy) == []
    with (copy / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert [fault.startswith(begin) for fault, begin in zip(key.disagreements(copy), told, strict=True)] == [True] * len(told)


def test_what_is_missing_or_too_much_is_told(copy: Path) -> None:
    next((copy / "docs/sessions/figures").glob("dpo-*.svg")).unlink()
    (copy / "docs/sessions/new.py").write_text("", encoding="utf-8")
    (copy / "docs/sessions/getting-started.py").unlink()
    faults = "\n".join(key.disagreements(copy))
    assert "is missing" in faults
    assert "new: never executed" in faults
    assert "getting-started: executed, but there is no such script" in faults


@pytest.mark.parametrize("name", NAMES)
def test_pages_show_their_code_date_versions_and_ways_to_take_them_away(name: str) -> None:
    text = (ROOT / f"docs/sessions/{name}.md").read_text(encoding="utf-8")
    entry = key.read_manifest()[name]
    assert f'!!! info "Executed on {entry["executed"]}"' in text
    assert re.search(r"Python 3\.\d+\.\d+", text)
    assert f"({name}.ipynb)" in text
    assert f"({name}.py)" in text
    repository = re.search(r"^repo_url: https://github.com/(\S+)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert f"https://colab.research.google.com/github/{repository}/blob/main/docs/sessions/{name}.ipynb" in text
    assert "Traceback" not in text
    assert "/tmp/" not in text
    ast.parse((ROOT / f"docs/sessions/{name}.py").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_notebooks_are_whole_and_carry_nothing_of_the_machine(name: str) -> None:
    notebook = json.loads((ROOT / f"docs/sessions/{name}.ipynb").read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    assert any(cell.get("outputs") for cell in notebook["cells"])
    text = json.dumps(notebook)
    for word in ("[[", "[@", "../guide", "/tmp/", "/root/", page.FIGURE):
        assert word not in "".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"), word
    assert "/tmp/" not in text
    assert page.FIGURE not in text


@pytest.mark.parametrize("path", sorted((ROOT / "docs/sessions/figures").glob("*.svg")), ids=lambda path: path.name)
def test_figures_come_in_two_colourings_with_a_description(path: Path) -> None:
    other = path.with_name(path.name.replace("-light", "-dark") if "-light" in path.name else path.name.replace("-dark", "-light"))
    assert other.is_file()
    assert path.read_bytes() != other.read_bytes()
    pages = "".join((ROOT / f"docs/sessions/{name}.md").read_text(encoding="utf-8") for name in NAMES)
    description = re.search(rf"!\[([^\]]+)\]\(figures/{path.name}#only-", pages)
    assert description, path.name
    assert len(description[1]) > 60


def test_references_become_addresses_outside_the_site() -> None:
    text = "[[terms/dpo|DPO]], [[tools/trl]] [@a-2020-b; @c-2021-d] [x](../guide/a.md#s) [y](dpo.md) [z](https://e.org/a.md) [i](../guide/index.md)"
    assert page.addressed(text, "https://s.org/") == (
        "[DPO](https://s.org/terms/dpo/), [trl](https://s.org/tools/trl/) "
        "([a-2020-b](https://s.org/papers/a-2020-b/); [c-2021-d](https://s.org/papers/c-2021-d/)) "
        "[x](https://s.org/guide/a/#s) [y](https://s.org/sessions/dpo/) [z](https://e.org/a.md) [i](https://s.org/guide/)"
    )


def cell(kind: str, source: str, *, outputs: Sequence[Any] = (), tags: Sequence[str] = ()) -> Any:
    return SimpleNamespace(cell_type=kind, source=source, metadata={"tags": tags}, outputs=outputs)


class Output(dict[str, Any]):
    __getattr__ = dict.__getitem__


def test_a_page_is_made_of_text_code_and_outputs() -> None:
    drawn = {page.FIGURE: {"name": "f", "description": "A line.", "light": "<svg/>", "dark": "<svg></svg>"}, "text/plain": "x"}
    outputs = [
        Output(output_type="stream", name="stdout", text="``` in output\n"), Output(output_type="stream", name="stderr", text="bar"),
        Output(output_type="display_data", data=drawn), Output(output_type="display_data", data={"text/markdown": "| a |", "text/plain": "x"}),
        Output(output_type="execute_result", data={"text/plain": "3"}), Output(output_type="display_data", data={}),
    ]  # fmt: skip
    cells = [
        cell("raw", "---\ntitle: T\n---"),
        cell("markdown", "# T\n\nText."),
        cell("code", "1 + 2", outputs=outputs),
        cell("code", "hidden", tags=["hide-input"]),
        cell("code", ""),
    ]
    text, figures = page.page(SimpleNamespace(cells=cells), "!!! info")
    assert text == (
        "---\ntitle: T\n---\n\n# T\n\n!!! info\n\nText.\n\n```python\n1 + 2\n```\n\n````text\n``` in output\n````\n\n"
        "![A line.](figures/f-light.svg#only-light)![A line.](figures/f-dark.svg#only-dark)\n\n| a |\n\n```text\n3\n```\n\n<!-- nothing to show of cell 2 -->\n"
    )
    assert figures == {"figures/f-light.svg": "<svg/>", "figures/f-dark.svg": "<svg></svg>"}
    assert page.page(SimpleNamespace(cells=[cell("markdown", "# T")]), "B")[0] == "# T\n\nB\n"
