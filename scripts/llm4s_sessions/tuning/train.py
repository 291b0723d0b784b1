"""Training from nothing, and tuning on preferences, with what is measured on the way."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from llm4s_sessions.tuning import world
from llm4s_sessions.tuning.loss import answer_log_probs, dpo_loss, kl_divergence, logits_of
from llm4s_sessions.tuning.model import SmallModel, sample

Batch = tuple[Tensor, Tensor]
"""Tokens and the mask of the answer."""


@dataclass(frozen=True)
class Step:
    """Means over one batch of pairs."""

    number: int
    loss: float
    margin: float
    right: float
    """Share of pairs whose chosen answer has the larger reward."""
    chosen: float
    """Change of the chosen answers' log-probability since the reference."""
    rejected: float


@dataclass(frozen=True)
class Quality:
    """What sampled answers to new questions are."""

    step: int
    win_rate: float
    kl: float
    shares: dict[str, float]
    """Kinds of answers to questions that the paper answers."""
    invented: float
    """Share of clear answers to questions of which the paper says nothing."""


def train_reference(*, steps: int = 900, size: int = 64, seed: int = 0) -> tuple[SmallModel, list[float]]:
    """Train the small model, first on clear answers, from which it learns to look places up, then on answers by habit; give it with its losses."""
    torch.manual_seed(seed)
    chance, model, losses = random.Random(seed), SmallModel(len(world.WORDS)), []  # noqa: S311 - no secret
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=3e-3, total_steps=steps)
    for number in range(steps):
        answer_of = world.clear if number < 0.6 * steps else world.habit
        asked = [world.question(chance, answerable=chance.random() < 0.7) for _ in range(size)]
        tokens, answer = world.batch([one.prompt for one in asked], [answer_of(one, chance) for one in asked])
        loss = -answer_log_probs(model(tokens), tokens, answer).sum() / answer.sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return model, losses


def tune(
    reference: nn.Module, pairs: Callable[[Sequence[int]], tuple[Batch, Batch]], count: int, *, beta: float, steps: int, size: int = 32,
    rate: float = 3e-4, seed: int = 0, look: Callable[[int, nn.Module], None] = lambda _step, _model: None, look_every: int = 25,
) -> tuple[nn.Module, list[Step]]:  # fmt: skip
    """Tune a copy of the reference on pairs, drawn in a new order each time round; 'look' sees the model on the way."""
    torch.manual_seed(seed)
    chance, policy, history = random.Random(seed), copy.deepcopy(reference), []  # noqa: S311 - no secret
    reference.eval()
    optimizer = torch.optim.AdamW(policy.parameters(), lr=rate, weight_decay=0.0)
    order: list[int] = []
    for number in range(steps):
        if number % look_every == 0:
            look(number, policy)
        if len(order) < min(size, count):
            order = chance.sample(range(count), count)
        taken, order = order[:size], order[size:]
        sides = [(tokens, answer, answer_log_probs(logits_of(policy, tokens), tokens, answer)) for tokens, answer in pairs(taken)]
        with torch.no_grad():
            known = [answer_log_probs(logits_of(reference, tokens), tokens, answer) for tokens, answer, _ in sides]
        result = dpo_loss(sides[0][2], sides[1][2], known[0], known[1], beta)
        optimizer.zero_grad()
        result.loss.backward()
        optimizer.step()
        moved = [(side[2] - base).mean().item() for side, base in zip(sides, known, strict=True)]
        right = (result.margin > 0).float().mean().item()
        history.append(Step(number, result.loss.item(), result.margin.mean().item(), right, moved[0], moved[1]))
    look(steps, policy)
    return policy, history


def made_up_pairs(count: int, *, seed: int, noise: float = 0.0) -> Callable[[Sequence[int]], tuple[Batch, Batch]]:
    """Make a fixed set of preference pairs, ready to be taken by their numbers."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    made = [world.preference(chance, noise=noise) for _ in range(count)]
    chosen = world.batch([pair.prompt for pair in made], [pair.chosen for pair in made])
    rejected = world.batch([pair.prompt for pair in made], [pair.rejected for pair in made])
    return lambda rows: ((chosen[0][rows], chosen[1][rows]), (rejected[0][rows], rejected[1][rows]))


def quality(step: int, policy: nn.Module, reference: nn.Module, *, count: int = 300, seed: int = 99) -> Quality:
    """Sample answers of both to new questions: win rate of the policy (a tie counts half), its divergence, and what its answers are."""
    chance, draws = random.Random(seed), torch.Generator().manual_seed(seed)  # noqa: S311 - no secret
    asked = [world.question(chance) for _ in range(count)]
    silent = [world.question(chance, answerable=False) for _ in range(count)]
    ours, tokens, answer = _verdicts(policy, asked, draws)
    theirs, _, _ = _verdicts(reference, asked, draws)
    unknown, _, _ = _verdicts(policy, silent, draws)
    with torch.no_grad():
        kl = kl_divergence(logits_of(policy, tokens), logits_of(reference, tokens), answer).mean().item()
    wins = [0.5 + 0.5 * ((a == "true") - (b == "true")) for a, b in zip(ours, theirs, strict=True)]
    counted = Counter(ours)
    shares = {kind: counted[kind] / count for kind in ("true", "wrong", "vague", "no sentence")}
    return Quality(step, sum(wins) / count, kl, shares, sum(kind == "wrong" for kind in unknown) / count)


def _verdicts(model: nn.Module, asked: Sequence[world.Question], draws: torch.Generator) -> tuple[list[str], Tensor, Tensor]:
    prompts = torch.tensor([world.encode(one.prompt) for one in asked])
    tokens, answer = sample(model, prompts, world.ANSWER_WORDS, world.END, draws)
    return [world.verdict(one, world.decode(row[prompts.shape[1] :].tolist())) for one, row in zip(asked, tokens, strict=True)], tokens, answer
