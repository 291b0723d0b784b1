from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr

from llm4s_sessions.client import Budget, BudgetError, Client, Endpoint, Limits, Outcome, Price, Reply, Tally
from llm4s_sessions.client import request as request_module
from llm4s_sessions.client.request import retry_after
from llm4s_sessions.client.store import Journal, call_key
from unruly_server import Unruly, answer, serving

KEY = "sk-very-secret-1"
ASK = [{"role": "user", "content": "Label this."}]
QUICK = Limits(seconds=5, attempts=3, first_wait=0.001, longest_wait=0.002, patience=100)
SHORT = Limits(seconds=0.3, attempts=2, first_wait=0.001, longest_wait=0.002, patience=100)


class Label(BaseModel):
    label: str
    sure: bool


GOOD = answer('{"label": "code", "sure": true}')


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


class Run:
    """One server and one client, with the pauses that the client asked for."""

    def __init__(self, server: Unruly, folder: Path, limits: Limits = QUICK, budget: Budget | None = None) -> None:
        self.server, self.slept, self.folder = server, [], folder
        self.client = Client(Endpoint(server.url, "m", SecretStr(KEY)), folder, limits=limits, budget=budget, sleep=self.slept.append)

    def ask(self, **options: Any) -> Reply:
        with self.client as client:
            return client.ask(ASK, **options)

    def log(self) -> list[dict[str, Any]]:
        return list(Journal(self.folder / "calls.jsonl").read())


def play(tmp_path: Path, *script: Any, limits: Limits = QUICK, budget: Budget | None = None, **options: Any) -> tuple[Reply, Run]:
    with serving(*script) as server:
        run = Run(server, tmp_path, limits, budget)
        return run.ask(**options), run


def test_a_good_reply_is_checked_counted_and_logged_without_the_key(tmp_path: Path) -> None:
    reply, run = play(tmp_path, GOOD, schema=Label)
    assert reply.ok
    assert reply.value == Label(label="code", sure=True)
    assert (reply.prompt_tokens, reply.completion_tokens, reply.attempts, reply.cached) == (10, 5, 1, False)
    assert run.server.headers_seen[0]["Authorization"] == f"Bearer {KEY}"
    assert run.server.seen[0]["response_format"]["json_schema"]["name"] == "Label"
    (entry,) = run.log()
    assert entry["served"] == {"id": "x", "model": "served-model", "created": 1, "system_fingerprint": "fp"}
    assert entry["messages"] == ASK
    assert entry["parameters"]["temperature"] == 0
    assert {"time", "endpoint", "client", "seconds", "key"} <= set(entry)


def test_the_key_is_written_nowhere_even_if_the_server_repeats_it(tmp_path: Path) -> None:
    play(tmp_path, (401, {}, {"error": f"bad key {KEY}"}))
    reply, run = play(tmp_path, answer(f"your key is {KEY}"))
    assert reply.text == "your key is [key]"
    assert KEY not in repr(run.client.endpoint)
    for path in tmp_path.rglob("*"):
        assert KEY.encode() not in path.read_bytes(), path


@pytest.mark.parametrize(
    ("served", "outcome"),
    [
        (answer(""), Outcome.EMPTY),
        (answer(None), Outcome.EMPTY),
        (answer('{"label": "co', finish="length"), Outcome.TRUNCATED),
        (answer(None, refusal="no"), Outcome.REFUSED),
        (answer("…", finish="content_filter"), Outcome.REFUSED),
        (answer("I'm sorry, but I cannot label this."), Outcome.REFUSED),
        (answer("The label is code."), Outcome.NO_JSON),
        (answer('{"label": "code", "sure": tr'), Outcome.NO_JSON),
        (answer("[" * 100_000), Outcome.NO_JSON),
        (answer('{"label": "code"}'), Outcome.WRONG_SCHEMA),
        (answer('{"label": 3, "sure": "yes"}'), Outcome.WRONG_SCHEMA),
        (answer('["code"]'), Outcome.WRONG_SCHEMA),
    ],
)
def test_bad_replies_are_kept_as_counted_failures(tmp_path: Path, served: dict[str, Any], outcome: Outcome) -> None:
    reply, run = play(tmp_path, served, schema=Label)
    assert reply.outcome is outcome
    assert reply.value is None
    assert reply.text == (served["choices"][0]["message"]["content"] or "")
    assert run.log()[0]["outcome"] == outcome.value
    assert run.log()[0]["text"] == reply.text
    assert len(run.server.seen) == 1
    assert Tally.of([reply]).failures == 1


