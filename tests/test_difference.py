"""Two states of the fabricated project, compared: what is told, how, and in which words."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from llm4s.difference import Difference, difference
from llm4s.phrasing import code, escaped
from llm4s.project import Project
from llm4s.telling import excerpts, summary, told
from places import TODAY
from test_cases import changed

Compare = Callable[[], Difference]


@pytest.fixture
def compare(fern: Path) -> Compare:
    """Compare the project as it was with the project as it was made since."""
    project = Project(fern)
    old = project.check(TODAY)
    return lambda: difference(old, project.check(TODAY))


def change(path: Path, changes: dict[str, str]) -> None:
    path.write_text(changed(path, changes), encoding="utf-8")


def rename(folder: Path, old: str, new: str, *lines: str) -> None:
    text = (folder / f"{old}.yaml").read_text(encoding="utf-8")
    (folder / f"{old}.yaml").unlink()
    (folder / f"{new}.yaml").write_text(text + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_nothing_differs_from_itself(compare: Compare) -> None:
    found = compare()
    assert not found
    assert told(found, "text", "a", "b") == "What changes for readers\n\nNothing."


def test_fields_are_told_in_words_with_lists_by_item(compare: Compare, fern: Path) -> None:
    lists = {"domains: [ferns]": "domains: [botany, ferns]", "parameters: 7B": "parameters: 8B", "developers: [fern-lab]": "developers: [moss-house]"}
    change(fern / "data/models/fernbert.yaml", {"context_window: 20000": "context_window: 40000", **lists})
    found = compare()
    text = told(found, "text", "main", "")
    assert [row.field for row in found.changed[0].fields] == ["domains", "developers", "sizes", "context_window"]
    assert "Context window: 20,000 tokens → 40,000 tokens" in text
    assert "Developers: now without Fern Lab; now with Moss House" in text
    assert "Sizes: now without 7B" in text
    assert "1 record changed, 4 fields changed" in text
    assert "models/" in found.pages
    assert "models/fernbert/" not in found.pages
    assert (found.references_added, found.references_removed) == (1, 1)


def test_a_fact_whose_evidence_was_not_read_again_is_told(compare: Compare, fern: Path) -> None:
    change(fern / "data/models/fernbert.yaml", {"context_window: 20000": "context_window: 40000", "summary: >-\n  An": "summary: >-\n  No"})
    found = compare()
    assert [behind.field for row in found.changed for behind in row.left_behind] == ["context_window"]
    assert "FernBERT, Context window, read on 2026-01-31: https://example.org/models/fernbert" in told(found, "text", "main", "")


@pytest.mark.parametrize(
    "changes", [{"checked: 2026-01-31": "checked: 2026-02-01"}, {"source: https://example.org/models/fernbert": "source: https://example.org/new"}]
)
def test_a_fact_whose_evidence_was_read_again_needs_no_look(compare: Compare, fern: Path, changes: dict[str, str]) -> None:
    change(fern / "data/models/fernbert.yaml", {"context_window: 20000": "context_window: 40000", **changes})
    assert compare().changed[0].left_behind == ()


def test_evidence_is_told_by_what_moved(compare: Compare, fern: Path) -> None:
    moved = "    checked: 2026-01-31\n  - facts: [context_window, access]\n    source: https://example.org/new\n    checked: 2026-02-01\n"
    path = fern / "data/models/fernbert.yaml"
    text = changed(path, {"context_window, access, licences": "licences", "    checked: 2026-01-31\n": moved})
    path.write_text(text, encoding="utf-8")
    (field,) = compare().changed[0].fields
    assert field.removed == ("Context window, Access: https://example.org/models/fernbert, read on 2026-01-31",)
    assert field.added == ("Context window, Access: https://example.org/new, read on 2026-02-01",)


def test_evidence_with_another_locator_is_shown_as_written(compare: Compare, fern: Path) -> None:
    change(fern / "data/metrics/leaf-score.yaml", {"locator: Table 1": "locator: Table 9"})
    (field,) = compare().changed[0].fields
    assert '"locator": "Table 9"' in field.added[0]


def test_an_added_and_a_removed_record(compare: Compare, fern: Path) -> None:
    text = (fern / "data/terms/root.yaml").read_text(encoding="utf-8")
    (fern / "data/terms/stem.yaml").write_text(text.replace("name: Root", "name: Stem"), encoding="utf-8")
    (fern / "data/systems/gardener.yaml").unlink()
    found = compare()
    assert [entry.path for entry in found.added] == ["terms/stem"]
    assert [entry.path for entry in found.removed] == ["systems/gardener"]
    assert found.lost == ("systems/gardener/",)
    assert summary(found)[:2] == ["1 record added", "1 record removed"]


def test_a_removal_with_its_reason_loses_no_address(compare: Compare, fern: Path) -> None:
    (fern / "data/systems/gardener.yaml").unlink()
    removed = "removed:\n  - address: systems/gardener/\n    name: Gardener\n    reason: It was invented.\n    removed: 2026-02-01\n"
    (fern / "data/history").mkdir()
    (fern / "data/history/removed.yaml").write_text(removed, encoding="utf-8")
    assert compare().lost == ()


@pytest.mark.parametrize(
    ("folder", "old", "lines", "how", "lost"),
    [
        ("tools", "fern-run", ["former_ids: [fern-run]"], "former id", ()),
        ("tools", "fern-run", [], "name", ("tools/fern-run/",)),
        ("papers", "spore-2020-roots", [], "name", ("papers/spore-2020-roots/",)),
        ("papers", "frond-2025-fernbert", [], "identifier", ("papers/frond-2025-fernbert/",)),
    ],
)
def test_a_renamed_record_is_known_again(compare: Compare, fern: Path, folder: str, old: str, lines: list[str], how: str, lost: tuple[str, ...]) -> None:
    rename(fern / "data" / folder, old, "renamed", *lines)
    found = compare()
    assert [(row.before.id, row.after.id, row.kept_by) for row in found.renamed] == [(old, "renamed", how)]
    assert found.added == found.removed == ()
    assert found.lost == lost
    assert f"{folder}/{old} → {folder}/renamed (known again by its {how})" in told(found, "text", "main", "")


def test_a_record_that_changed_its_kind_or_was_merged_is_known_again(compare: Compare, fern: Path) -> None:
    (fern / "data/systems/gardener.yaml").unlink()
    change(fern / "data/tools/fern-run.yaml", {"name: Fern Run": "former_ids: [systems/gardener]\nname: Fern Run"})
    found = compare()
    assert [(row.before.path, row.after.path, row.kept_by, row.fields) for row in found.renamed] == [("systems/gardener", "tools/fern-run", "merged", ())]
    assert found.lost == ()
    assert "(merged)" in told(found, "text", "main", "")


def test_a_reference_by_another_id_with_the_same_name_is_shown_as_written(compare: Compare, fern: Path) -> None:
    rename(fern / "data/organizations", "fern-lab", "fern-garden", "former_ids: [fern-lab]")
    for path in (fern / "data").rglob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("[fern-lab]\nd", "[fern-garden]\nd"), encoding="utf-8")
    found = compare()
    assert "Developers: now without fern-lab; now with fern-garden" in told(found, "text", "main", "")


def test_the_order_of_a_list_and_an_emptied_field_are_told(compare: Compare, fern: Path) -> None:
    change(fern / "data/models/fernbert.yaml", {"use_for: Reading notes about ferns.\n": ""})
    change(fern / "data/papers/frond-2025-fernbert.yaml", {"  - Frond, Ada\n  - Fern Lab\n": "  - Fern Lab\n  - Frond, Ada\n"})
    text = told(compare(), "text", "main", "")
    assert "Use for: Reading notes about ferns. → nothing" in text
    assert "Authors: Frond, Ada, Fern Lab → Fern Lab, Frond, Ada" in text


def test_a_change_of_comments_is_no_change(compare: Compare, fern: Path) -> None:
    path = fern / "data/terms/root.yaml"
    path.write_text("# a comment\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert not compare()


def test_broken_records_are_said_and_not_called_removed(fern: Path) -> None:
    good = (fern / "data/terms/root.yaml").read_text(encoding="utf-8")
    project = Project(fern)
    old = project.check(TODAY)
    (fern / "data/terms/root.yaml").write_text("name: [\n", encoding="utf-8")
    bad = project.check(TODAY)
    found = difference(old, bad)
    assert found.unreadable == ("terms/root",)
    assert found.removed == ()
    assert [problem.code for problem in found.problems] == ["yaml-syntax"]
    text = told(found, "markdown", "main", "fix")
    assert "records that cannot be read" in text
    assert "`data/terms/root.yaml:2:1: error:" in text
    (fern / "data/terms/root.yaml").write_text(good, encoding="utf-8")
    back = difference(bad, project.check(TODAY))
    assert (back.unreadable, back.unreadable_before, back.added, back.solved) == ((), ("terms/root",), (), 1)
    assert "1 problems are solved" in told(back, "text", "main", "")


def test_links_chapters_and_problems(compare: Compare, fern: Path) -> None:
    change(
        fern / "docs/guide/leaves.md", {"An address such as": "A new address https://ferns.example/new such as", "[[terms/frond|leaf]]": "[[terms/none|leaf]]"}
    )
    (fern / "docs/guide/stems.md").write_text("---\ntitle: Stems\ndescription: A fabricated chapter about stems.\n---\n# Stems\n", encoding="utf-8")
    (fern / "docs/catalog/choose.md").unlink()
    change(fern / "data/models/fernbert.yaml", {"url: https://example.org/code": "url: https://example.org/dead"})
    (fern / "data/links").mkdir(exist_ok=True)
    row = "https://example.org/dead\t2026-01-01\t2026-01-31\tdead\tgone\t3\t404\t\t\t\n"
    (fern / "data/links/ledger.tsv").write_text(row, encoding="utf-8")
    found = compare()
    assert found.links_added == ("https://example.org/dead", "https://ferns.example/new")
    assert found.links_removed == ("https://example.org/code",)
    assert [(row.path, row.what) for row in found.chapters] == [
        ("docs/catalog/choose.md", "removed"),
        ("docs/guide/leaves.md", "changed"),
        ("docs/guide/stems.md", "added"),
    ]
    assert (found.chapters[1].words_added, found.chapters[1].words_removed) == (4, 2)
    assert "unknown-reference" in [problem.code for problem in found.problems]
    text = told(found, "text", "main", "")
    for part in ("Leaves (docs/guide/leaves.md): 4 words came, 2 went", "Stems (docs/guide/stems.md): new, 12 words", "(docs/catalog/choose.md): removed"):
        assert part in text


def test_a_dead_link_that_is_new_needs_a_look(compare: Compare, fern: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llm4s.difference.dead", lambda _: {"https://example.org/dead": None})
    change(fern / "data/models/fernbert.yaml", {"url: https://example.org/code": "url: https://example.org/dead"})
    assert compare().links_dead == ("https://example.org/dead",)


def test_a_changed_word_is_found_on_every_page_that_shows_it(compare: Compare, fern: Path) -> None:
    change(fern / "data/vocabularies/topic.yaml", {"name: Leaves": "name: Fronds"})
    found = compare()
    assert {"models/fernbert/", "vocabularies/topic/leaves/"} <= set(found.pages)


HOSTILE = "@nobody #1 GH-2 <script>alert(1)</script> [x](javascript:1) ![y](https://e.example/p) `a` **b** | c &amp; https://e.example"


def test_text_of_records_stays_text_in_a_comment(compare: Compare, fern: Path) -> None:
    change(fern / "data/tools/fern-run.yaml", {"name: Fern Run": f"name: {json.dumps(HOSTILE)}"})
    text = told(compare(), "markdown", "main", "`x` @you")
    shown = next(line for line in text.splitlines() if "nobody" in line)
    assert "<" not in shown
    for part in ("\\@\u200bnobody", "\\#\u200b1", "GH\u200b\\-2", "&lt;script&gt;", "\\[x\\]\\(javascript", "https\\://e\\.example", "\\*\\*b", "&amp;amp;"):
        assert part in shown, part
    assert "- Name: `Fern Run` → ``" in text
    assert "Compared: `main` with `` `x` @you ``" in text


def test_code_holds_any_text() -> None:
    assert code("a`b``c") == "```a`b``c```"
    assert code("`") == "`` ` ``"
    assert code("a\x1b[31m\nb") == "`a [31m b`"
    assert code("") == "` `"
    assert escaped("a\u2028_b_") == "a \\_b\\_"


def test_a_comment_is_bounded_and_says_what_is_left_out(compare: Compare, fern: Path) -> None:
    text = (fern / "data/terms/root.yaml").read_text(encoding="utf-8")
    for number in range(50):
        (fern / f"data/terms/root-{number}.yaml").write_text(text.replace("name: Root", f"name: Root {number} " + "x" * 280), encoding="utf-8")
    found = compare()
    assert "  and 20 more" in told(found, "markdown", "main", "head").replace("- ", "  ")
    assert told(found, "text", "main", "head").count("(term, ") == 50
    for number in range(30):
        aliases = "\n".join(f"  - alias {item} " + "y" * 250 for item in range(20))
        (fern / f"data/models/many-{number}.yaml").write_text(
            (fern / "data/models/mossbert.yaml").read_text().replace("MossBERT", f"Moss {number}"), encoding="utf-8"
        )
        (fern / f"data/terms/root-{number}.yaml").write_text(
            text.replace("name: Root", f"name: Root {number}\naliases:\n{aliases.replace('alias', f'alias {number}')}")
        )
    again = Project(fern)
    base = again.check(TODAY)
    for path in (fern / "data/terms").glob("root-*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace(" alias", " other").replace("- alias", "- other"), encoding="utf-8")
    long = told(difference(base, again.check(TODAY)), "markdown", "main", "head")
    assert " and 14 more" in long
    assert len(long) < 65_000
    assert "The rest was left out" in long


def test_many_fields_of_one_record_are_bounded(compare: Compare, fern: Path) -> None:
    change(fern / "data/models/fernbert.yaml", {"context_window: 20000": "context_window: 40000"})
    found = compare()
    (row,) = found.changed
    many = replace(found, changed=(replace(row, fields=row.fields * 15),))
    assert "  - and 3 more fields" in told(many, "markdown", "main", "head")
    assert told(many, "text", "main", "head").count("Context window: ") == 15


def test_long_texts_are_cut_to_where_they_differ() -> None:
    words = [f"w{number}" for number in range(100)]
    before, after = " ".join(words), " ".join([*words[:50], "new", *words[51:]])
    assert excerpts(before, after, 100) == ("… w47 w48 w49 w50 w51 w52 w53 …", "… w47 w48 w49 new w51 w52 w53 …")
    assert excerpts("a b", "a c", 100) == ("a b", "a c")
    assert excerpts(before, before + " end", 100) == ("… w97 w98 w99", "… w97 w98 w99 end")
    assert excerpts("", before, 20) == ("", "w0 w1 w2 w3 w4 w5 w6 …")


NAMED = {"record": {"type": "string"}, "kind": {"type": "string"}, "name": {"type": "string"}}
LEFT = {"required": ["field", "label", "sources"], "type": "object"}
FIELD = {"required": ["field", "label", "before", "after", "removed", "added"], "type": "object"}
CHANGE = {"required": [*NAMED, "fields", "evidence_left_behind"], "properties": {"fields": {"items": FIELD}, "evidence_left_behind": {"items": LEFT}}}
SHAPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["format", "base", "head", "summary", "counts", "added", "removed", "renamed", "changed"],
    "properties": {
        **{name: {"type": "string"} for name in ("base", "head")},
        **{name: {"type": "array", "items": {"type": "string"}} for name in ("summary", "lost", "unreadable", "unreadable_before", "pages")},
        **{name: {"type": "array", "items": {"required": list(NAMED), "properties": NAMED}} for name in ("added", "removed")},
        **{name: {"type": "object"} for name in ("counts", "links", "references")},
        "renamed": {"type": "array", "items": {**CHANGE, "required": ["was", "by", *CHANGE["required"]]}},
        "changed": {"type": "array", "items": CHANGE},
        "problems": {"type": "array", "items": {"required": ["where", "code", "message", "hint", "severity"]}},
        "chapters": {"type": "array", "items": {"required": ["path", "title", "what", "words_removed", "words_added"]}},
        "solved": {"type": "integer"},
        "format": {"const": 1},
    },
}


def test_programs_get_the_documented_shape(compare: Compare, fern: Path) -> None:
    rename(fern / "data/tools", "fern-run", "fern-walk", "former_ids: [fern-run]")
    change(fern / "data/models/fernbert.yaml", {"context_window: 20000": "context_window: 40000", "record: tools/fern-run": "record: tools/fern-none"})
    change(fern / "docs/guide/leaves.md", {"stay code": "remain code"})
    (fern / "data/terms/stem.yaml").write_text(
        (fern / "data/terms/root.yaml").read_text(encoding="utf-8").replace("name: Root", "name: Stem"), encoding="utf-8"
    )
    (fern / "data/systems/gardener.yaml").unlink()
    value = json.loads(told(compare(), "json", "main", "head"))
    jsonschema.Draft202012Validator(SHAPE).validate(value)
    assert value["renamed"][0]["was"] == "tools/fern-run"
    left = value["changed"][0]["evidence_left_behind"]
    assert left == [
        {"field": "context_window", "label": "Context window", "sources": [{"source": "https://example.org/models/fernbert", "checked": "2026-01-31"}]}
    ]
    assert datetime.date.fromisoformat(left[0]["sources"][0]["checked"])
    page = (Path(__file__).parent.parent / "docs/contribute/reviewing.md").read_text(encoding="utf-8")
    assert [name for name in SHAPE["properties"] if f"`{name}`" not in page] == []
