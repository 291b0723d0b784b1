"""How much memory a model takes: parameters, cache for the context, overhead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from llm4s.fields import Gap, quantity_value

PRECISIONS = (("16-bit", 16.0), ("8-bit", 8.5), ("4-bit", 4.9))
"""Bits that a parameter takes in store: formats of 8 and 4 bits keep scales beside the numbers.

16.0, 8.5 and 4.9 bits for F16, Q8_0 and Q4_K_M: https://github.com/ggml-org/llama.cpp, tools/quantize/README.md.
"""
CACHE_BITS = 16
"""Keys and values are kept in 16 bits, whatever the parameters are kept in."""
OVERHEAD = 0.2
"""Share of the parameters' memory that activations and the runtime take at most, one request at a time.

https://github.com/huggingface/accelerate, docs/source/usage_guides/model_size_estimator.md, after EleutherAI.
"""
CONTEXT = 2048
"""Tokens of context that are reckoned with where nobody says how many."""
GIB = 2**30
"""Memory of machines and cards is sold in these, whatever the box says."""
AT_ONCE = frozenset(
    {"encoder-only", "dual-encoder", "vision-transformer", "convolutional", "graph-network", "equivariant-network"}
    | {"evoformer", "diffusion", "neural-operator", "hybrid-solver"}
)
"""Architectures, words of their vocabulary, that do not go on token by token from what they kept."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One set of parameters, all of them counted, with what decides the memory for its context."""

    name: str
    """What sets it apart from others of the same record; '' where its size says enough."""
    size: str
    """Number of parameters as the record writes it, such as 7B."""
    kept: int | None
    """Numbers kept for each token: none for an encoder, None where nobody knows."""
    window: int | None
    """Longest input in tokens, where it is known."""

    @property
    def parameters(self) -> int:
        """Number of parameters."""
        return quantity_value(self.size)

    def tokens(self, wanted: int) -> int:
        """Give the tokens that can be kept: never more than the longest input."""
        return min(wanted, self.window or wanted)


@dataclass(frozen=True, slots=True)
class Need:
    """Memory of one checkpoint in words: parameters alone and all in all, in the order of PRECISIONS."""

    name: str
    parameters: str
    gigabytes: tuple[str, ...]
    whole: tuple[str, ...]
    cache: str
    """For the context that is reckoned with; 'unknown' where nobody knows, 'none' for an encoder."""


def constants() -> dict[str, Any]:
    """Give what the formula takes besides facts of records, for the browser; precisions in bytes for a parameter."""
    precisions = [[name, bits / 8] for name, bits in PRECISIONS]
    return {"precisions": precisions, "cache_bytes": CACHE_BITS / 8, "overhead": OVERHEAD, "context": CONTEXT, "gib": GIB}


def checkpoints(record: Any) -> Iterator[Checkpoint]:
    """Give the checkpoints of a record of which all parameters are counted; in a mixture of experts that is every expert."""
    sizes = getattr(record, "sizes", None)
    window = getattr(record, "context_window", None)
    for size in () if not sizes or isinstance(sizes, Gap) else sizes:
        if getattr(size, "counts", "") == "total":
            yield Checkpoint(
                size.name or "",
                size.parameters,
                0 if size.cache is None and _at_once(record) else kept(size.cache),
                window if isinstance(window, int) else None,
            )


def _at_once(record: Any) -> bool:
    """Tell whether a model answers in one pass or in passes over the whole, so that no keys and values are kept for later tokens."""
    architecture = getattr(record, "architecture", None)
    return isinstance(architecture, list) and set(architecture) <= AT_ONCE


def kept(cache: Any) -> int | None:
    """Give how many numbers are kept for each token: one key and one value of each head in each layer."""
    if cache is None or isinstance(cache, Gap):
        return 0 if cache is Gap.NOT_APPLICABLE else None
    return int(2 * cache.layers * cache.kv_heads * cache.head_dimension)


def weight_gigabytes(parameters: int, bits: float) -> float:
    """Compute parameters x bits / 8, in gigabytes (10^9 bytes)."""
    return parameters * bits / 8 / 1e9


def cache_gigabytes(numbers: int, tokens: int, bits: float = CACHE_BITS) -> float:
    """Compute what is kept for so many tokens, in gigabytes (10^9 bytes); the tokens of all requests count."""
    return numbers * tokens * bits / 8 / 1e9


def whole_gigabytes(checkpoint: Checkpoint, bits: float, tokens: int = CONTEXT) -> float:
    """Compute parameters, cache and overhead in gigabytes (10^9 bytes), the cache only where it is known."""
    weights = weight_gigabytes(checkpoint.parameters, bits)
    return weights * (1 + OVERHEAD) + cache_gigabytes(checkpoint.kept or 0, checkpoint.tokens(tokens))


def need(checkpoint: Checkpoint, name: str) -> Need:
    """Word the need of one checkpoint at every precision, under its own name or that of its record."""
    cache = worded(cache_gigabytes(checkpoint.kept, checkpoint.tokens(CONTEXT))) if checkpoint.kept else "none"
    return Need(
        checkpoint.name or name,
        checkpoint.size,
        tuple(worded(weight_gigabytes(checkpoint.parameters, bits)) for _, bits in PRECISIONS),
        tuple(worded(whole_gigabytes(checkpoint, bits)) for _, bits in PRECISIONS),
        "unknown" if checkpoint.kept is None else cache,
    )


def worded(gigabytes: float) -> str:
    """Write a number of gigabytes as exactly as it deserves."""
    if gigabytes < 1:
        return f"{gigabytes:.2g} GB"
    return f"{gigabytes:.1f} GB" if gigabytes < 10 else f"{gigabytes:,.0f} GB"