def test_a_code_fence_around_json_is_taken_off(tmp_path: Path) -> None:
    assert play(tmp_path, answer('```json\n{"label": "code", "sure": false}\n```'), schema=Label)[0].value.sure is False


def test_a_rate_limit_without_a_time_is_waited_for_with_backoff(tmp_path: Path) -> None:
    reply, run = play(tmp_path, (429, {}, b""), (429, {}, b""), GOOD)
    assert reply.ok
    assert reply.attempts == 3
    assert len(run.slept) == 2
    assert all(0 <= pause <= QUICK.longest_wait for pause in run.slept)
    assert [entry["outcome"] for entry in run.log()] == ["rate limit", "rate limit", "ok"]


def test_a_rate_limit_with_a_time_is_waited_for_as_long_as_it_says(tmp_path: Path) -> None:
    reply, run = play(tmp_path, (429, {"Retry-After": "7"}, b""), GOOD)
    assert reply.ok
    assert run.slept == [7.0]


def test_a_wait_beyond_patience_ends_the_call(tmp_path: Path) -> None:
    reply, run = play(tmp_path, (429, {"Retry-After": "3600"}, b""), GOOD)
    assert reply.outcome is Outcome.RATE_LIMITED
    assert run.slept == []


def test_server_errors_are_tried_again_and_then_counted(tmp_path: Path) -> None:
    reply, run = play(tmp_path / "a", (500, {}, b"oh"), GOOD)
    assert reply.ok
    reply, run = play(tmp_path / "b", (503, {"Retry-After": "2"}, b"oh"))
    assert reply.outcome is Outcome.SERVER_ERROR
    assert reply.attempts == QUICK.attempts == len(run.server.seen)
    assert run.slept == [2.0, 2.0]
    assert "status 503: oh" in reply.detail


def test_a_rejected_request_is_not_repeated(tmp_path: Path) -> None:
    reply, run = play(tmp_path, (400, {}, b"no such parameter"))
    assert reply.outcome is Outcome.REJECTED
    assert len(run.server.seen) == 1


@pytest.mark.parametrize(("fault", "outcome"), [("hang", Outcome.TIMEOUT), ("drip", Outcome.TIMEOUT), ("cut", Outcome.CONNECTION)])
def test_lost_and_slow_answers_end(tmp_path: Path, fault: str, outcome: Outcome) -> None:
    reply, run = play(tmp_path / "a", fault, limits=SHORT)
    assert reply.outcome is outcome
    assert len(run.server.seen) == 2
    reply, _ = play(tmp_path / "b", fault, GOOD, limits=Limits(seconds=1, attempts=2, first_wait=0.001))
    assert reply.ok


@pytest.mark.parametrize(
    "body", [b"<html>busy</html>", b'{"choices": [{"mess', b"[]", b'{"choices": []}', b'{"choices": [{"message": {"content": 3}}]}', b"\xff"]
)
def test_an_unreadable_answer_is_tried_again_and_kept(tmp_path: Path, body: bytes) -> None:
    reply, run = play(tmp_path, body)
    assert reply.outcome is Outcome.MALFORMED
    assert len(run.server.seen) == QUICK.attempts
    assert "began with" in run.log()[0]["detail"]


