"""One bounded request: status, headers and body, or the way in which it failed."""

from __future__ import annotations

import datetime
import email.utils
import time
from dataclasses import dataclass
from typing import Any

import httpx

from llm4s_sessions.client.endpoint import Endpoint
from llm4s_sessions.client.reply import Outcome

MAX_BYTES = 8_000_000


class RequestError(Exception):
    """A request without a usable answer: how it ended, whether trying again may help, and how long the server asks to wait."""

    def __init__(self, outcome: Outcome, detail: str, *, again: bool, wait: float | None = None, may_have_run: bool = True) -> None:
        super().__init__(detail)
        self.outcome, self.detail, self.again, self.wait, self.may_have_run = outcome, detail, again, wait, may_have_run


@dataclass(frozen=True)
class Sender:
    """Sends requests to one endpoint, each within a time limit for the whole of it."""

    http: httpx.Client
    endpoint: Endpoint
    seconds: float

    def send(self, payload: dict[str, Any]) -> bytes:
        """Post a request and read its answer.

        Raises:
            RequestError: there is no answer that could be read.
        """
        end = time.monotonic() + self.seconds
        try:
            with self.http.stream("POST", self.endpoint.url, json=payload, headers=self.endpoint.headers(), timeout=self.seconds) as response:
                body = _body(response, end)
                if response.status_code != 200:
                    raise _refused(response, self.endpoint.without_key(body[:2000].decode(errors="replace")))
        except httpx.TimeoutException as error:
            raise RequestError(Outcome.TIMEOUT, f"no answer within {self.seconds:g} seconds ({type(error).__name__})", again=True) from None
        except httpx.ConnectError as error:
            raise RequestError(Outcome.CONNECTION, str(error), again=True, may_have_run=False) from None
        except httpx.HTTPError as error:
            raise RequestError(Outcome.CONNECTION, f"{type(error).__name__}: {error}", again=True) from None
        return self.endpoint.without_key(body.decode(errors="replace")).encode()


def _body(response: httpx.Response, end: float) -> bytes:
    """Read a body piece by piece: a slow stream never lets a single read time out, so the whole has its own limit."""
    body = b""
    for piece in response.iter_bytes():
        body += piece
        if time.monotonic() > end:
            raise httpx.ReadTimeout("the answer came too slowly")
        if len(body) > MAX_BYTES:
            raise RequestError(Outcome.MALFORMED, f"an answer of more than {MAX_BYTES} bytes", again=False)
    return body


def _refused(response: httpx.Response, text: str) -> RequestError:
    detail = f"status {response.status_code}: {text}"
    wait = retry_after(response.headers.get("retry-after", ""), datetime.datetime.now(datetime.UTC))
    if response.status_code == 429:
        return RequestError(Outcome.RATE_LIMITED, detail, again=True, wait=wait, may_have_run=False)
    if response.status_code >= 500:
        return RequestError(Outcome.SERVER_ERROR, detail, again=True, wait=wait)
    return RequestError(Outcome.REJECTED, detail, again=False, may_have_run=False)


def retry_after(value: str, now: datetime.datetime) -> float | None:
    """Read Retry-After, which is a number of seconds or a date; anything else says nothing."""
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0.0, (moment - now).total_seconds())
