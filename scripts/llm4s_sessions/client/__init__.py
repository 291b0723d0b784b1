"""Calls to a model behind an OpenAI-compatible endpoint: cached, retried, bounded in time and cost, logged, resumable."""

from llm4s_sessions.client.budget import Budget, BudgetError, Price
from llm4s_sessions.client.calls import Client, Limits
from llm4s_sessions.client.endpoint import Endpoint
from llm4s_sessions.client.reply import Outcome, Reply, Tally

__all__ = ["Budget", "BudgetError", "Client", "Endpoint", "Limits", "Outcome", "Price", "Reply", "Tally"]
