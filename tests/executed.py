"""Executes a block of Python from a chapter, apart from everything else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from llm4s.examples import Example, examples
from llm4s.markup import read_chapter
from places import ROOT

SECONDS = 60
"""A block that takes longer is nothing to show in a chapter."""
GUARD = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        raise PermissionError(f"blocks of chapters ask no network and start no programs: {event}")
sys.addaudithook(refuse)
exec(compile(sys.stdin.read(), sys.argv[1], "exec"), {"__name__": "__main__"})
"""


def of_the_guide() -> list[tuple[str, Example]]:
    """Give the blocks of Python of all chapters, each with a name to find it by."""
    found = []
    for path in sorted((ROOT / "docs/guide").rglob("*.md")):
        name = path.relative_to(ROOT).as_posix()
        chapter, _ = read_chapter(name, path.read_text(encoding="utf-8"))
        found += [(f"{name}:{chapter.where(example.start).line}", example) for example in examples(chapter)]
    return found


def execute(code: str, where: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a block alone: in an empty folder, without the network, with warnings as errors, for a minute at most."""
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ} | {"HOME": str(folder)}
    command = [sys.executable, "-I", "-X", "utf8", "-W", "error", "-c", GUARD, where]
    return subprocess.run(command, input=code, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False)


def faults(example: Example, where: str, folder: Path) -> str:
    """Execute a block and say what is wrong with it: an error, or another output than the one below it."""
    run = execute(example.code, where, folder)
    if run.returncode or run.stderr:
        return f"{where} fails\n{run.stderr}"
    if run.stdout != (example.output or ""):
        return f"{where} prints\n{run.stdout}\nand the chapter shows\n{example.output}"
    return ""
