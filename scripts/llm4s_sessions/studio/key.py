"""What a session rests on, as one key; and whether committed pages come from the scripts as they are. Standard library alone."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from llm4s_sessions import ROOT

FOLDER = "docs/sessions"
MANIFEST = f"{FOLDER}/executed.json"
LOCK = "requirements-sessions.lock"
_DATA = re.compile(r'"(docs/sessions/data/[\w./-]+)"')


def scripts(root: Path = ROOT) -> list[Path]:
    """Give the scripts of all sessions."""
    return sorted((root / FOLDER).glob("*.py"))


def sources(script: Path, root: Path = ROOT) -> list[Path]:
    """Give the files that decide what a session's outputs are: script, modules it imports, data it names, versions, the maker of pages."""
    found = {script, root / LOCK, *(root / "scripts/llm4s_sessions/studio").glob("*.py")}
    waiting = [script]
    while waiting:
        path = waiting.pop()
        text = path.read_text(encoding="utf-8")
        found |= {root / name for name in _DATA.findall(text)}
        for module in _imports(text):
            file = root / "scripts" / Path(*module.split("."))
            for candidate in (file.with_suffix(".py"), file / "__init__.py"):
                if candidate.is_file() and candidate not in found:
                    found.add(candidate)
                    waiting.append(candidate)
    return sorted(found)


def _imports(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("llm4s_sessions"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("llm4s_sessions"):
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def content_key(script: Path, root: Path = ROOT) -> str:
    """Give one key for everything that a session rests on."""
    digest = hashlib.sha256()
    for path in sources(script, root):
        digest.update(f"{path.relative_to(root).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def read_manifest(root: Path = ROOT) -> dict[str, Any]:
    """Read what was executed when, with which outcome."""
    path = root / MANIFEST
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def digests(paths: Mapping[str, bytes]) -> dict[str, str]:
    """Name contents by their hashes."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(paths.items())}


def disagreements(root: Path = ROOT) -> list[str]:
    """Say which pages do not come from an execution of their script as it is, or were changed by hand since."""
    manifest, faults = read_manifest(root), []
    for script in scripts(root):
        entry = manifest.get(script.stem)
        if entry is None:
            faults.append(f"{script.stem}: never executed")
            continue
        if entry["key"] != content_key(script, root):
            faults.append(f"{script.stem}: the script, or what it rests on, has changed since it was executed; run 'make sessions'")
        for name, digest in entry["files"].items():
            path = root / FOLDER / name
            if not path.is_file():
                faults.append(f"{script.stem}: {name} is missing")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                faults.append(f"{script.stem}: {name} is not as the execution wrote it; change the script instead")
    faults += [f"{name}: executed, but there is no such script" for name in manifest.keys() - {script.stem for script in scripts(root)}]
    return faults
