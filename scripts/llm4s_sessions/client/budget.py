"""A budget that stops before it is exceeded: every call is reserved at its worst case and settled at what it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llm4s_sessions.client.reply import Envelope

Message = dict[str, str]
_PER_MESSAGE = 16
"""Tokens that a chat template may add around a message; generous, since a budget must hold."""


class BudgetError(Exception):
    """The next call could exceed the budget, so it was not made. Replies so far are in the cache; a larger budget resumes."""


@dataclass(frozen=True)
class Price:
    """What a million tokens cost, in any currency."""

    prompt: float = 0.0
    completion: float = 0.0

    def of(self, prompt: int, completion: int) -> float:
        """Give the cost of one call."""
        return (prompt * self.prompt + completion * self.completion) / 1e6


@dataclass(frozen=True)
class Reservation:
    """The most that one call can take."""

    prompt: int
    completion: int


@dataclass
class Budget:
    """Limits of a run and what it has spent; None is no limit."""

    requests: int | None = None
    tokens: int | None = None
    cost: float | None = None
    price: Price = Price()
    spent_requests: int = 0
    spent_tokens: int = 0
    spent_cost: float = 0.0

    def __post_init__(self) -> None:
        if self.cost is not None and not (self.price.prompt or self.price.completion):
            raise ValueError("a limit of cost needs a price")

    def reserve(self, messages: Sequence[Message], max_tokens: int) -> Reservation:
        """Hold a request against every limit before it is made.

        No tokenizer in use makes more tokens than a text has bytes, so bytes are the bound for a model one does not know.

        Raises:
            BudgetError: the request could exceed a limit.
        """
        prompt = sum(len(message["content"].encode()) + _PER_MESSAGE for message in messages)
        worst = self.price.of(prompt, max_tokens)
        if self.requests is not None and self.spent_requests + 1 > self.requests:
            raise BudgetError(f"{self.spent_requests} requests are made, and the budget allows {self.requests}")
        if self.tokens is not None and self.spent_tokens + prompt + max_tokens > self.tokens:
            raise BudgetError(f"{self.spent_tokens} tokens are spent, the next call may take {prompt + max_tokens}, and the budget allows {self.tokens}")
        if self.cost is not None and self.spent_cost + worst > self.cost:
            raise BudgetError(f"{self.spent_cost:.4f} is spent, the next call may cost {worst:.4f}, and the budget allows {self.cost:.4f}")
        self.spent_requests += 1
        return Reservation(prompt, max_tokens)

    def settle(self, held: Reservation, envelope: Envelope | None, *, may_have_run: bool = True) -> None:
        """Book what a request took; a request without a count may have run to its end, and is booked at its worst case."""
        if envelope is None and not may_have_run:
            return
        counted = envelope is not None and envelope.prompt_tokens is not None and envelope.completion_tokens is not None
        prompt = (envelope.prompt_tokens or 0) if envelope is not None and counted else held.prompt
        completion = (envelope.completion_tokens or 0) if envelope is not None and counted else held.completion
        self.spent_tokens += prompt + completion
        self.spent_cost += self.price.of(prompt, completion)
