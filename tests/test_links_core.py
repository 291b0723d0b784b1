"""The part of link health that knows neither network nor clock."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm4s import identifier, inside, judgement, ledger, outside, repair, verdict, waiver
from llm4s.catalog import Catalog
from llm4s.dead_links import dead, mark
from llm4s.inside import Built, Text, read_page
from llm4s.judgement import Answer
from llm4s.ledger import Memory
from llm4s.markup import read_chapter, webs
from llm4s.observation import Observation, Reason, State
from llm4s.outside import Occurrence
from llm4s.problem import Location
from llm4s.project import State as ProjectState

DAY = datetime.date(2026, 2, 1)
A = "https://fern.example/a"


def later(days: int) -> datetime.date:
    return DAY + datetime.timedelta(days=days)


def page(title: str, text: str = "", url: str = A, asked: str = A, status: int = 200, **headers: str) -> Answer:
    body = f"<html><title>{title}</title><p>{text}</p></html>"
    return Answer(asked, url, status, {"content-type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}, body)


# the ledger


def after(*looks: tuple[int, Reason]) -> Memory:
    known: dict[str, Memory] = {}
    for days, reason in looks:
        known = ledger.remember(known, [Observation(A, reason, later(days))])
    return known[A]


def test_dead_only_after_three_misses_on_different_days() -> None:
    assert after((0, Reason.GONE)).state is None
    assert after((0, Reason.GONE), (0, Reason.GONE), (0, Reason.GONE)).misses == 1
    assert after((0, Reason.OK), (1, Reason.GONE), (2, Reason.TIMEOUT)).state is State.ALIVE
    gone = after((0, Reason.OK), (1, Reason.GONE), (2, Reason.TIMEOUT), (9, Reason.GONE))
    assert (gone.state, gone.misses, gone.alive) == (State.DEAD, 3, DAY)


def test_misses_count_in_a_row_only() -> None:
    assert after((0, Reason.GONE), (1, Reason.GONE), (2, Reason.OK), (3, Reason.GONE)).misses == 1
    assert after((0, Reason.GONE), (1, Reason.GONE), (2, Reason.FORBIDDEN), (3, Reason.GONE)).state is State.BLOCKED
    assert after((0, Reason.GONE), (1, Reason.GONE), (2, Reason.GONE), (3, Reason.OK)).state is State.ALIVE


def test_a_late_piece_of_an_older_run_changes_nothing() -> None:
    assert after((5, Reason.OK), (1, Reason.GONE)) == after((5, Reason.OK))


def test_addresses_that_nobody_names_leave_the_ledger() -> None:
    assert ledger.remember({}, [Observation(A, Reason.OK, DAY)], ["other"]) == {}


def test_what_is_known_beside_the_state_is_kept() -> None:
    first = Observation(A, Reason.OK, DAY, moved="https://fern.example/b", archive="https://web.archive.org/web/2020/x")
    known = ledger.remember(ledger.remember({}, [first]), [Observation(A, Reason.GONE, later(1))])
    assert known[A].moved == "https://fern.example/b"
    assert known[A].archive == "https://web.archive.org/web/2020/x"


MEMORIES = st.builds(
    Memory,
    st.from_regex(r"https://[a-z]{1,9}\.example/[a-z]{0,5}", fullmatch=True),
    st.sampled_from([None, *State]),
    st.sampled_from(Reason),
    st.dates(datetime.date(2020, 1, 1)),
    st.none() | st.dates(),
    st.integers(0, 9),
    st.sampled_from(["", "https://fern.example/new"]),
    st.sampled_from(["", "https://web.archive.org/web/2020/x"]),
)


@given(st.lists(MEMORIES, unique_by=lambda memory: memory.address))
def test_a_ledger_reads_as_it_was_written_in_any_order(memories: list[Memory]) -> None:
    known = {memory.address: memory for memory in memories}
    text = ledger.write(known)
    assert ledger.read("x", text) == (known, [])
    assert ledger.write(dict(reversed(known.items()))) == text
    assert text.split("\n")[1:-1] == sorted(text.split("\n")[1:-1])


@given(st.lists(MEMORIES), st.lists(MEMORIES))
def test_two_versions_merged_line_by_line_read_the_same_either_way(ours: list[Memory], theirs: list[Memory]) -> None:
    one, two = ledger.write({m.address: m for m in ours}), ledger.write({m.address: m for m in theirs})
    assert ledger.read("x", one + two) == ledger.read("x", two + one)
    conflict = f"<<<<<<< ours\n{one}=======\n{two}>>>>>>> theirs\n"
    assert ledger.read("x", conflict) == ledger.read("x", one + two)


@pytest.mark.parametrize(
    "line", ["x", "a\talive\tok\t2026-02-30\t-\t0\t-\t-", "a\tgreen\tok\t2026-02-01\t-\t0\t-\t-", "a\talive\tok\t2026-02-01\t-\tmany\t-\t-"]
)
def test_a_line_that_is_none_is_a_problem_at_its_place(line: str) -> None:
    known, problems = ledger.read("data/links/ledger.tsv", f"{ledger.HEADER}\n{line}\n")
    assert known == {}
    assert str(problems[0]).startswith("data/links/ledger.tsv:2:1: error: this is no line")


# observations


def test_an_observation_reads_as_it_was_written() -> None:
    seen = Observation(A, Reason.OK, DAY, "https://fern.example/b", "Fern “1”", "note", "copy")
    assert Observation.from_line(seen.as_line()) == seen
    assert "\n" not in seen.as_line()


@given(st.integers(0, 200))
def test_a_torn_line_is_no_observation(length: int) -> None:
    line = Observation(A, Reason.OK, DAY, note="a note").as_line()
    assert Observation.from_line(line[: length % len(line)]) is None


@pytest.mark.parametrize("line", ["[]", "1", "{}", '{"day":1}', '{"day":"2026-01-01","address":"a","reason":"ok","more":"x"}'])
def test_what_is_no_observation_is_none(line: str) -> None:
    assert Observation.from_line(line) is None


def test_only_clear_misses_are_definite() -> None:
    assert Reason.GONE.definite
    assert not Reason.TIMEOUT.definite
    assert not Reason.OK.definite
    assert Reason.UNSAFE.state is State.DEAD


# exceptions


def waivers(text: str) -> tuple[waiver.Waivers, list[str]]:
    found, problems = waiver.read("data/links/exceptions.yaml", text.encode())
    return found, [str(problem) for problem in problems]


GOOD = """exceptions:
  - address: "https://fern.example/*"
    reason: The house lets in no programs.
    since: 2026-01-01
    expires: 2026-06-01
