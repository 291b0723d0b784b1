"""The client: one call or many, from the cache where it has been made before."""

from __future__ import annotations

import datetime
import importlib.metadata
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import tenacity
from pydantic import BaseModel
from tqdm import tqdm

from llm4s_sessions.client.budget import Budget, Message
from llm4s_sessions.client.endpoint import Endpoint
from llm4s_sessions.client.reply import Envelope, Outcome, Reply, judge, open_envelope
from llm4s_sessions.client.request import RequestError, Sender
from llm4s_sessions.client.store import Cache, Journal, call_key


@dataclass(frozen=True)
class Limits:
    """How long one request may take, how often it is tried, and how long all tries of one call may wait."""

    seconds: float = 120.0
    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 60.0
    patience: float = 600.0


class Client:
    """Asks one model at one endpoint. Bad replies are outcomes, not exceptions; only an exhausted budget stops a run."""

    def __init__(
        self, endpoint: Endpoint, folder: Path, *, budget: Budget | None = None, limits: Limits = Limits(), sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.endpoint, self.limits, self.sleep = endpoint, limits, sleep
        self.budget = budget or Budget()
        self.cache, self.journal = Cache(folder / "replies.sqlite"), Journal(folder / "calls.jsonl")
        self.http = httpx.Client()
        self.sender = Sender(self.http, endpoint, limits.seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.http.close()

    def ask(
        self, messages: Sequence[Message], *, schema: type[BaseModel] | None = None, max_tokens: int = 512, temperature: float = 0.0,
        seed: int | None = 0, repairs: int = 0,
    ) -> Reply:  # fmt: skip
        """Make one call, or find it in the cache; with repairs, tell the model what is wrong with its reply and ask again.

        Raises:
            BudgetError: the call could exceed the budget.
        """
        parameters: dict[str, Any] = {"max_tokens": max_tokens, "temperature": temperature}
        if seed is not None:
            parameters["seed"] = seed
        if schema is not None:
            form = {"name": schema.__name__, "strict": True, "schema": schema.model_json_schema()}
            parameters["response_format"] = {"type": "json_schema", "json_schema": form}
        reply = self._once(list(messages), parameters, schema)
        for number in range(repairs):
            if reply.outcome not in (Outcome.NO_JSON, Outcome.WRONG_SCHEMA):
                break
            fault = f"That reply cannot be used: {reply.outcome.value}. {reply.detail}\nGive the corrected JSON only."
            messages = [*messages, {"role": "assistant", "content": reply.text}, {"role": "user", "content": fault}]
            reply = replace(self._once(messages, parameters, schema), repairs=number + 1)
        return reply

    def ask_all(self, calls: Iterable[Sequence[Message]], *, title: str = "calls", **options: Any) -> list[Reply]:
        """Make many calls with a progress bar. After an interruption, the same line again goes on where it stopped."""
        replies: list[Reply] = []
        bar = tqdm(list(calls), desc=title, unit="call", dynamic_ncols=True)
        for messages in bar:
            replies.append(self.ask(messages, **options))
            bar.set_postfix(failed=sum(not reply.ok for reply in replies), refresh=False)
        return replies

    def _once(self, messages: Sequence[Message], parameters: dict[str, Any], schema: type[BaseModel] | None) -> Reply:
        key = call_key(self.endpoint.model, messages, parameters)
        body = self.cache.get(key)
        if body is not None:
            reply = replace(_read(key, open_envelope(body), schema), cached=True, attempts=0)
            self._log(reply, messages, parameters, None, 0.0)
            return reply
        attempts = 0

        def attempt() -> Reply:
            nonlocal attempts
            attempts += 1
            return self._attempt(key, messages, parameters, schema, attempts)

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, RequestError) and error.again),
            stop=self._enough,
            wait=self._wait, sleep=self.sleep, reraise=True,
        )  # fmt: skip
        try:
            return replace(retrying(attempt), attempts=attempts)
        except RequestError as error:
            return Reply(key, error.outcome, detail=error.detail, attempts=attempts)

    def _attempt(self, key: str, messages: Sequence[Message], parameters: dict[str, Any], schema: type[BaseModel] | None, number: int) -> Reply:
        held = self.budget.reserve(messages, parameters["max_tokens"])
        began = time.monotonic()
        try:
            body = self.sender.send({"model": self.endpoint.model, "messages": list(messages), **parameters})
            try:
                envelope = open_envelope(body)
            except ValueError as error:
                raise RequestError(Outcome.MALFORMED, f"{error}; began with {body[:500].decode(errors='replace')!r}", again=True) from None
        except RequestError as error:
            self.budget.settle(held, None, may_have_run=error.may_have_run)
            self._log(Reply(key, error.outcome, detail=error.detail, attempts=number), messages, parameters, None, time.monotonic() - began)
            raise
        except BaseException:  # an interruption: the request may run to its end at the server
            self.budget.settle(held, None)
            raise
        self.budget.settle(held, envelope)
        self.cache.put(key, body)
        reply = replace(_read(key, envelope, schema), attempts=number)
        self._log(reply, messages, parameters, envelope, time.monotonic() - began)
        return reply

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """Wait as long as the server asks; else twice as long each time, a little at random so that clients do not march in step."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, RequestError) and error.wait is not None:
            return error.wait
        return tenacity.wait_random_exponential(multiplier=self.limits.first_wait, max=self.limits.longest_wait)(state)

    def _enough(self, state: tenacity.RetryCallState) -> bool:
        return state.attempt_number >= self.limits.attempts or (state.seconds_since_start or 0.0) + state.upcoming_sleep > self.limits.patience

    def _log(self, reply: Reply, messages: Sequence[Message], parameters: dict[str, Any], envelope: Envelope | None, seconds: float) -> None:
        self.journal.write(
            time=datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"), key=reply.key, client=importlib.metadata.version("llm4s"),
            endpoint=self.endpoint.base_url, model=self.endpoint.model, served=envelope.served if envelope else None,
            messages=list(messages), parameters=parameters, outcome=reply.outcome.value, detail=reply.detail, text=reply.text,
            prompt_tokens=reply.prompt_tokens, completion_tokens=reply.completion_tokens, attempt=reply.attempts, cached=reply.cached,
            seconds=round(seconds, 3),
        )  # fmt: skip


def _read(key: str, envelope: Envelope, schema: type[BaseModel] | None) -> Reply:
    outcome, value, detail = judge(envelope, schema)
    return Reply(key, outcome, envelope.text, value, detail, envelope.prompt_tokens, envelope.completion_tokens)
