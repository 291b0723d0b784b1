"""Files that a command makes from others: written, or only looked at."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from llm4s.disk import write_if_changed


def keep_current(texts: Mapping[Path, str], command: str, *, check: bool) -> int:
    """Write the texts that differ from their files; with check, only name those files and give 1 if there are any."""
    stale = [path for path, text in texts.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if check:
            print(f"llm4s: {path} is not current: run 'llm4s {command}'", file=sys.stderr)
        elif write_if_changed(path, texts[path]):
            print(f"wrote {path}")
    return 1 if check and stale else 0
