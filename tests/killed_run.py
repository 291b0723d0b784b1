"""Runs `llm4s links` against the local web and kills itself, as by a power cut, at the n-th step that touches a file."""

from __future__ import annotations

import datetime
import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from link_web import resolve
from llm4s.adapters.cli import _parser
from llm4s.adapters.links import command
from llm4s.adapters.links.command import Setting
from llm4s.adapters.links.fetch import Limits
from llm4s.adapters.links.pace import Pace
from llm4s.project import Project

root, roots, day, kill_at = Path(sys.argv[1]), sys.argv[2], datetime.date.fromisoformat(sys.argv[3]), int(sys.argv[4])
steps = itertools.count(1)


def step(torn: Callable[[], object] = lambda: None) -> None:
    if next(steps) == kill_at:
        torn()
        os.kill(os.getpid(), signal.SIGKILL)


def before(module: Any, name: str, *, tear: bool = False) -> None:
    real = getattr(module, name)

    def wrapped(*arguments: Any, **more: Any) -> Any:
        step(lambda: real(arguments[0], arguments[1][: len(arguments[1]) // 2]) if tear else None)
        return real(*arguments, **more)

    setattr(module, name, wrapped)


before(os, "write", tear=True)
before(os, "fsync")
before(Path, "replace")
before(Path, "unlink")
setting = Setting(resolve, Limits(2, 2, 2, pause=0.05, retries=0), lambda: Pace(0, 16, 64), roots=roots, today=lambda: day)
options = _parser().parse_args(["--root", str(root), "links", "--outside", "--allow-loopback"])
code = command.run(Project(root), options, setting)
(root / "steps").write_text(str(next(steps) - 1), encoding="utf-8")
sys.exit(0 if code in (0, 1) else code)
