"""What came back from a model: one of a few outcomes, with the reply kept whatever it is."""

from __future__ import annotations

import enum
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)
_REFUSAL = re.compile(r"\s*(?:i.?m sorry|i am sorry|sorry,|i cannot|i can.?t|i.?m unable|i am unable|as an ai)\b", re.IGNORECASE)


class Outcome(enum.StrEnum):
    """How a call ended. All but OK count as failures."""

    OK = "ok"
    EMPTY = "empty reply"
    TRUNCATED = "reply cut off at its length limit"
    REFUSED = "refusal"
    NO_JSON = "no JSON"
    WRONG_SCHEMA = "JSON of another form"
    MALFORMED = "answer of the server not readable"
    RATE_LIMITED = "rate limit"
    SERVER_ERROR = "server error"
    REJECTED = "request rejected"
    TIMEOUT = "time limit"
    CONNECTION = "connection lost"


@dataclass(frozen=True)
class Reply:
    """The end of one call: its outcome, the model's text, and the checked value where a form was asked for."""

    key: str
    outcome: Outcome
    text: str = ""
    value: Any = None
    detail: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    attempts: int = 1
    cached: bool = False
    repairs: int = 0

    @property
    def ok(self) -> bool:
        """Whether there is a reply to work with."""
        return self.outcome is Outcome.OK


@dataclass(frozen=True)
class Envelope:
    """What a server's answer holds: text, reason of its end, use of tokens, and what it calls itself."""

    text: str
    finish: str
    refusal: str
    prompt_tokens: int | None
    completion_tokens: int | None
    served: dict[str, Any]


def open_envelope(body: bytes) -> Envelope:
    """Read a server's answer.

    Raises:
        ValueError: it is not what the protocol says.
    """
    try:
        answer = json.loads(body)
        choice = answer["choices"][0]
        message = choice["message"]
        text, refusal = message.get("content") or "", message.get("refusal") or ""
        usage = answer.get("usage") or {}
        text, refusal = "" + text, "" + refusal  # anything but text is refused here
        counts = [number if isinstance(number := usage.get(name), int) else None for name in ("prompt_tokens", "completion_tokens")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None
    served = {name: answer.get(name) for name in ("id", "model", "created", "system_fingerprint")}
    return Envelope(text, str(choice.get("finish_reason") or ""), refusal, counts[0], counts[1], served)


def judge(envelope: Envelope, schema: type[BaseModel] | None) -> tuple[Outcome, Any, str]:
    """Decide what a reply is worth: outcome, checked value, and what is wrong with it."""
    if envelope.refusal or envelope.finish == "content_filter":
        return Outcome.REFUSED, None, envelope.refusal or "stopped by a filter of the server"
    if envelope.finish == "length":
        return Outcome.TRUNCATED, None, "max_tokens reached"
    if not envelope.text.strip():
        return Outcome.EMPTY, None, ""
    if schema is None:
        return Outcome.OK, None, ""
    fenced = _FENCE.match(envelope.text)
    text = fenced[1] if fenced else envelope.text
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        return (Outcome.REFUSED if _REFUSAL.match(text) else Outcome.NO_JSON), None, str(error)
    try:
        return Outcome.OK, schema.model_validate_json(text, strict=True), ""
    except ValidationError as error:
        return Outcome.WRONG_SCHEMA, None, "; ".join(f"{'.'.join(map(str, e['loc'])) or 'reply'}: {e['msg']}" for e in error.errors())


class Tally(Counter[Outcome]):
    """How often each outcome came: what a report says beside every result."""

    @classmethod
    def of(cls, replies: Iterable[Reply]) -> Tally:
        """Count the outcomes of replies."""
        return cls(reply.outcome for reply in replies)

    @property
    def failures(self) -> int:
        """Number of calls without a usable reply."""
        return self.total() - self[Outcome.OK]

    def __str__(self) -> str:
        parts = [f"{count} {outcome.value}" for outcome, count in self.most_common() if outcome is not Outcome.OK]
        return f"{self[Outcome.OK]} of {self.total()} calls usable" + (f" ({', '.join(parts)})" if parts else "")
