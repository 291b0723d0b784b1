"""The command `llm4s new`: from a name in a public register, from options, and from answers at a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from answering import answering
from llm4s.adapters import cli, new
from llm4s.adapters.links.fetch import Limits
from llm4s.adapters.lookup import LookupFailedError, Outside, look_up
from llm4s.adapters.terminal import ask
from llm4s.answers.arxiv import family_first
from llm4s.found import clean
from llm4s.inquiry import SERVICES, Inquiry
from llm4s.intake import proposed_id
from llm4s.load import unfit
from llm4s.project import Project
from llm4s.source import parse
from llm4s.writing import field_text
from places import HERE, TODAY

Reply = tuple[int, dict[str, str], bytes]
LIMITS = Limits(connect=2, read=0.6, body=0.6, size=20_000, retries=1, patience=1, pause=0)


def answer(name: str, **changes: str) -> bytes:
    text = (HERE / "answers" / name).read_text(encoding="utf-8")
    for old, to in changes.items():
        assert old in text
        text = text.replace(old, to)
    return text.encode()


def good(name: str) -> Reply:
    return 200, {"Content-Type": "application/atom+xml; charset=utf-8" if name.endswith("xml") else "application/json"}, answer(name)


def outside(url: str) -> Outside:
    return Outside(dict.fromkeys(SERVICES, url), LIMITS, loopback=True)


def call(root: Path, *arguments: str, url: str = "http://127.0.0.1:9", asking: new.Ask | None = None) -> int:
    options = cli._parser().parse_args(["--root", str(root), "new", *arguments])
    return new.run(Project(root), options, new.Setting(outside(url), asking, TODAY))


def record(root: Path, place: str) -> dict:
    path = f"data/{place}.yaml"
    return parse(path, (root / path).read_bytes())[0].value


def licensed(fern: Path) -> Path:
    path = fern / "data/licences/fern-1-0.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("spdx: not-applicable", "spdx: Fern-1.0"), encoding="utf-8")
    return fern


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_paper_of_arxiv_is_filled_in(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering(good("arxiv.xml")) as server:
        assert call(fern, "paper", "arXiv:2502.01234v1", url=server.url) == 0
    assert [path for path, _ in server.asked] == ["/api/query?id_list=2502.01234&max_results=1"]
    value = record(fern, "papers/van-der-frond-2025-frondnet")
    title = "FrondNet: On the Growth of Ferns & Mosses when N < 3"
    assert value == {
        "name": title,
        "summary": None,
        "title": title,
        "authors": ["van der Frond, Ada", "Moss, Bo, Jr.", "Fern-Consortium"],
        "year": 2025,
        "type": "preprint",
        "identifiers": {"arxiv": "2502.01234", "doi": "10.9999/frond.2025.7"},
        "dates": [{"date": "2025-02-03", "event": "preprint"}],
        "evidence": [
            {
                "facts": ["title", "authors", "year", "type", "identifiers", "dates"],
                "source": "https://export.arxiv.org/api/query?id_list=2502.01234&max_results=1",
                "checked": "2026-02-01",
            }
        ],
    }
    text = (fern / "data/papers/van-der-frond-2025-frondnet.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/paper.json\n")
    assert "# Look: arXiv gives each name in one piece" in text
    assert "# Look: Journal reference at arXiv: J. Inv. Bot. 3 (2025) 7-19" in text
    assert 'arxiv: "2502.01234"' in text
    told = capsys.readouterr().out
    assert re.search(r"van-der-frond-2025-frondnet.yaml:\d+:9: error: 'summary' is empty: expected text", told)
    assert "llm4s fix data/papers/van-der-frond-2025-frondnet.yaml && llm4s check" in told
    assert "http://127.0.0.1:8000/papers/van-der-frond-2025-frondnet/" in told
    assert '"van-der-frond-2025-frondnet"' in (fern / "data/schema/ids.json").read_text(encoding="utf-8")


def test_a_doi_is_filled_in_and_its_record_lacks_only_what_nobody_else_can_write(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = " ".join(["Ferns"] * 45) + "."
    events = fern / "data/vocabularies/event.yaml"
    events.write_text(events.read_text(encoding="utf-8") + "  - {id: publication, name: Publication, description: It appeared.}\n", encoding="utf-8")
    own = ("--id", "moss-2025", "--set", f"summary={words}", "--name", "Moss paper")
    with answering(good("crossref.json")) as server:
        assert call(fern, "paper", "https://doi.org/10.9999/moss.2025.3", *own, url=server.url) == 0
    assert server.asked[0][0] == "/works/10.9999%2Fmoss.2025.3"
    assert "LLM4S-new" in server.asked[0][1]["User-Agent"]
    value = record(fern, "papers/moss-2025")
    assert value["title"] == "Moss reads E. coli: a study"
    assert value["authors"] == ["van der Frond, Ada", "Moss, Bo, Jr.", "The Fern Consortium"]
    assert (value["venue"], value["volume"], value["number"], value["pages"]) == ("Journal of Invented Botany", "12", "2", "101-112")
    assert value["dates"] == [{"date": "2025-04-01", "event": "publication"}]
    assert value["name"] == "Moss paper"
    assert value["evidence"][0]["facts"] == ["title", "authors", "year", "type", "venue", "volume", "number", "pages", "identifiers", "dates"]
    assert "0 errors, 0 warnings" in capsys.readouterr().out


def test_repositories_are_filled_in(fern: Path) -> None:
    licensed(fern)
    words = fern / "data/vocabularies/programming-language.yaml"
    words.write_text(words.read_text(encoding="utf-8") + "  - {id: cpp, name: C++, description: C++.}\n", encoding="utf-8")
    with answering(good("github.json")) as server:
        assert call(fern, "tool", "https://github.com/fern-lab/frond.cpp", url=server.url) == 0
    assert server.asked[0][0] == "/repos/fern-lab/frond.cpp"
    value = record(fern, "tools/frond-cpp")
    assert (value["name"], value["repository"]) == ("Frond.cpp", "https://github.com/fern-lab/Frond.cpp")
    assert (value["licence"], value["languages"]) == ("fern-1-0", ["cpp"])
    assert value["evidence"][0]["source"] == "https://api.github.com/repos/fern-lab/frond.cpp"
    assert sorted(value["evidence"][0]["facts"]) == ["languages", "licence", "repository"]
    with answering(good("github.json")) as server:
        assert call(fern, "model", "https://github.com/fern-lab/frond.cpp", "--id", "frond", url=server.url) == 0
    value = record(fern, "models/frond")
    assert (value["links"], value["licences"]) == ([{"type": "code", "url": "https://github.com/fern-lab/Frond.cpp"}], {"code": "fern-1-0"})
    with answering(good("gitlab.json")) as server:
        assert call(fern, "tool", "https://gitlab.com/fern/lab/frond.git", url=server.url) == 0
    assert server.asked[0][0] == "/api/v4/projects/fern%2Flab%2Ffrond?license=true"
    value = record(fern, "tools/frond")
    assert (value["repository"], value["status"], value["licence"]) == ("https://gitlab.com/fern/lab/frond", "archived", None)
    assert "# Look: The code host states: lgpl-3.0" in (fern / "data/tools/frond.yaml").read_text(encoding="utf-8")


def test_the_model_hub_fills_in_models_and_datasets(fern: Path) -> None:
    licensed(fern)
    with answering(good("hub-model.json")) as server:
        assert call(fern, "model", "https://huggingface.co/fern-lab/frond-base", url=server.url) == 0
    assert server.asked[0][0] == "/api/models/fern-lab/frond-base"
    value = record(fern, "models/frond-base")
    assert value["links"] == [{"type": "weights", "url": "https://huggingface.co/fern-lab/frond-base"}]
    assert (value["licences"], value["papers"]) == ({"weights": "fern-1-0"}, ["frond-2025-fernbert"])
    text = (fern / "data/models/frond-base.yaml").read_text(encoding="utf-8")
    assert "# Look: Readers must ask the hub for access." in text
    assert "# Look: The hub names arXiv 2502.01234: llm4s new paper 2502.01234" in text
    with answering(good("hub-dataset.json")) as server:
        assert call(fern, "dataset", "https://huggingface.co/datasets/fern-lab/notes", url=server.url) == 0
    assert server.asked[0][0] == "/api/datasets/fern-lab/notes"
    value = record(fern, "datasets/notes")
    assert value["links"] == [{"type": "data", "url": "https://huggingface.co/datasets/fern-lab/notes"}]
    assert "# Look: The hub states: gardeners-own" in (fern / "data/datasets/notes.yaml").read_text(encoding="utf-8")


ARXIV = Inquiry("arxiv", "2502.01234")
DOI = Inquiry("crossref", "10.9999/moss.2025.3")


@pytest.mark.parametrize(
    ("asked", "replies", "told", "requests"),
    [
        (DOI, [(404, {}, b"Resource not found.")], "api.crossref.org knows no '10.9999/moss.2025.3': look for a typing error", 1),
        (Inquiry("hugging-face", "a/b"), [(401, {}, b"{}")], "huggingface.co knows no 'a/b'", 1),
        (Inquiry("github", "a/b"), [(401, {}, b"{}")], "api.github.com answered with status 401", 1),
        (ARXIV, [good("arxiv-none.xml")], "export.arxiv.org knows no '2502.01234'", 1),
        (ARXIV, [good("arxiv-error.xml")], "export.arxiv.org knows no '2502.01234'", 1),
        (DOI, [(429, {"Retry-After": "120"}, b"")], "asks for patience: try again in 120 seconds", 1),
        (DOI, [(429, {"Retry-After": "soon"}, b"")], "asks for patience: try again later", 1),
        (DOI, [(429, {"Retry-After": "0"}, b""), good("crossref.json")], "", 2),
        (DOI, [(500, {}, b"oops"), good("crossref.json")], "", 2),
        (DOI, [(500, {}, b"oops")], "answered with status 500: try again later", 2),
        (DOI, [(200, {}, b"{\"message\": [")], "cannot be read", 1),
        (DOI, [(200, {}, b"[]")], "cannot be read", 1),
        (DOI, [(200, {}, b"\xff\xfe\x00")], "cannot be read", 1),
        (DOI, [(200, {}, b"[" * 15_000)], "cannot be read", 1),
        (DOI, [(200, {}, b"{\"message\": {\"DOI\": 7}}")], "cannot be read", 1),
        (Inquiry("github", "a/b"), [(200, {}, b"{}")], "cannot be read", 1),
        (Inquiry("gitlab", "a/b"), [(200, {}, b"{}")], "cannot be read", 1),
        (Inquiry("hugging-face", "a/b"), [(200, {}, b"{}")], "cannot be read", 1),
        (ARXIV, [(200, {}, answer("arxiv.xml")[:900])], "cannot be read", 1),
        (ARXIV, [(200, {}, b"<html>")], "cannot be read", 1),
        (DOI, [(200, {}, b" " * 30_000)], "larger than 20,000 bytes", 1),
        (DOI, [(302, {"Location": "/elsewhere"}, b""), good("crossref.json")], "", 2),
        (DOI, [(302, {"Location": "/again"}, b"")], "answered with status 302", 4),
        (DOI, [(301, {"Location": "http://169.254.169.254/"}, b"")], "answered with status 301", 1),
        (DOI, [(204, {}, b"")], "answered with status 204", 1),
    ],
)  # fmt: skip
def test_faults_of_services_are_told(asked: Inquiry, replies: list[Reply], told: str, requests: int) -> None:
    with answering(*replies) as server:
        if told:
            with pytest.raises(LookupFailedError, match=re.escape(told)):
                look_up(asked, outside(server.url))
        else:
            assert look_up(asked, outside(server.url)).name == "10.9999/Moss.2025.3"
    assert len(server.asked) == requests


def test_an_answer_that_is_cut_off_or_slow_is_told() -> None:
    with answering(good("crossref.json"), cut=True) as server, pytest.raises(LookupFailedError, match=r"cannot be reached: cut|broke off"):
        look_up(DOI, outside(server.url))
    with answering(good("crossref.json"), wait=1.5) as server, pytest.raises(LookupFailedError, match="cannot be reached: timeout"):
        look_up(DOI, outside(server.url))
    with pytest.raises(LookupFailedError, match="cannot be reached"):
        look_up(DOI, outside("http://127.0.0.1:9"))


def test_addresses_of_this_machine_are_not_asked_outside_tests() -> None:
    with answering(good("crossref.json")) as server, pytest.raises(LookupFailedError, match="cannot be reached"):
        look_up(DOI, Outside(dict.fromkeys(SERVICES, server.url), LIMITS))
    assert server.asked == []


def test_what_is_not_said_is_left_open(fern: Path) -> None:
    bare = re.sub(rb"<arxiv:(journal_ref|doi).*?</arxiv:.*?>|<published>.*?</published>", b"", answer("arxiv.xml"), flags=re.DOTALL)
    with answering((200, {}, bare)) as server:
        assert call(fern, "paper", "2502.01234", url=server.url) == 0
    value = record(fern, "papers/van-der-frond-frondnet")
    assert (value["year"], value["identifiers"], "dates" in value) == (None, {"arxiv": "2502.01234"}, False)
    with answering((200, {}, b'{"full_name": "fern/bare", "name": "bare", "license": null, "language": null}')) as server:
        assert call(fern, "system", "https://github.com/fern/bare", url=server.url) == 0
    value = record(fern, "systems/bare")
    assert (value["licences"], value["evidence"]) == (None, None)


def test_an_answer_about_something_else_is_refused(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(fern)
    old = "https://github.com/fern-lab/old"
    for kind, asked, reply in (("paper", "2502.01235", "arxiv.xml"), ("paper", "10.9999/other", "crossref.json"), ("tool", old, "github.json")):
        with answering(good(reply)) as server:
            assert call(fern, kind, asked, url=server.url) == 2
        assert "was asked for, and the answer is about" in capsys.readouterr().err
    assert files(fern) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("paper", "2501.99999"), "'2501.99999' has a record already: data/papers/frond-2025-fernbert.yaml"),
        (("paper", "10.48550/arXiv.2501.99999"), "has a record already"),
        (("paper", "https://doi.org/10.9999/FERN.2025"), "'10.9999/FERN.2025' has a record already"),
        (("paper", "frond-2025-fernbert"), "exists already: edit it, or choose another id"),
        (("model", "fernbert", "--name", "F"), "exists already"),
        (("paper", "https://github.com/a/b"), "a paper is filled in from an arXiv number or a DOI, and 'a/b' is something else"),
        (("tool", "2502.01234"), "a tool is filled in from the address of a repository"),
        (("term", "https://github.com/a/b"), "a term is filled in from nothing but your answers"),
        (("model", "../evil"), "'../evil' cannot be an id"),
        (("model", "/etc/passwd"), "cannot be an id"),
        (("model", "a/b"), "cannot be an id"),
        (("model", "\uff46ern"), "cannot be an id"),
        (("model", "https://example.org/x"), "nor is it an arXiv number"),
        (("model", "fern", "--id", "../x"), "'../x' cannot be an id"),
        (("paper", "2502.01234", "--id", "X"), "'X' cannot be an id"),
        (("model",), "give the kind"),
        ((), "give the kind"),
        (("model", "m", "--set", "colour=red"), "'colour=red' sets no field"),
        (("model", "m", "--set", "name"), "'name' sets no field"),
        (("model", "m", "--set", "licences.colour.x=red"), "sets no field"),
        (("model", "m", "--set", "context_window=many"), "'context_window': expected a whole number"),
    ],
)  # fmt: skip
def test_calls_that_cannot_be_carried_out_write_nothing(fern: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str) -> None:
    before = files(fern)
    assert call(fern, *arguments) == 2
    assert told in capsys.readouterr().err
    assert files(fern) == before


def test_an_unknown_kind_is_told_with_all_kinds(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call(fern, "modle", "x")
    assert "'modle'" in (told := capsys.readouterr().err)
    assert "vocabulary" in told


def test_a_symbolic_link_is_not_written_through(fern: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (fern / "data/models/sly.yaml").symlink_to(tmp_path / "gone")
    assert call(fern, "model", "sly") == 2
    assert not (tmp_path / "gone").exists()
    assert "exists already" in capsys.readouterr().err


def test_an_answer_that_names_a_known_doi_is_refused(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = fern / "data/papers/frond-2025-fernbert.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("10.9999/fern.2025", "10.9999/FROND.2025.7"), encoding="utf-8")
    with answering(good("arxiv.xml")) as server:
        assert call(fern, "paper", "2502.01234", url=server.url) == 2
    assert "'10.9999/frond.2025.7' has a record already" in capsys.readouterr().err


def test_a_repository_that_a_tool_has_is_refused(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = fern / "data/tools/fern-run.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"repository: .*", "repository: https://github.com/Fern-Lab/Run", text), encoding="utf-8")
    assert call(fern, "tool", "https://github.com/fern-lab/run/") == 2
    assert "'fern-lab/run' has a record already: data/tools/fern-run.yaml" in capsys.readouterr().err


HOSTILE = [
    "name: evil\nsummary: pwned",
    "# no comment: [x",
    "</title><script>alert(1)</script>",
    "\u202eevil\u200b \ufeff\x00\x07name",
    "- {a: &b *c} !!python/object",
    "'\"\\ %YAML \u2028 \u0085 ---",
    "yes",
    "1.10",
    "null",
    "2025-01-01",
    " \t ",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_data(fern: Path, text: str) -> None:
    message = json.loads(answer("crossref.json"))
    message["message"] |= {
        "title": [text],
        "subtitle": [],
        "container-title": [text],
        "volume": text,
        "author": [{"family": text, "given": text}, {"name": text}, text, None],
    }
    with answering((200, {}, json.dumps(message).encode())) as server:
        assert call(fern, "paper", "10.9999/moss.2025.3", "--id", "moss-2025", url=server.url) == 0
    value = record(fern, "papers/moss-2025")
    assert set(value) <= {"name", "summary", "title", "authors", "year", "type", "venue", "volume", "number", "pages", "identifiers", "dates", "evidence"}
    assert value["summary"] is None
    written = (fern / "data/papers/moss-2025.yaml").read_text(encoding="utf-8")
    assert not re.search("[\u200b-\u200f\u2028-\u202e\ufeff\x00-\x08]", written)
    if text.strip():
        assert isinstance(value["title"], str)
        assert value["title"].split() == value["venue"].split()
        assert len(value["authors"]) == 2


def test_very_long_titles_and_lists_of_authors_are_bounded_and_told(fern: Path) -> None:
    message = json.loads(answer("crossref.json"))
    message["message"] |= {"title": ["Fern " * 80], "author": [{"family": f"F{number}", "given": "G"} for number in range(420)]}
    with answering((200, {}, json.dumps(message).encode())) as server:
        assert call(fern, "paper", "10.9999/moss.2025.3", "--id", "moss-2025", url=server.url) == 0
    value = record(fern, "papers/moss-2025")
    assert value["title"] is None
    assert (len(value["authors"]), value["authors_complete"]) == (400, False)
    assert "# Look: What the service says does not fit: " in (fern / "data/papers/moss-2025.yaml").read_text(encoding="utf-8")


def test_fields_are_set_by_options(fern: Path) -> None:
    options = ["domains=ferns, ferns", "dates=[{date: 2025, event: preprint}]", "licences.code=fern-1-0", "licences.weights=unknown"]
    options += ["context_window=512", "aliases=A, B; C", "aliases=D"]
    assert call(fern, "model", "m", "--name", "M: 1", *(part for option in options for part in ("--set", option))) == 0
    value = record(fern, "models/m")
    assert value["name"] == "M: 1"
    assert value["domains"] == ["ferns", "ferns"]
    assert value["dates"] == [{"date": 2025, "event": "preprint"}]
    assert value["licences"] == {"code": "fern-1-0", "weights": "unknown"}
    assert (value["context_window"], value["aliases"]) == (512, ["A, B", "C", "D"])


def script(*answers: str) -> tuple[new.Ask, list[tuple[str, tuple[str, ...], str]]]:
    asked: list[tuple[str, tuple[str, ...], str]] = []
    left = list(answers)

    def asking(question: str, choices: Mapping[str, str], default: str, check: new.prompts.Check) -> str:
        asked.append((question, tuple(choices), default))
        while check(text := left.pop(0) or default):
            asked.append((check(text), (), ""))
        return text

    return asking, asked


def test_what_is_missing_is_asked_for(fern: Path) -> None:
    typed = ["fern", "metric", "", "New Score", "UP", "", "ferns", "counting", "leaves, leafs", "leaves", "How green it is", "", "higher", "maybe", "true"]
    asking, asked = script(*typed, "https://example.org/score")
    assert call(fern, asking=asking) == 0
    asks = [question for question, _, _ in asked]
    assert asks[:4] == ["Kind of record", "choose one of " + ", ".join(new.KINDS), "Name, as its makers spell it", "a record needs a name"]
    assert asks[4:6] == ["Id", "this is no free id: use lower-case letters a-z and digits, joined by single hyphens"]
    assert asked[4][2] == "new-score"
    assert "'leafs' is not known: did you mean 'leaves'?" in asks
    assert ("needs_reference", (), "") in asked
    assert any("'needs_reference'" in fault for fault in asks)
    assert ("tasks", ("counting", "sorting"), "") in asked
    value = record(fern, "metrics/new-score")
    assert (value["tasks"], value["direction"], value["needs_reference"], value["range"]) == (["counting"], "higher", True, None)
    assert value["evidence"] == [{"facts": ["measures", "direction", "needs_reference"], "source": "https://example.org/score", "checked": "2026-02-01"}]


def test_a_name_that_is_taken_and_references_are_seen_to(fern: Path) -> None:
    asking, asked = script("FernBERT", "", "", "", "leaves", "fern-lab, unknown", "fern-lab", "unknown", "512", "closed", "")
    assert call(fern, "model", asking=asking) == 0
    assert ("Id", (), "fernbert-2") in asked
    assert ("developers", ("fern-lab", "moss-house"), "") in asked
    value = record(fern, "models/fernbert-2")
    assert (value["developers"], value["architecture"], value["context_window"]) == (["fern-lab"], "unknown", 512)
    assert value["evidence"] is None


def test_what_a_class_takes_whole_has_no_faults() -> None:
    fields = {"title": "T", "name": "N", "summary": "S", "authors": ["A"], "year": 2025, "type": "article"}
    fields["evidence"] = [{"facts": ["title"], "source": "https://example.org", "checked": "2026-01-31"}]
    assert unfit(new.KINDS["paper"].cls, fields) == {}
    assert unfit(new.KINDS["paper"].cls, {**fields, "year": 1}) == {"year": "expected a number not below 1900"}


def test_ids_follow_the_habit_of_papers() -> None:
    kind = new.KINDS["paper"]
    fields = {"authors": ["Ünal-Öz, A."], "year": 2024, "title": "On the Growth of Ferns in a Growing World"}
    assert proposed_id(kind, fields, ()) == "unal-oz-2024-growth"
    assert proposed_id(kind, fields, ("unal-oz-2024-growth",)) == "unal-oz-2024-ferns"
    assert proposed_id(kind, {"title": "The of"}, ()) == "new"
    assert proposed_id(kind, {"authors": ["Fern Lab"], "title": "用"}, ("fern-lab",)) == "fern-lab-2"
    assert proposed_id(kind, {"title": "FernBERT: x"}, ()) == "fernbert"


def test_names_of_arxiv_are_turned() -> None:
    names = {"Ada Lovelace": "Lovelace, Ada", "Aristotle": "Aristotle", "A B de la Cruz": "de la Cruz, A B", "De Bo": "Bo, De"}
    names |= {"X Y III": "Y, X, III", "Moss, Bo": "Moss, Bo"}
    assert {name: family_first(name) for name in names} == names


@given(st.text(max_size=200))
def test_any_text_is_read_back_as_it_was_written(text: str) -> None:
    clean_text = clean(text)
    source, faults = parse("x", (field_text("a", clean_text) + field_text("b", [clean_text, {"c": clean_text, "d": [1, clean_text]}])).encode())
    assert faults == []
    assert source.value == {"a": clean_text, "b": [clean_text, {"c": clean_text, "d": [1, clean_text]}]}


def test_characters_that_cannot_be_seen_are_spelt_out() -> None:
    assert field_text("a", "a\x85b\U000e0001c") == 'a: "a\\u0085b\\U000e0001c"\n'


def test_ctrl_d_writes_nothing(fern: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def gone(*_: object) -> str:
        raise EOFError

    before = files(fern)
    assert call(fern, asking=gone) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert files(fern) == before


def test_no_input_asks_nothing(fern: Path) -> None:
    assert call(fern, "term", "spore", "--no-input", asking=script()[0]) == 0
    assert record(fern, "terms/spore")["name"] == "spore"


def test_the_terminal_takes_only_what_the_check_accepts() -> None:
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        typed.send_text("mos\r")
        typed.send_text("s\r")
        assert ask("Plant", {"moss": "Moss", "fern": "Fern"}, "", lambda text: "" if text == "moss" else "no") == "moss"


def test_ids_are_suggested_while_one_types() -> None:
    from prompt_toolkit.completion import CompleteEvent, WordCompleter
    from prompt_toolkit.document import Document

    from llm4s.adapters.terminal import _WORD

    completer = WordCompleter(["fern-lab", "moss-house"], match_middle=True, pattern=_WORD)
    found = list(completer.get_completions(Document("fern-lab, hou"), CompleteEvent(text_inserted=True)))
    assert [(one.text, one.start_position) for one in found] == [("moss-house", -3)]


def test_without_a_terminal_nothing_is_asked(fern: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.main(["--root", str(fern), "new", "model"]) == 2
    assert "give the kind" in capsys.readouterr().err
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    assert new._terminal() is ask
