"""A language model of a few hundred thousand weights: the usual blocks, nothing else."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional


class Block(nn.Module):
    """Attention to what stands before, then a small network at each place."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.before_attention, self.before_network = nn.LayerNorm(width), nn.LayerNorm(width)
        self.query_key_value, self.join = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.network = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, states: Tensor) -> Tensor:
        batch, length, width = states.shape
        parts = self.query_key_value(self.before_attention(states)).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        states = states + self.join(mixed.transpose(1, 2).reshape(batch, length, width))
        return states + self.network(self.before_network(states))


class SmallModel(nn.Module):
    """A decoder that gives logits for the next word."""

    def __init__(self, vocabulary: int, *, width: int = 64, layers: int = 2, heads: int = 4, context: int = 32) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.blocks = nn.Sequential(*(Block(width, heads) for _ in range(layers)))
        self.last, self.out = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        states = self.words(tokens) + self.places(torch.arange(tokens.shape[1], device=tokens.device))
        logits: Tensor = self.out(self.last(self.blocks(states)))
        return logits


@torch.no_grad()
def sample(model: nn.Module, prompts: Tensor, steps: int, end: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Continue prompts of equal length word by word; give all tokens, and a mask of the answers with their end."""
    tokens, running = prompts, torch.ones(len(prompts), dtype=torch.bool)
    answer = torch.zeros_like(prompts, dtype=torch.float)
    for _ in range(steps):
        logits = model(tokens)[:, -1].float()
        drawn = torch.multinomial(logits.softmax(-1), 1, generator=generator).squeeze(-1)
        drawn = torch.where(running, drawn, torch.full_like(drawn, end))
        tokens, answer = torch.cat([tokens, drawn[:, None]], 1), torch.cat([answer, running.float()[:, None]], 1)
        running = running & (drawn != end)
    return tokens, answer
