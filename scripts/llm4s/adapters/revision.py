"""Reads a former state from git as data: nothing is checked out, and no file of the working tree is touched."""

from __future__ import annotations

import contextlib
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from llm4s.source import MAX_BYTES, SYMBOLIC_LINK

FOLDERS = ("data", "docs")
MAX_FILES, MAX_SUM = 200_000, 500_000_000
_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_LINK, _FILE = "120000", ("100644", "100755")


class RevisionError(Exception):
    """A revision cannot be read."""


@contextlib.contextmanager
def state_at(root: Path, revision: str) -> Iterator[Path]:
    """Lay the data and docs of a revision into a folder of their own for a while.

    Raises:
        RevisionError: git does not know the revision, or it holds too much.
    """
    commit = commit_of(root, revision)
    wanted = list(_listed(root, commit))
    blobs = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for _, blob in wanted if blob).encode())
    with tempfile.TemporaryDirectory(prefix="llm4s-") as folder:
        place = 0
        for path, blob in wanted:
            data = SYMBOLIC_LINK
            if blob:
                end = blobs.index(b"\n", place)
                size = int(blobs[place:end].rsplit(b" ", 1)[1])
                data = blobs[end + 1 : end + 1 + size]
                place = end + 2 + size
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        yield Path(folder)


def commit_of(root: Path, revision: str) -> str:
    """Give the full name of the commit that a revision stands for.

    Raises:
        RevisionError: git does not know it, or it could be taken for an option.
    """
    if not revision or revision.startswith("-") or not revision.isprintable() or len(revision) > 300:
        raise RevisionError(f"{revision[:80]!r} is no revision")
    return (
        _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", hint=f"git knows no commit '{revision}'").decode().strip()
    )


def changed_files(root: Path, base: str, head: str) -> frozenset[str]:
    """Give the paths below the root of the files in data and docs that are in `head` and not the same in `base`.

    Raises:
        RevisionError: git does not know one of the commits.
    """
    told = _git(root, "diff", "--relative", "--no-renames", "--name-only", "--diff-filter=AMT", "-z", base, head, "--", *FOLDERS)
    return frozenset(told.decode("utf-8", "replace").split("\0")) - {""}


def shown_lines(root: Path, base: str, head: str, path: str) -> list[range]:
    """Give the lines of a file in `head`, counted from 1, that its difference to `base` shows with three lines around.

    Raises:
        RevisionError: git does not know one of the commits.
    """
    told = _git(root, "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--unified=3", base, head, "--", f":(literal){path}")
    return [range(int(first), int(first) + int(count or 1)) for first, count in _HUNK.findall(told.decode("utf-8", "replace"))]


def _listed(root: Path, commit: str) -> Iterator[tuple[str, str]]:
    """Give path and blob of every record and chapter; no blob for a link, which is not followed."""
    count = total = 0
    for row in _git(root, "ls-tree", "-r", "-l", "-z", commit, "--", *FOLDERS).decode("utf-8", "replace").split("\0"):
        facts, _, path = row.partition("\t")
        mode, _, blob, size = facts.split() if path else ("", "", "", "0")
        parts = PurePosixPath(path).parts
        if not path or (path.startswith("docs/") and not path.endswith(".md")) or ".." in parts or parts[0] not in FOLDERS:
            continue
        if mode in _FILE:
            count, total = count + 1, total + int(size)
            yield path, blob
        elif mode == _LINK:
            yield path, ""
        if count > MAX_FILES or total > MAX_SUM or int(size.replace("-", "0")) > MAX_BYTES * 40:
            raise RevisionError(f"the state at {commit[:12]} holds more than can be compared: {path[:80]}")


def _git(root: Path, *arguments: str, given: bytes = b"", hint: str = "") -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, input=given, capture_output=True, check=False)  # noqa: S603, S607 (no shell; git as it is found)
    except OSError as error:
        raise RevisionError(f"git cannot be run: {error}") from None
    if done.returncode:
        raise RevisionError(hint or f"git {arguments[0]} failed: {done.stderr.decode('utf-8', 'replace').strip()[:200]}")
    return done.stdout