"""


def test_an_exception_covers_its_addresses_until_it_expires() -> None:
    found, problems = waivers(GOOD)
    assert problems == []
    assert found.covers(A, DAY)
    assert not found.covers("https://moss.example/", DAY)
    assert not found.covers("https://fern.example.evil/", DAY)
    assert not found.covers(A, datetime.date(2026, 6, 2))
    assert list(found.problems([A], DAY)) == []


def test_expired_long_and_stale_exceptions_are_errors_at_their_place() -> None:
    found, _ = waivers(GOOD)
    assert [p.code for p in found.problems([A], datetime.date(2026, 7, 1))] == ["expired-exception"]
    assert [p.code for p in found.problems([A], datetime.date(2025, 12, 1))] == ["long-exception"]
    assert [(p.code, p.where.line) for p in found.problems([], DAY)] == [("stale-exception", 2)]
    longer, _ = waivers(GOOD.replace("2026-06-01", "2026-07-01"))
    assert [p.code for p in longer.problems([A], DAY)] == ["long-exception"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (GOOD.replace("2026-06-01", "soon"), "exceptions.yaml:5:14: error: 'exceptions.1.expires'"),
        (GOOD.replace("https://fern.example/*", "*"), "exceptions.yaml:2:14: error: 'exceptions.1.address'"),
        (GOOD.replace("https://fern.example/*", "https://*.example/"), "'exceptions.1.address'"),
        (GOOD.replace("    reason: The house lets in no programs.\n", ""), "'reason' is missing"),
        ("exceptions: none\n", "expected a list"),
        ("exceptions: []\nmore: 1\n", "'more' is not a field here"),
        ("exceptions:\n  - 7\n", "'exceptions.1' is 7"),
        ("exceptions: [", "not valid YAML"),
    ],
)
def test_a_broken_exception_is_a_problem(text: str, part: str) -> None:
    found, problems = waivers(text)
    assert found.known == ()
    assert part in problems[0]


# addresses in records and chapters


def test_addresses_are_found_in_records_with_their_places(state: ProjectState) -> None:
    found = outside.occurrences(state.catalog, state.chapters)
    assert found
    for place in found:
        assert place.address.startswith(("http://", "https://"))
        assert place.where.line > 1 or place.where.path.endswith(".md")
    titled = [place for place in found if place.title]
    assert titled
    assert all(place.group.startswith("papers/") for place in titled)


def test_addresses_in_prose_and_identifiers() -> None:
    from llm4s.kinds import all_kinds
    from llm4s.load import load

    text = b"""name: Fern study
