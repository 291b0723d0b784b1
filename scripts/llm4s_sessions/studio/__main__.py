"""Execute sessions: python -m llm4s_sessions.studio [name ...]."""

from __future__ import annotations

import datetime
import importlib.metadata
import json
import os
import platform
import re
import sys
import time
from pathlib import Path
from typing import Any

import jupytext
import nbclient
import nbformat

from llm4s_sessions import ROOT
from llm4s_sessions.studio.key import FOLDER, MANIFEST, content_key, digests, read_manifest, scripts, sources
from llm4s_sessions.studio.page import page, takeaway

SHOWN = ("torch", "scikit-learn", "numpy", "sentence-transformers", "bm25s", "matplotlib", "httpx")
METER = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
PATIENCE = 1200
"""Seconds that one cell may take, many times what the slowest needs."""


def execute(script: Path) -> tuple[Any, float, int]:
    """Run a session in a kernel of its own; give the notebook, its seconds and its peak memory in MB."""
    notebook = jupytext.read(script)
    notebook.cells.append(nbformat.v4.new_code_cell(METER))
    for name in ("LLM4S_BASE_URL", "LLM4S_MODEL", "LLM4S_API_KEY"):  # pages are made without a model of somebody's
        os.environ.pop(name, None)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    began = time.monotonic()
    runner = nbclient.NotebookClient(notebook, timeout=PATIENCE, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}})
    runner.create_kernel_manager()
    runner.km.transport = "ipc"  # nothing listens on a port
    runner.execute()
    peak = int(notebook.cells.pop().outputs[0].text)
    return notebook, time.monotonic() - began, peak


def versions(text: str) -> str:
    """Name the versions of what a session imports."""
    names = [name for name in SHOWN if re.search(rf"\b{name.replace('scikit-learn', 'sklearn').replace('-', '_')}\b", text)]
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {importlib.metadata.version(name)}" for name in names)])


def write(script: Path, key: str, notebook: Any, seconds: float, peak: int) -> None:
    """Write page, notebook and figures, and enter them in the manifest."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    site, repository = (re.search(rf"^{name}: (\S+)", settings, re.MULTILINE)[1] for name in ("site_url", "repo_url"))  # type: ignore[index]  # both are there
    name, day = script.stem, datetime.datetime.now(datetime.UTC).date().isoformat()
    imported = "".join(path.read_text(encoding="utf-8") for path in sources(script) if path.suffix == ".py")
    colab = f"https://colab.research.google.com/github/{repository.removeprefix('https://github.com/')}/blob/main/{FOLDER}/{name}.ipynb"
    banner = (
        f'!!! info "Executed on {day}"\n'
        f"    Every output below comes from a run of [the script]({name}.py) on {day} with {versions(imported)}: {seconds:.0f} seconds and\n"
        f"    {peak} MB of memory on two processor cores, without a language model. Take it away as [a notebook]({name}.ipynb), or\n"
        f"    [open it in Colab]({colab})."
    )
    text, figures = page(notebook, banner)
    files = {f"{name}.md": text, f"{name}.ipynb": takeaway(notebook, site, repository), **figures}
    for path, content in files.items():
        (ROOT / FOLDER / path).parent.mkdir(exist_ok=True)
        (ROOT / FOLDER / path).write_text(content, encoding="utf-8")
    manifest = read_manifest()
    for old in manifest.get(name, {"files": {}})["files"].keys() - files.keys():
        (ROOT / FOLDER / old).unlink(missing_ok=True)
    manifest[name] = {
        "key": key,
        "executed": day,
        "seconds": round(seconds),
        "peak_mb": peak,
        "files": digests({path: content.encode() for path, content in files.items()}),
    }
    (ROOT / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def main(names: list[str]) -> int:
    """Execute the named sessions, or all; those whose key this machine has executed before are taken as done."""
    cache, manifest = ROOT / ".cache/sessions", read_manifest()
    cache.mkdir(parents=True, exist_ok=True)
    for script in scripts():
        key = content_key(script)
        written = manifest.get(script.stem, {}).get("key") == key
        mark = cache / f"{script.stem}-{key}"
        if names and script.stem not in names:
            continue
        if not names and written and mark.exists():
            sys.stdout.write(f"{script.stem}: executed before with this content\n")
            continue
        notebook, seconds, peak = execute(script)
        if names or not written:
            write(script, key, notebook, seconds, peak)
        mark.touch()
        sys.stdout.write(f"{script.stem}: {seconds:.0f} s, {peak} MB{'' if names or not written else ', page kept: its key is the same'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
