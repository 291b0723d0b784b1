"""Text of records is data: whatever it holds, it is shown as text."""

from __future__ import annotations

import json
from pathlib import Path

from llm4s.export import exports
from llm4s.pages import pages
from llm4s.project import Project
from llm4s.view import Names
from places import TODAY
from test_pages import Balance

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'{{ 7*7 }} {% raw %} \\input{x} $x$ =cmd()"


def test_script_in_every_text_field_stays_text(fern: Path) -> None:
    quoted = json.dumps(EVIL)
    path = fern / "data/models/fernbert.yaml"
    text = path.read_text(encoding="utf-8")
    for old in (
        "name: FernBERT\n",
        "use_for: Reading notes about ferns.",
        "watch_out: It takes moss for fern.",
        "note: base size",
        "name: base\n",
        "setting: base, no examples",
        "note: training code",
        "why: runs it",
        "description: talks with gardeners",
        "unit: words",
        "unit: leaves",
        "locator: Table 1",
    ):
        assert old in text, old
        text = text.replace(old, f"{old.split(':')[0]}: {quoted}" + ("\n" if old.endswith("\n") else ""))
    text = text.replace("[fern bert]", f"[{quoted}]").replace("An invented thing", EVIL.replace("\n", " "))
    path.write_text(text, encoding="utf-8")
    term = fern / "data/terms/root.yaml"
    term.write_text(term.read_text(encoding="utf-8").replace("What holds a fern.", quoted), encoding="utf-8")
    paper = fern / "data/papers/spore-2020-roots.yaml"
    paper.write_text(
        paper.read_text(encoding="utf-8").replace("title: Roots of attention", f"title: {quoted}").replace("[Spore, Ben]", f"[{quoted}]"), encoding="utf-8"
    )
    described = fern / "data/papers/frond-2025-fernbert.yaml"  # the paper of a model names it
    described.write_text(described.read_text(encoding="utf-8").replace("name: FernBERT paper", f"name: {quoted}"), encoding="utf-8")
    (fern / "docs/guide/leaves.md").write_text("---\ntitle: L\ndescription: D\n---\n[[models/fernbert]] [[terms/root]]\n", encoding="utf-8")
    state = Project(fern).check(TODAY)
    assert {problem.code for problem in state.problems} == {"markup-in-text"}
    made = list(pages(state.site("https://ferns.example/")))
    for page in made:
        balance = Balance()
        balance.feed(page.body)
        assert (balance.scripts, balance.open, balance.faults) == (0, [], []), page.url
        assert "<" not in page.json_ld
    shown = next(page.body for page in made if page.url == "models/fernbert/")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "{{ 7*7 }}" in shown
    tables = [text for path, text in exports(Names.of(state.catalog)) if path.endswith(".csv")]
    assert not any(cell.startswith("=") for table in tables for cell in table.replace("\n", ",").split(","))


def test_a_link_out_of_the_data_folder_is_not_followed(fern: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("name: Secret\n", encoding="utf-8")
    (fern / "data/models/link.yaml").symlink_to(tmp_path / "secret.yaml")
    state = Project(fern).check(TODAY)
    assert [problem.code for problem in state.problems] == ["symbolic-link"]
