"""What a run leaves on disk: replies by their key, and a log of every attempt, one JSON object a line."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any


def call_key(model: str, messages: Sequence[Mapping[str, str]], parameters: Mapping[str, Any]) -> str:
    """Give the name of a call: equal for equal model, prompt and parameters, in whatever order they are written."""
    text = json.dumps({"model": model, "messages": list(messages), "parameters": dict(parameters)}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Cache:
    """Answers of servers by call. SQLite survives an interruption and several processes; nothing in it is ever executed."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        with closing(self._connect()) as connection, connection:
            connection.execute("CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, body BLOB NOT NULL)")

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=30)

    def get(self, key: str) -> bytes | None:
        """Look a call up."""
        with closing(self._connect()) as connection:
            row = connection.execute("SELECT body FROM answer WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def put(self, key: str, body: bytes) -> None:
        """Keep the answer to a call."""
        with closing(self._connect()) as connection, connection:
            connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (key, body))


class Journal:
    """A log in JSON Lines that is only ever added to."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path

    def write(self, **entry: Any) -> None:
        """Add one line; a line that an interruption cut is left alone and ended first."""
        line = json.dumps(entry, ensure_ascii=False) + "\n"
        with self.path.open("ab+") as file:
            if file.tell():
                file.seek(-1, 2)
                line = line if file.read(1) == b"\n" else "\n" + line
            file.write(line.encode())

    def read(self) -> Iterator[dict[str, Any]]:
        """Give every whole entry."""
        if self.path.is_file():
            for line in self.path.read_text(encoding="utf-8", errors="replace").splitlines():
                try:
                    yield json.loads(line)
                except ValueError:
                    continue