summary: See https://fern.example/s (or not).
title: Ferns
authors: [Fern]
year: 2024
type: report
identifiers: {arxiv: "2401.00001"}
links: [{type: paper, url: "https://fern.example/p"}]
evidence:
  - {facts: [title], source: "https://fern.example/e", checked: 2026-01-01}
"""
    catalog, _ = load({"data/papers/fern-study.yaml": text}, all_kinds())
    found = {place.address: place for place in outside.occurrences(catalog, [])}
    assert set(found) == {"https://fern.example/s", "https://arxiv.org/abs/2401.00001", "https://fern.example/p", "https://fern.example/e"}
    assert found["https://arxiv.org/abs/2401.00001"].title == "Ferns"
    assert found["https://arxiv.org/abs/2401.00001"].where == Location("data/papers/fern-study.yaml", 7, 22)


def test_addresses_in_chapters_leave_code_and_brackets_out() -> None:
    text = "---\ntitle: x\n---\n[a](https://fern.example/a_(b)) and <https://fern.example/c>, https://fern.example/d.\n"
    text += "`https://fern.example/no`\n<!-- https://fern.example/no -->\n"
    chapter, _ = read_chapter("docs/x.md", text)
    found = outside.occurrences(Catalog([], []), [chapter])
    assert [place.address for place in found] == ["https://fern.example/a_(b)", "https://fern.example/c", "https://fern.example/d"]
    assert found[0].where == Location("docs/x.md", 4, 5)


@given(st.text("()[]<>https:/ferns. \n", max_size=60))
def test_any_text_gives_addresses_that_stand_in_it(text: str) -> None:
    for web in webs(text):
        assert text[web.start :].startswith(web.address)


def test_what_changed_is_read_from_a_difference() -> None:
    lines = outside.changed_lines('--- a/x\n+++ b/data/x.yaml\n@@ -1 +2,3 @@ x\n+a\n@@ -9,2 +9,0 @@\n@@ -9 +12 @@\n+++ "b/docs/ä.md"\n@@ -0,0 +1 @@\n')
    assert lines == {"data/x.yaml": frozenset({2, 3, 4, 12}), "docs/ä.md": frozenset({1})}
    here = Occurrence(A, Location("data/x.yaml", 3), "x")
    assert outside.changed([here, Occurrence(A, Location("data/x.yaml", 7), "x"), Occurrence(A, Location("data/y.yaml"), "y")], lines) == [here]
    assert outside.by_address([here, here]) == {A: [here, here]}


@given(st.integers(1, 9), st.lists(st.from_regex(r"https?://[a-z]{1,5}\.example(:80)?/[a-z]{0,3}", fullmatch=True)))
def test_every_address_is_in_one_shard_with_its_host(parts: int, addresses: list[str]) -> None:
    place = {}
    for address in addresses:
        mine = [part for part in range(1, parts + 1) if outside.in_shard(address, part, parts)]
        assert len(mine) == 1
        assert place.setdefault(outside.host_of(address), mine) == mine


def test_the_host_of_what_is_no_address_is_empty() -> None:
    assert outside.host_of("http://[half") == ""
    assert outside.host_of("https://FERN.example.:99/x") == "fern.example"


# judgement


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        *[
            (200, Reason.OK),
            (304, Reason.OK),
            (202, Reason.FORBIDDEN),
            (401, Reason.FORBIDDEN),
            (999, Reason.FORBIDDEN),
            (429, Reason.TOO_MANY),
            (404, Reason.GONE),
        ],
        *[(408, Reason.TIMEOUT), (300, Reason.BAD_REDIRECT), (503, Reason.SERVER_ERROR)],
    ],
)
def test_statuses(status: int, reason: Reason) -> None:
    assert judgement.judge(page("Ferns", "x" * 3000, status=status)) is reason


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (page("Just a moment...", status=403), Reason.CHALLENGE),
        (page("Ferns", "<script>window._cf_chl_opt</script>", status=503), Reason.CHALLENGE),
        (page("Just a moment of joy: ferns", "fern " * 900), Reason.OK),
        (page("Ferns", cf_mitigated="challenge", status=503), Reason.CHALLENGE),
        (page("Ferns", x_amzn_waf_action="challenge", status=202), Reason.CHALLENGE),
        (Answer(A, A, 200, {"content-type": "application/pdf"}), Reason.OK),
        (page("Sign in", url="https://fern.example/login?x"), Reason.LOGIN),
        (page("Sign in", url="https://fern.example/login/b", asked="https://fern.example/login"), Reason.OK),
        (page("Fern", url="https://fern.example/"), Reason.HOME),
        (page("Fern", url="https://www.fern.example/index.html"), Reason.HOME),
        (page("Fern", url="https://fern.example/en/"), Reason.HOME),
        (page("Fern", url="https://fern.example/?p=4"), Reason.OK),
        (page("Fern", url="https://fern.example/en/", asked="https://fern.example/"), Reason.OK),
        (page("Fern", url="https://press.example/", asked="https://fern.org/papers/long-title"), Reason.HOME),
        (page("Fern", url="https://frondlab.io/", asked="https://fern.org/frondlab"), Reason.OK),
        (page("Fern", url="https://fronds.io/", asked="https://sho.rt/aB3"), Reason.OK),
        (page("Fern", url="https://www.hugedomains.com/x"), Reason.PARKED),
        (page("fern.example", "This domain is for sale!", url="https://fern.example/", asked="https://fern.example/"), Reason.PARKED),
        (page("This domain may be for sale"), Reason.PARKED),
        (page("Fern", "other words", url="https://fern.example/b"), Reason.OK),
    ],
)
def test_answers(answer: Answer, reason: Reason) -> None:
    assert judgement.judge(answer) is reason


def test_pages_that_send_their_readers_on() -> None:
    sent = Answer(A, A, 200, {"content-type": "text/html"}, '<meta http-equiv="refresh" content="3; url=/b?x&amp;y">')
    assert judgement.refresh(sent) == "/b?x&y"
    assert judgement.refresh(page("Fern")) == ""
    assert judgement.refresh(Answer(A, A, 200, {"content-type": "text/html"}, '<meta http-equiv="refresh" content="300; url=/b">')) == ""
    assert judgement.refresh(Answer(A, A, 200, {"content-type": "text/plain"}, sent.text)) == ""


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        (page("404 - Page not found"), 2),
        (page("Error 404"), 2),
        (page("Not Found", status=404), 0),
        (page("Why 404 means not found"), 1),
        (page("Fern", "Sorry, this is no longer available."), 1),
        (page("Fern", "It was not found. " * 400), 0),
        (page("Fern", "All is well."), 0),
        (Answer(A, A, 200, {"content-type": "text/plain"}, "not found"), 0),
    ],
)
def test_pages_that_read_like_errors(answer: Answer, level: int) -> None:
    assert judgement.suspicion(answer) == level


def test_same_pages() -> None:
    assert judgement.same_page(page("Fern", "a"), page("Fern", "b"))
    assert not judgement.same_page(page("Fern"), page("Fern", status=404))
    assert not judgement.same_page(page("Fern"), page("Moss"))


def test_anchors_are_missed_only_where_they_surely_are_not() -> None:
    there = Answer(A, A, 200, {"content-type": "text/html"}, "<h2 id=one>x</h2><a name='tw&ouml;'>x</a><p data-x=\"id='three'\" class='y' id=\"caf%C3%A9\">")
    assert judgement.anchors(there.text) >= {"one", "twö"}
    assert not judgement.lacks_anchor(there, "one")
    assert not judgement.lacks_anchor(there, "tw%C3%B6")
    assert judgement.lacks_anchor(there, "four")
    for unseen in ("L12", ":~:text=x", "!/x", "", "top"):
        assert not judgement.lacks_anchor(there, unseen)
    assert not judgement.lacks_anchor(Answer(A, "https://github.com/a/b", 200, there.headers, there.text), "four")
    assert not judgement.lacks_anchor(Answer(A, A, 200, there.headers, there.text, whole=False), "four")
    assert not judgement.lacks_anchor(Answer(A, A, 200, {}, there.text), "four")


@given(st.text("<>/titleh1meta ='\"refs404", max_size=200), st.sampled_from([200, 202, 403, 404]))
def test_any_text_can_be_judged(text: str, status: int) -> None:
    answer = Answer(A, A, status, {"content-type": "text/html"}, text)
    assert judgement.judge(answer) in Reason
    assert judgement.suspicion(answer) in (0, 1, 2)


# identifiers


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://doi.org/10.1000/fern.1", ("doi", "10.1000/fern.1")),
        ("https://dx.doi.org/10.1000/a%3Cb", ("doi", "10.1000/a<b")),
        ("https://arxiv.org/abs/2401.00001v2", ("arxiv", "2401.00001")),
        ("https://arxiv.org/pdf/hep-th/9901001.pdf", ("arxiv", "hep-th/9901001")),
        ("https://github.com/fern-lab/frond.git", ("github", "fern-lab/frond")),
        ("https://github.com/fern-lab/frond/#use", ("github", "fern-lab/frond")),
        ("https://github.com/fern-lab/frond/tree/main", None),
        ("https://github.com/orgs/fern-lab", None),
        ("https://huggingface.co/fern/frond", ("hugging-face", "fern/frond")),
        ("https://huggingface.co/datasets/fern/notes", ("hugging-face", "datasets/fern/notes")),
        ("https://huggingface.co/docs/frond", None),
        ("https://fern.example/10.1000/x", None),
    ],
)
def test_identifiers_are_recognised(address: str, found: tuple[str, str] | None) -> None:
    name = identifier.recognise(address)
    assert (name and (name.registry, name.name)) == found


def test_registries_are_asked_at_the_right_path() -> None:
    assert identifier.handle_path("10.1/a<b") == "/api/handles/10.1/a%3Cb"
    assert identifier.hub_path("fern/frond") == "/api/models/fern/frond"
    assert identifier.hub_path("datasets/fern/notes") == "/api/datasets/fern/notes"


def test_answers_of_registries() -> None:
    assert identifier.read_handle(200, '{"responseCode":1}') == identifier.Entry(Reason.OK)
    assert identifier.read_handle(404, '{"responseCode":100}').reason is Reason.NO_IDENTIFIER
    assert identifier.read_handle(403, "<html>") is None
    assert identifier.read_citation('{"title":["A <i>fern</i> &amp; more"]}') == "A fern & more"
    assert identifier.read_citation('{"title":"A\\n fern"}') == "A fern"
    assert identifier.read_citation("[]") == identifier.read_citation("[" * 99_999) == ""
    feed = "<feed><entry><id>http://arxiv.org/abs/2401.00001v3</id><title>A\n  fern</title></entry><entry><title>Error</title></entry></feed>"
    entries = identifier.read_arxiv(feed, ["2401.00001", "2401.9"])
    assert entries["2401.00001"] == identifier.Entry(Reason.OK, "A fern")
    assert entries["2401.9"].reason is Reason.NO_IDENTIFIER
    assert identifier.read_arxiv("<html>", ["2401.00001"]) is None


def test_answers_of_hosts_of_code_and_models() -> None:
    assert identifier.read_github("a/b", 200, '{"full_name":"A/B","archived":false}') == identifier.Entry(Reason.OK)
    moved = identifier.read_github("a/b", 200, '{"full_name":"c/d","archived":true}')
    assert (moved.reason, moved.moved) == (Reason.ARCHIVED, "https://github.com/c/d")
    assert identifier.read_github("a/b", 404, "{}").reason is Reason.NO_IDENTIFIER
    assert identifier.read_github("a/b", 403, "{}") is None
    assert identifier.read_github("a/b", 200, '{"full_name":"c/d\\n- x"}') is None
    assert identifier.read_hub("a/b", 200, '{"id":"a/b","gated":"manual"}').reason is Reason.GATED
    assert identifier.read_hub("datasets/b", 200, '{"id":"a/b","gated":false}').moved == "https://huggingface.co/datasets/a/b"
    assert identifier.read_hub("a/b", 200, '{"id":"a/b"}') == identifier.Entry(Reason.OK)
    assert identifier.read_hub("a/b", 401, "x").reason is Reason.NO_IDENTIFIER
    assert identifier.read_hub("a/b", 500, "x") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Attention Is All You Need", "Attention is all you need.", True),
        ("Ferns: A Study", "Moss: a history of bogs in the north", False),
        ("Language Models are Few-Shot Ferns", "Language models are few-shot ferns: A longer subtitle of it", True),
        ("The $\\alpha$-Fern", "The fern", True),
        ("Naïve ferns", "Naive Ferns", True),
        ("Deep ferns for moss", "Highly accurate protein structure prediction", False),
        ("Ferns", "", True),
    ],
)
def test_titles(one: str, other: str, same: bool) -> None:
    assert identifier.same_title(one, other) is same


# verdicts


def problems_of(reason: Reason, *, strict: bool = False, days: int = 0, archive: str = "", **more: str) -> list[str]:
    known: dict[str, Memory] = {}
    for day in range(days + 1):
        seen = Observation(A, reason, later(day), archive=archive, **more)
        known = ledger.remember(known, [seen])
    place = Occurrence(A, Location("data/x.yaml", 3), "x", "Ferns and their fronds")
    made = verdict.verdicts([place, Occurrence("https://unseen.example/", Location("y"), "y")], {A: seen}, known)
    assert len(made) == 1
    return [f"{problem.severity}:{problem.code}" for problem in verdict.problems(made, strict=strict)]


def test_what_a_run_means() -> None:
    assert problems_of(Reason.OK) == []
    assert problems_of(Reason.FORBIDDEN, strict=True) == []
    assert problems_of(Reason.GONE) == ["warning:missed-link"]
    assert problems_of(Reason.GONE, strict=True) == ["error:dead-link"]
    assert problems_of(Reason.TIMEOUT, strict=True, note="x") == ["warning:missed-link"]
    assert problems_of(Reason.TIMEOUT, days=2, archive="https://web.archive.org/x") == ["error:dead-link"]
    assert problems_of(Reason.NO_ANCHOR) == ["warning:missing-anchor"]
    assert problems_of(Reason.ARCHIVED, moved="https://fern.example/b") == ["warning:archived-repository", "warning:moved-link"]
    assert problems_of(Reason.OK, title="Mosses of the north") == ["error:wrong-title"]
    assert problems_of(Reason.OK, title="Ferns and their fronds.") == []


def test_an_address_that_never_answered_has_no_state_yet() -> None:
    known = ledger.remember({}, [Observation(A, Reason.GONE, DAY)])
    place = Occurrence(A, Location("x"), "x")
    assert verdict.Verdict(place, Observation(A, Reason.GONE, DAY), known[A]).state == "missed"
    known = ledger.remember({}, [Observation(A, Reason.OK, DAY)])
    made = verdict.Verdict(place, Observation(A, Reason.GONE, DAY), known[A])
    assert made.state == "alive"
    known = ledger.remember(known, [Observation(A, Reason.GONE, later(1))])
    assert (
        "last alive on 2026-02-01" in next(iter(verdict.problems([verdict.Verdict(place, Observation(A, Reason.GONE, DAY), known[A])], strict=False))).message
    )


# repairs


def test_repairs_touch_nothing_but_the_address() -> None:
    old, new = "http://fern.example/a", "https://fern.example/new"
    chapter = f"[x]({old})\n`{old}` [y]({old}b)\n"
    record = f'# {old}/c\nlinks: [{{url: "{old}"}}, {{url: {old}, x: y}}]\nsource: {old}\r\n'
    files = {"docs/x.md": chapter, "data/x.yaml": record}
    found = [
        Occurrence(old, Location("docs/x.md", 1, 5), "x"),
        Occurrence(old, Location("data/x.yaml", 2), "x"),
        Occurrence(old, Location("data/none.yaml", 2), "x"),
    ]
    found += [Occurrence("http://other.example", Location("docs/x.md", 1), "x")]
    changed = repair.repair(files, found, {old: new})
    assert changed["docs/x.md"] == f"[x]({new})\n`{old}` [y]({old}b)\n"
    assert changed["data/x.yaml"] == f'# {old}/c\nlinks: [{{url: "{new}"}}, {{url: {new}, x: y}}]\nsource: {new}\r\n'
    assert repair.repair({"data/x.yaml": "name: x\n"}, [Occurrence(old, Location("data/x.yaml"), "x")], {old: new}) == {}


def test_only_living_addresses_move_and_only_to_plain_ones() -> None:
    def known(address: str, moved: str, state: State = State.ALIVE) -> Memory:
        return Memory(address, state, Reason.OK, DAY, moved=moved)

    rows = [
        known("http://fern.example/a#b", "https://fern.example/c"),
        known("http://fern.example/d#e", "https://fern.example/f#g"),
        known("http://fern.example/g", "https://fern.example/h", State.DEAD),
        known("http://fern.example/i", "https://fern.example/j k"),
        known("http://fern.example/l", ""),
        known("http://fern.example/m", "https://fern.example/n'}, x: {y: '"),
    ]
    assert repair.moves({row.address: row for row in rows}, ["http://moss.example/"]) == {
        "http://fern.example/a#b": "https://fern.example/c#b",
        "http://fern.example/d#e": "https://fern.example/f#g",
        "http://moss.example/": "https://moss.example/",
    }


# dead links on pages


def test_a_dead_link_is_shown_with_its_copy() -> None:
    gone = Memory(A + "?x&y", State.DEAD, Reason.GONE, DAY, DAY, 3, archive="https://web.archive.org/web/2020/a")
    body = f'<p><a class="external" href="{A}?x&amp;y">Fern</a> <a href="https://moss.example/">Moss</a></p>'
    shown = mark(body, dead({gone.address: gone}))
    assert '>Fern</a> <span class="dead-link" title="gone, last alive on 2026-02-01">dead link, <a class="external"' in shown
    assert 'href="https://web.archive.org/web/2020/a">archived copy</a></span>' in shown
    assert shown.count("dead-link") == 1
    assert mark(body, {}) == body
    never = Memory(A, State.DEAD, Reason.GONE, DAY)
    assert mark(f'<a href="{A}">x</a>', {A: never}).endswith('<span class="dead-link" title="gone">dead link</span>')
    assert dead({A: after((0, Reason.OK))}) == {}


# links inside the site


BUILT = Built(
    {
        "index.html": read_page('<a href="a/">a</a><a href="a/#one"><a href="#top"><a href="https://x.example/"><img src="no.png"><a href="http://[half">'),
        "a/index.html": read_page(
            "<h2 id=one></h2><a name='two'></a><a href='../'>x</a><a href='..'>x</a><a href='#three'><a href='/base/a/#two'><a href='/base/'>"
        ),
        "404.html": read_page(
            '<a href="/base/a/"></a><a href="https://site.example/base/b/#x"></a><script>"<a href=zz>"</script><!-- <a href="yy"> --><a href="a/?q#one">'
        ),
    },
    {"index.html", "a/index.html", "404.html", "x.pdf"},
    "https://site.example/base/",
)


def test_broken_links_inside_the_site() -> None:
    assert list(inside.broken(BUILT)) == [
        ("index.html", "http://[half", "?http://[half"),
        ("index.html", "no.png", "no.png"),
        ("a/index.html", "#three", "a/index.html#three"),
        ("404.html", "https://site.example/base/b/#x", "b/index.html#x"),
    ]


def test_broken_links_are_placed_in_their_sources() -> None:
    sources = {"index.html": Text("docs/index.md", "# x\n\n![y](no.png)\n"), "a/index.html": Text("docs/a.md", "x\n[t](#three)\n")}
    shared = Text("mkdocs.yml", "site: x\nnav:\n  - b/index.md\n")
    found = [str(problem) for problem in inside.problems(BUILT, sources, shared)]
    assert found[1].startswith("docs/index.md:3:6: error: 'no.png' leads nowhere: there is no 'no.png' in the site")
    assert found[2].startswith("docs/a.md:2:5: error: '#three' leads nowhere: the page 'a/index.html' has no anchor 'three'")
    assert found[3].startswith("mkdocs.yml:3:5: error:")


@pytest.mark.parametrize(
    ("source", "target", "resolved", "where"),
    [
        (Text("docs/g/x.md", "a\n[b](../h/y.md#z)"), "../../h/y/#z", "h/y/index.html#z", "docs/g/x.md:2:5"),
        (Text("docs/g/x.md", "a\n[b](../index.md)"), "../../", "index.html", "docs/g/x.md:2:5"),
        (Text("docs/g/x.md", "a\n[^fern]"), "#fnref:fern", "g/x/index.html#fnref:fern", "docs/g/x.md:2:3"),
        (Text("docs/g/x.md", "a\nb"), "#c", "g/x/index.html#c", "docs/g/x.md:1:1"),
        (Text("docs/g/x.md", '<img src="p.png">'), "p.png", "g/x/p.png", "docs/g/x.md:1:11"),
        (Text("data/models/x.yaml", "name: x\nrelated: models/gone\n"), "../../models/gone/", "models/gone/index.html", "data/models/x.yaml:2:10"),
        (Text("data/models/x.yaml", "name: x\n"), "zzz", "zzz", "data/models/x.yaml:1:1"),
        (None, "zzz", "zzz", "mkdocs.yml:1:1"),
    ],
)
def test_places_of_links(source: Text | None, target: str, resolved: str, where: str) -> None:
    assert str(inside.locate(source, Text("mkdocs.yml", "nav: x"), target, resolved)) == where
