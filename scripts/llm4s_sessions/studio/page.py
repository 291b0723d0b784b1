"""An executed notebook as a page of the guide, and as a notebook to take away."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

FIGURE = "application/x-llm4s-figure+json"
_REFERENCE = re.compile(r"\[\[([a-z-]+/[^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_CITATION = re.compile(r"(?<!\[)\[(@[\w-]+(?:; ?@[\w-]+)*)\]")
_RELATIVE = re.compile(r"\]\((?!https?://|#)([^)\s]+?)\.md(#[^)]*)?\)")
_COLAB = """# Only in Colab: fetch the project and what it needs.
import sys

if "google.colab" in sys.modules:
    import os, subprocess
    subprocess.run(["git", "clone", "--depth", "1", "{repository}", "llm4s"], check=True)
    os.chdir("llm4s")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "-e", ".[sessions]"], check=True)
    sys.path.insert(0, "scripts")"""


def page(notebook: Any, banner: str) -> tuple[str, dict[str, str]]:
    """Write the page; give it with the figures that it shows, by their paths below the folder of sessions."""
    parts: list[str] = []
    figures: dict[str, str] = {}
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "raw":
            parts.append(cell.source.strip())
        elif cell.cell_type == "markdown":
            parts.append(cell.source.strip())
            if cell.source.startswith("# "):
                parts[-1] = parts[-1].replace("\n", "\n\n" + banner + "\n", 1) if "\n" in parts[-1] else parts[-1] + "\n\n" + banner
        elif cell.source.strip():
            if "hide-input" not in cell.metadata.get("tags", []):
                parts.append(_fence("python", cell.source))
            parts += [text for output in cell.outputs if (text := _output(output, figures, number))]
    return "\n\n".join(parts) + "\n", figures


def _fence(language: str, text: str) -> str:
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", text)), 3)
    return f"{ticks}{language}\n{text.rstrip()}\n{ticks}"


def _output(output: Any, figures: dict[str, str], number: int) -> str:
    if output.output_type == "stream":
        return _fence("text", output.text) if output.name == "stdout" else ""
    data = output.get("data", {})
    if FIGURE in data:
        drawn, images = data[FIGURE], []
        for theme in ("light", "dark"):
            figures[f"figures/{drawn['name']}-{theme}.svg"] = drawn[theme]
            images.append(f"![{drawn['description']}](figures/{drawn['name']}-{theme}.svg#only-{theme})")
        return "".join(images)
    if "text/markdown" in data:
        return str(data["text/markdown"])
    return _fence("text", data["text/plain"]) if "text/plain" in data else f"<!-- nothing to show of cell {number} -->"


def takeaway(notebook: Any, site: str, repository: str) -> str:
    """Write the notebook that readers download: references as addresses, outputs kept, nothing of the machine it ran on."""
    made = copy.deepcopy(notebook)
    made.cells = [cell for cell in made.cells if cell.cell_type != "raw"]
    made.cells.insert(1, type(made.cells[0])(cell_type="code", metadata={}, source=_COLAB.format(repository=repository), outputs=[], execution_count=None))
    for number, cell in enumerate(made.cells):
        cell.id, cell.metadata = f"cell-{number}", {}
        if cell.cell_type == "markdown":
            cell.source = addressed(cell.source, site)
            continue
        cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        for output in cell.outputs:
            output.get("data", {}).pop(FIGURE, None)
            if output.output_type in ("display_data", "execute_result"):
                output.metadata = {}
    made.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
    made.nbformat, made.nbformat_minor = 4, 5
    return json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def addressed(text: str, site: str) -> str:
    """Turn references, citations and links between chapters into addresses that hold outside the site."""
    text = _REFERENCE.sub(lambda found: f"[{found[2] or found[1].split('/')[1]}]({site}{found[1]}/)", text)
    text = _CITATION.sub(lambda found: "(" + "; ".join(f"[{key}]({site}papers/{key}/)" for key in re.findall(r"@([\w-]+)", found[1])) + ")", text)

    def outside(found: re.Match[str]) -> str:
        path = found[1].removeprefix("../") if found[1].startswith("../") else f"sessions/{found[1]}"
        return f"]({site}{path.removesuffix('index').rstrip('/')}/{found[2] or ''})"

    return _RELATIVE.sub(outside, text)
