from __future__ import annotations

from pathlib import Path

from llm4s.disk import read_tree, write_if_changed
from llm4s.source import MAX_BYTES


def test_hidden_files_and_skipped_folders_are_left_out(tmp_path: Path) -> None:
    for name in ("data/a/x.yaml", "data/.hidden/x.yaml", "data/a/.x.swp", "data/schema/y.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert read_tree(tmp_path, "data", skip=("data/schema",)) == {"data/a/x.yaml": b"x"}
    assert read_tree(tmp_path, "none") == {}


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/x.yaml").write_bytes(b"x" * (MAX_BYTES * 2))
    assert len(read_tree(tmp_path, "data")["data/x.yaml"]) == MAX_BYTES + 1


def test_a_file_is_written_only_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "a/b.txt"
    assert write_if_changed(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    assert not write_if_changed(path, "é\n")
    assert write_if_changed(path, "e\n")
