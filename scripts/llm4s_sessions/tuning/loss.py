"""The loss of direct preference optimization, from the logits of a model to one number."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional


def answer_log_probs(logits: Tensor, tokens: Tensor, answer: Tensor) -> Tensor:
    """Sum the log-probabilities of the tokens of each answer; the prompt and the padding count for nothing."""
    steps = functional.log_softmax(logits[:, :-1].float(), dim=-1)
    taken = steps.gather(-1, tokens[:, 1:, None]).squeeze(-1)
    return (taken * answer[:, 1:]).sum(-1)


@dataclass(frozen=True)
class Preference:
    """Loss of a batch, and the two implicit rewards of each pair."""

    loss: Tensor
    chosen: Tensor
    rejected: Tensor

    @property
    def margin(self) -> Tensor:
        """How much more the chosen answer is rewarded."""
        return self.chosen - self.rejected


def dpo_loss(policy_chosen: Tensor, policy_rejected: Tensor, reference_chosen: Tensor, reference_rejected: Tensor, beta: float) -> Preference:
    """Compare the implicit rewards of two answers: beta times what each has gained in log-probability over the reference."""
    chosen = beta * (policy_chosen - reference_chosen)
    rejected = beta * (policy_rejected - reference_rejected)
    loss = -functional.logsigmoid(chosen - rejected).mean()
    return Preference(loss, chosen, rejected)


def kl_divergence(policy: Tensor, reference: Tensor, answer: Tensor) -> Tensor:
    """Sum KL(policy || reference) over the steps of answers that were sampled from the policy.

    Each step's divergence is taken over the whole vocabulary, which varies less than the log-ratio of the sampled token.
    """
    own, other = functional.log_softmax(policy[:, :-1].float(), -1), functional.log_softmax(reference[:, :-1].float(), -1)
    return ((own.exp() * (own - other)).sum(-1) * answer[:, 1:]).sum(-1)


def logits_of(model: torch.nn.Module, tokens: Tensor) -> Tensor:
    """Call a model of ours or of the transformers library. Padding stands on the right, where causal attention never looks."""
    output = model(tokens)
    logits: Tensor = getattr(output, "logits", output)
    return logits