def test_an_endless_answer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_module, "MAX_BYTES", 10)
    assert play(tmp_path, GOOD)[0].outcome is Outcome.MALFORMED


def test_nobody_at_the_address_is_a_lost_connection_and_costs_nothing(tmp_path: Path) -> None:
    with serving(GOOD) as server:
        url = server.url
    with Client(Endpoint(url, "m"), tmp_path, limits=QUICK, sleep=lambda _: None) as client:
        assert client.ask(ASK).outcome is Outcome.CONNECTION
        assert client.budget.spent_tokens == 0


def test_equal_calls_are_made_once_and_other_parameters_make_another(tmp_path: Path) -> None:
    with serving(GOOD) as server:
        first = Run(server, tmp_path).ask(schema=Label)
        second = Run(server, tmp_path).ask(schema=Label)
        third = Run(server, tmp_path).ask(schema=Label, temperature=0.5)
        fourth = Run(server, tmp_path).ask(schema=Label, seed=None)
    assert (second.cached, second.value, second.key) == (True, first.value, first.key)
    assert len({first.key, third.key, fourth.key}) == 3
    assert len(server.seen) == 3
    assert "seed" not in server.seen[2]
    assert call_key("m", ASK, {"a": 1, "b": 2}) == call_key("m", ASK, {"b": 2, "a": 1}) != call_key("n", ASK, {"a": 1, "b": 2})


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    calls = [[{"role": "user", "content": f"item {number}"}] for number in range(5)]

    def interrupted() -> Iterator[list[dict[str, str]]]:
        yield from calls

    with serving(GOOD, GOOD, (503, {}, b""), GOOD) as server:

        def stop(_: float) -> None:
            raise KeyboardInterrupt

        with Client(Endpoint(server.url, "m"), tmp_path, limits=QUICK, sleep=stop) as client, pytest.raises(KeyboardInterrupt):
            client.ask_all(interrupted(), schema=Label)
        with (tmp_path / "calls.jsonl").open("a") as file:
            file.write('{"half')
        with Client(Endpoint(server.url, "m"), tmp_path, limits=QUICK) as client:
            replies = client.ask_all(calls, schema=Label)
    assert [reply.cached for reply in replies] == [True, True, False, False, False]
    assert len(server.seen) == 6
    assert len(list(Journal(tmp_path / "calls.jsonl").read())) == 8
    assert str(Tally.of(replies)) == "5 of 5 calls usable"


