"""The only door to the file system: trees of files in, files out."""

from __future__ import annotations

import os
from pathlib import Path

from llm4s.source import MAX_BYTES, SYMBOLIC_LINK


def read_tree(root: Path, folder: str, *, skip: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Read all files below root/folder as {path below root: content}, hidden files and skipped subfolders left out.

    Of a file over the size limit only as much is read as shows that it is too large. Links to other files are not
    followed: their content is what no text file of ours can be, SYMBOLIC_LINK. A folder that is missing holds nothing.
    """
    found: dict[str, bytes] = {}
    for where, folders, names in os.walk(root / folder):
        below = Path(where).relative_to(root).as_posix()
        folders[:] = sorted(name for name in folders if not name.startswith(".") and f"{below}/{name}" not in skip)
        for name in sorted(names):
            if not name.startswith("."):
                path = os.path.join(where, name)
                if os.path.islink(path):
                    found[f"{below}/{name}"] = SYMBOLIC_LINK
                else:
                    with open(path, "rb", buffering=0) as file:
                        size = os.fstat(file.fileno()).st_size
                        found[f"{below}/{name}"] = file.read(min(size, MAX_BYTES) + 1)
    return found


def read_file(path: Path) -> bytes | None:
    """Read one file, of which a project may do without; of one over the size limit, as much as shows that it is too large."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def below(root: Path, path: Path) -> list[str]:
    """Give the path of a file as seen from a root, or those of all files in a folder; '../' begins what lies outside."""
    files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    return [Path(os.path.relpath(file, root)).as_posix() for file in files]


def write_if_changed(path: Path, text: str) -> bool:
    """Write a text as UTF-8 with plain newlines, unless the file holds it already; say whether it was written."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True
