"""The same tuning with a real instruct model and a real set of preferences; needs a graphics card for more than a trial."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModelForCausalLM, AutoTokenizer

from llm4s_sessions.tuning.train import Batch, Step, tune

LONGEST = 1024  # tokens of prompt and answer together


def read_pairs(path: Path) -> list[dict[str, str]]:
    """Read preferences as JSON Lines with prompt, chosen and rejected.

    Raises:
        ValueError: a line lacks one of the three; the message names it.
    """
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for number, pair in enumerate(pairs, 1):
        if not all(isinstance(pair.get(name), str) and pair[name] for name in ("prompt", "chosen", "rejected")):
            raise ValueError(f"{path.name}:{number}: a pair needs the texts prompt, chosen and rejected")
    return pairs


def batches(pairs: Sequence[dict[str, str]], tokenizer: Any, device: torch.device) -> Callable[[Sequence[int]], tuple[Batch, Batch]]:
    """Make pairs ready to be taken by their numbers, in the model's own chat form where it has one."""

    def row(pair: dict[str, str], side: str) -> tuple[list[int], int]:
        if tokenizer.chat_template:
            opening = [{"role": "user", "content": pair["prompt"]}]
            before = tokenizer.apply_chat_template(opening, add_generation_prompt=True, tokenize=False)
        else:
            before = pair["prompt"] + "\n"
        first = tokenizer(before, add_special_tokens=False)["input_ids"]
        answer = tokenizer(pair[side], add_special_tokens=False)["input_ids"] + [tokenizer.eos_token_id]
        kept = answer[: LONGEST // 2]
        first = first[-(LONGEST - len(kept)) :]
        return first + kept, len(first)

    def side(rows: Sequence[int], name: str) -> Batch:
        made = [row(pairs[number], name) for number in rows]
        width = max(len(tokens) for tokens, _ in made)
        tokens = torch.full((len(made), width), tokenizer.eos_token_id)
        answer = torch.zeros((len(made), width))
        for place, (taken, start) in enumerate(made):
            tokens[place, : len(taken)] = torch.tensor(taken)
            answer[place, start : len(taken)] = 1.0
        return tokens.to(device), answer.to(device)

    return lambda rows: (side(rows, "chosen"), side(rows, "rejected"))


def tune_real(name: str, preferences: Path, folder: Path, *, beta: float, steps: int, size: int = 4, rate: float = 5e-6) -> tuple[nn.Module, list[Step]]:
    """Load an instruct model by name or folder, tune it on preferences, and save it."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    tokenizer = AutoTokenizer.from_pretrained(name)
    reference = AutoModelForCausalLM.from_pretrained(name, dtype=torch.bfloat16 if device.type == "cuda" else torch.float32).to(device)
    pairs = read_pairs(preferences)
    policy, history = tune(reference, batches(pairs, tokenizer, device), len(pairs), beta=beta, steps=steps, size=size, rate=rate)
    policy.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return policy, history
