"""Fixers: what they mend, what they leave alone, and that check and repair never differ."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm4s.adapters.cli import main
from llm4s.document import Document
from llm4s.fixer import HINT, Known, examined, mended, of_path
from llm4s.fixers import address_fixers, form_fixers
from llm4s.fixers.date_form import canonical
from llm4s.fixers.repeated import PEOPLE
from llm4s.kinds import all_kinds
from llm4s.layout import Node, lay_out, rearranged, replaced
from llm4s.project import Project
from llm4s.record import ALPHABETICAL
from llm4s.source import MAX_BYTES, parse
from places import ROOT, TODAY

KINDS = {kind.name: kind for kind in all_kinds()}
RECORDS = sorted(path for kind in all_kinds() for path in (ROOT / "data" / kind.plural).glob("*.yaml"))


def fix(text: str | bytes, kind: str = "model") -> str:
    data = text if isinstance(text, bytes) else text.encode()
    return mended(f"data/{KINDS[kind].plural}/x.yaml", data, KINDS[kind], form_fixers(), address_fixers(), Known()).decode()


def swap(node: Node, order: list[int]) -> str:
    edit = rearranged(node, order)
    assert edit
    return replaced(node.text, [edit])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: A\r\ntasks: [a]\r\n", "name: A\ntasks: [a]\n"),
        ("name: A\rtasks: [a]", "name: A\ntasks: [a]\n"),
        ("name: A  \n\n\n", "name: A\n"),
        ("name: A\t", "name: A\n"),
        ("\ufeffname: A\n", "name: A\n"),
        ("name: A\nlicences:\n\tcode: mit\n", "name: A\nlicences:\n  code: mit\n"),
        ("tasks: [b, a]  # why\nname: A\n", "name: A\ntasks: [a, b]  # why\n"),
        ("name: A\ntasks:\n  # of b\n  - b\n  - 'a'   # of a\n", "name: A\ntasks:\n  - 'a'   # of a\n  # of b\n  - b\n"),
        ("name: A\npapers: [x, x, y]\n", "name: A\npapers: [x, y]\n"),
        ("name: A\npapers:\n  - x\n  - y\n  - x\n", "name: A\npapers:\n  - x\n  - y\n"),
        ("name: A\ndates:\n  - event: preprint\n    date: 4 March 2025\n", "name: A\ndates:\n  - date: 2025-03-04\n    event: preprint\n"),
        ("name: A\ndates: [{event: a, date: '2025/3/4'}]\n", "name: A\ndates: [{date: '2025-03-04', event: a}]\n"),
        ("name: 12\n", 'name: "12"\n'),
        ("name: A\naliases: [1.10, x]\n", 'name: A\naliases: ["1.10", x]\n'),
        ("name: A\nlinks: [{type: code, url: \"https://e.org/?utm_source=x&a=1\"}]  # see https://e.org/?utm_source=x\n",
         "name: A\nlinks: [{type: code, url: \"https://e.org/?a=1\"}]  # see https://e.org/?utm_source=x\n"),
        ("name: A\nsummary: >-\n  See http://arxiv.org/abs/1706.03762.\n", "name: A\nsummary: >-\n  See https://arxiv.org/abs/1706.03762.\n"),
        ("evidence:\n  - facts: [dates]\n\n# of the name\nname: A\n", "\n# of the name\nname: A\nevidence:\n  - facts: [dates]\n"),
        ("# of the file\nsummary: s\nname: A\n", "# of the file\nname: A\nsummary: s\n"),
        ("# of the file\n\n# of s\nsummary: s\nname: A\n", "# of the file\n\nname: A\n# of s\nsummary: s\n"),
        ("use_for: u\nstrange: x\nname: A\n", "name: A\nuse_for: u\nstrange: x\n"),
        ("strange: x\nuse_for: u\nname: A\n", "strange: x\nname: A\nuse_for: u\n"),
        ("tasks:\n  - b\n  # of nothing\nname: A\n", "name: A\ntasks:\n  - b\n  # of nothing\n"),
        ("status:\nname: A\n", "name: A\nstatus:\n"),
    ],
)  # fmt: skip
def test_this_is_mended(before: str, after: str) -> None:
    assert fix(before) == after
    assert fix(after) == after


@pytest.mark.parametrize(
    "text",
    [
        "name: A\ndates: [{date: 03/04/2025, event: a}]\n",  # two days are possible
        "name: A\ndates: [{date: 31.31.2025, event: a}]\n",
        "name: A\ndates: [{date: 2025-13-01, event: a}]\n",
        "name: A\ndates: [{date: 4 Marzo 2025, event: a}]\n",
        "name: A\ndates: [x, {event: a}]\n",
        "name: A\ntasks: [[b], a]\n",
        "name: A\ntasks: b\n",
        "name: A\nsizes: unknown\ntraining_tokens: 300\n",
        "name: A\ncontext_window: 512\n",
        "name: A\npapers: [x,  # why x\n  y, x]\n",  # a comment would be lost
        "name: A\npapers:\n  - x\n  - x  # again\n",
        "name: A\ntasks:\n  -\n    - b\n",
        "name: A\naliases: \tx\n",
        "- a\n\t- b\n",
        "name: [\n",
        "",
        "\n",
        "name: A\n\tsummary: b\n c: [\n",
        "name: A\nsummary: See http://example.org/ and (https://e.org/?q=1).\n",
    ],
)
def test_this_is_left_alone(text: str) -> None:
    assert fix(text) == text


def test_bytes_that_are_no_text_and_files_that_are_too_large_are_left_alone() -> None:
    for data in (b"name: \xff\r\n", b"a: b\r\n" * (MAX_BYTES // 6 + 1)):
        assert mended("data/models/x.yaml", data, KINDS["model"], form_fixers(), address_fixers(), Known()) == data


def test_two_people_can_bear_one_name() -> None:
    text = "title: T\nauthors: [A, A]\n"
    assert fix(text, "paper") == text


def test_items_that_share_a_line_with_others_keep_their_places() -> None:
    tree = lay_out("a:\n  - - x\n    - y\n")
    assert swap(tree.at(("a", 0)), [1, 0]) == "a:\n  - - y\n    - x\n"
    odd = lay_out("a:\n  -\n    b\n  - c\n")
    assert swap(odd.at(("a",)), [1, 0]) == "a:\n  - c\n  -\n    b\n"


def test_a_list_without_a_last_line_end_is_not_rearranged() -> None:
    assert rearranged(lay_out("a:\n- x\n- y").at(("a",)), [1, 0]) is None


def test_a_complicated_key_is_not_rearranged() -> None:
    assert rearranged(lay_out("? b\n: 1\n? a\n: 2\n"), [1, 0]) is None


def test_of_two_changes_that_overlap_the_later_is_made() -> None:
    assert replaced("abcdef", [(0, 3, "x"), (2, 4, "y"), (5, 6, "")]) == "abye"


def test_comments_go_with_their_items() -> None:
    text = "a:\n  # of x\n  # still\n  - x\n\n  # of y\n  - y\n    # deeper\n  - z\nb: 1\n"
    assert swap(lay_out(text).at(("a",)), [2, 1, 0]) == "a:\n  - z\n\n  # of y\n  - y\n    # deeper\n  # of x\n  # still\n  - x\nb: 1\n"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025/03/04", "2025-03-04"), ("2025.3", "2025-03"), ("20250304", "2025-03-04"), ("2025-03-04T10:00:00Z", "2025-03-04"),
        ("25/03/2025", "2025-03-25"), ("03/25/2025", "2025-03-25"), ("05.05.2025", "2025-05-05"), ("04.03.2025", ""),
        ("4th March, 2025", "2025-03-04"), ("Sept. 2025", "2025-09"), ("March 4, 2025", "2025-03-04"), ("mar 2025", "2025-03"),
        ("marble 2025", ""), ("2025-02-30", ""), ("early 2025", ""), ("", ""),
    ],
)  # fmt: skip
def test_dates_are_read_where_they_mean_one_day(text: str, date: str) -> None:
    assert canonical(text) == date


def test_all_real_records_stay_as_they_are_byte_for_byte() -> None:
    assert [name for name, _, _ in Project(ROOT).fix()] == []


def disturbed(text: str, kind: str, chance: random.Random) -> str:
    """Put the fields of a record and of one of its parts into another order, and a list that should be sorted."""
    value = parse("x.yaml", text.encode())[0].value
    for field in [name for name in ALPHABETICAL if isinstance(value.get(name), list) and len(value[name]) > 1]:
        text = swap(lay_out(text).at((field,)), chance.sample(range(len(value[field])), len(value[field])))
    for path, _, part in Document("x.yaml", text, parse("x.yaml", text.encode())[0].value, KINDS[kind].cls).parts:
        if path and len(part) > 1:
            text = swap(lay_out(text).at(path), chance.sample(range(len(part)), len(part)))
            break
    node = lay_out(text)
    return swap(node, chance.sample(range(len(node.items)), len(node.items)))


def test_every_real_record_comes_back_from_any_disorder() -> None:
    kinds = {kind.plural: kind.name for kind in all_kinds()}
    changed = 0
    for path in RECORDS:
        text = path.read_text(encoding="utf-8")
        kind = kinds[path.parent.name]
        chance = random.Random(path.name)
        other = disturbed(text, kind, chance)
        changed += other != text
        assert fix(other, kind) == text, path
        if path.name[0] in "aeiou":
            assert fix("\ufeff" + text.replace("\n", " \r\n") + "\n\n", kind) == text, path
    assert changed > len(RECORDS) * 0.9


@given(st.text(alphabet="ab:- #\n\t\r[]{},'\"|>&*?0129", max_size=80))
def test_whatever_a_file_holds_fixing_twice_is_fixing_once(text: str) -> None:
    once = fix(text)
    assert fix(once) == once
    before, after = (parse("x", one.encode())[0] for one in (text, once))
    assert not (before and not after)


@pytest.mark.parametrize("fixer", [*form_fixers(), *address_fixers()], ids=lambda fixer: fixer.code)
def test_every_fixer_mends_what_its_check_reports(fern: Path, fixer: object, request: pytest.FixtureRequest) -> None:
    import yaml

    from places import HERE
    from test_cases import apply

    told = 0
    for path in sorted((HERE / "cases").rglob("*.yml")):
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = [problem for problem in case["problems"] if problem.endswith(f"[{fixer.code}]")]
        if found:
            told += 1
            assert all(HINT in problem for problem in found)
            apply(fern, case)
            for name, _, new in Project(fern).fix():
                (fern / name).write_bytes(new)
            assert [str(one) for one in Project(fern).check(TODAY).problems if one.code == fixer.code] == []
            break
    assert told


def test_a_fault_that_cannot_be_mended_is_told_without_the_promise() -> None:
    text = "name: A\npapers:\n  - x\n  - x  # again\n"
    found = examined(Document("data/models/x.yaml", text, parse("x", text.encode())[0].value, KINDS["model"].cls), form_fixers())
    assert [str(problem) for problem in found] == ["data/models/x.yaml:4:5: error: 'papers' holds the same twice (keep the first) [duplicate-item]"]


def test_people_are_fields_of_kinds() -> None:
    fields = {name for kind in all_kinds() for name in kind.cls.model_fields}
    assert {*PEOPLE, *ALPHABETICAL} <= fields


def test_which_files_hold_records() -> None:
    assert of_path(all_kinds(), "data/models/x.yaml") is KINDS["model"]
    assert [of_path(all_kinds(), path) for path in ("data/models/x.txt", "docs/models/x.yaml", "data/x.yaml", "data/strange/x.yaml")] == [None] * 4


BAD = "name: Root \r\n"


def test_fix_writes_only_what_is_asked_for(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("root", "frond"):
        (fern / f"data/terms/{name}.yaml").write_bytes(BAD.encode())
    call = ["--root", str(fern), "fix"]
    assert main([*call, "--check"]) == 1
    assert capsys.readouterr().out == "would mend data/terms/frond.yaml\nwould mend data/terms/root.yaml\n"
    assert main([*call, "--diff", str(fern / "data/terms/root.yaml")]) == 1
    assert capsys.readouterr().out == "--- a/data/terms/root.yaml\n+++ b/data/terms/root.yaml\n@@ -1 +1 @@\n-name: Root \r\n+name: Root\n"
    assert (fern / "data/terms/root.yaml").read_bytes() == BAD.encode()
    assert main([*call, str(fern / "data/terms/root.yaml")]) == 0
    assert capsys.readouterr().out == "mended data/terms/root.yaml\n"
    assert (fern / "data/terms/root.yaml").read_bytes() == b"name: Root\n"
    assert (fern / "data/terms/frond.yaml").read_bytes() == BAD.encode()
    assert main([*call, str(fern / "data/terms")]) == 0
    assert main([*call, "--check"]) == 0
    assert sorted(path.name for path in (fern / "data/terms").iterdir()) == ["frond.yaml", "root.yaml"]


def test_fix_shows_a_missing_line_end(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (fern / "data/terms/root.yaml").write_text("name: Root", encoding="utf-8")
    assert main(["--root", str(fern), "fix", "--diff"]) == 1
    assert "-name: Root\n\\ No newline at end of file\n+name: Root\n" in capsys.readouterr().out


def test_fix_refuses_paths_that_are_not_there(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(fern), "fix", "nowhere.yaml"]) == 2
    assert "there is no file or folder nowhere.yaml" in capsys.readouterr().err


def test_fix_mends_addresses_of_pages_and_nothing_else_in_them(fern: Path) -> None:
    page = fern / "docs/tracked.md"
    page.write_text("---\ntitle: T \n---\nSee [a](https://e.org/?fbclid=1) `https://e.org/?fbclid=1`  \r\n", encoding="utf-8", newline="")
    assert main(["--root", str(fern), "fix"]) == 0
    assert page.read_bytes() == b"---\ntitle: T \n---\nSee [a](https://e.org/) `https://e.org/?fbclid=1`  \r\n"
    page.write_bytes(b"\xff")
    assert main(["--root", str(fern), "fix", "--check"]) == 0