def test_an_interruption_during_a_request_is_booked_at_its_worst_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(Endpoint("http://127.0.0.1:9/v1", "m"), tmp_path, budget=Budget(tokens=1000))

    def interrupt(_self: object, _payload: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(request_module.Sender, "send", interrupt)
    with client, pytest.raises(KeyboardInterrupt):
        client.ask(ASK, max_tokens=100)
    assert client.budget.spent_tokens > 100


@pytest.mark.parametrize("budget", [Budget(requests=2), Budget(tokens=100), Budget(cost=100.0, price=Price(1e6, 1e6))])
def test_a_budget_stops_before_it_is_exceeded(tmp_path: Path, budget: Budget) -> None:
    with serving(GOOD) as server, Client(Endpoint(server.url, "m"), tmp_path, budget=budget, limits=QUICK) as client:
        with pytest.raises(BudgetError, match="budget allows"):
            client.ask_all([[{"role": "user", "content": str(number)}] for number in range(10)], max_tokens=50)
        made = len(server.seen)
        assert 0 < made < 10
        assert budget.spent_requests == made
        assert budget.spent_tokens == 15 * made <= 100
        assert budget.spent_cost <= 100
        client.budget = Budget()
        assert len(client.ask_all([[{"role": "user", "content": str(number)}] for number in range(10)], max_tokens=50)) == 10
    assert len(server.seen) == 10


def test_retries_count_against_the_budget(tmp_path: Path) -> None:
    with serving((500, {}, b"")) as server, pytest.raises(BudgetError):
        Run(server, tmp_path, budget=Budget(requests=2)).ask()
    assert len(server.seen) == 2


def test_a_call_without_a_count_is_booked_at_its_worst_case(tmp_path: Path) -> None:
    budget = Budget()
    play(tmp_path, answer("x", usage=None), budget=budget, max_tokens=40)
    assert budget.spent_tokens == len("Label this.") + 16 + 40


def test_a_limit_of_cost_needs_a_price() -> None:
    with pytest.raises(ValueError, match="price"):
        Budget(cost=1.0)


def test_a_model_is_told_what_is_wrong_and_may_mend_it(tmp_path: Path) -> None:
    reply, run = play(tmp_path, answer("code"), answer('{"label": "code"}'), GOOD, schema=Label, repairs=2)
    assert (reply.ok, reply.repairs) == (True, 2)
    assert [len(seen["messages"]) for seen in run.server.seen] == [1, 3, 5]
    assert "sure: Field required" in run.server.seen[2]["messages"][-1]["content"]
    reply, run = play(tmp_path / "b", answer(""), schema=Label, repairs=2)
    assert (reply.outcome, len(run.server.seen)) == (Outcome.EMPTY, 1)


def test_a_tally_names_every_failure() -> None:
    replies = [Reply("k", Outcome.OK), Reply("k", Outcome.REFUSED), Reply("k", Outcome.REFUSED), Reply("k", Outcome.EMPTY)]
    assert str(Tally.of(replies)) == "1 of 4 calls usable (2 refusal, 1 empty reply)"


def test_times_to_wait_are_seconds_or_dates() -> None:
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    assert retry_after("3", now) == 3
    assert retry_after("Thu, 01 Jan 2026 00:00:09 GMT", now) == 9
    assert retry_after("Thu, 01 Jan 2026 00:00:09 -0000", now) == 9
    assert retry_after("Wed, 31 Dec 2025 00:00:00 GMT", now) == 0
    assert retry_after("soon", now) is None
    assert retry_after("", now) is None


def test_the_endpoint_comes_from_the_environment() -> None:
    assert Endpoint.from_environment({}) is None
    found = Endpoint.from_environment({"LLM4S_BASE_URL": " http://127.0.0.1:8080/v1/ ", "LLM4S_MODEL": "m"})
    assert found
    assert found.url == "http://127.0.0.1:8080/v1/chat/completions"
    assert found.headers() == {}
    assert found.without_key("text") == "text"
    full = Endpoint.from_environment({"LLM4S_BASE_URL": "https://api.example.org/v1", "LLM4S_MODEL": "m", "LLM4S_API_KEY": KEY})
    assert full
    assert KEY not in repr(full)
    with pytest.raises(ValueError, match="belong together"):
        Endpoint.from_environment({"LLM4S_MODEL": "m"})


@pytest.mark.parametrize(
    "address", ["example.org/v1", "ftp://example.org", "https://user:word@example.org", "https://example.org/v1?key=1", "http://example.org/v1"]
)
def test_addresses_that_would_leak_or_lead_nowhere_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="LLM4S_"):
        Endpoint(address, "m", SecretStr(KEY))


def test_the_key_may_travel_unencrypted_on_this_machine_only() -> None:
    for host in ("localhost", "127.0.0.1", "[::1]"):
        Endpoint(f"http://{host}:1/v1", "m", SecretStr(KEY))
    with pytest.raises(ValueError, match="unencrypted"):
        Endpoint("http://10.0.0.1/v1", "m", SecretStr(KEY))


def test_a_log_line_holds_what_is_needed_to_send_the_call_again(tmp_path: Path) -> None:
    _, run = play(tmp_path, GOOD, schema=Label)
    entry = json.loads(json.dumps(run.log()[0]))
    assert {"model": entry["model"], "messages": entry["messages"], **entry["parameters"]} == run.server.seen[0]


def test_a_log_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert list(Journal(tmp_path / "none.jsonl").read()) == []
