from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from llm4s.fields import Gap, quantity_value
from llm4s.kinds.model import Model
from llm4s.memory import AT_ONCE, CONTEXT, PRECISIONS, Checkpoint, Need, cache_gigabytes, checkpoints, kept, need, weight_gigabytes, whole_gigabytes
from llm4s.parts import AttentionCache, Size
from llm4s.project import State
from places import HERE, ROOT

SHARED = json.loads((HERE / "scripts" / "memory.json").read_text(encoding="utf-8"))
LLAMA = AttentionCache(layers=32, kv_heads=32, head_dimension=128)


@pytest.mark.parametrize(("text", "value"), [("7B", 7_000_000_000), ("110M", 110_000_000), ("1.5K", 1500), ("2T", 2_000_000_000_000), ("512", 512)])
def test_quantities_are_read(text: str, value: int) -> None:
    assert quantity_value(text) == value


@pytest.mark.parametrize("text", ["", "B", "7 B", "-1", "7b"])
def test_other_texts_are_no_quantities(text: str) -> None:
    with pytest.raises(ValueError, match="not a quantity"):
        quantity_value(text)


def test_weights_take_parameters_times_bits() -> None:
    assert weight_gigabytes(7_000_000_000, 16) == 14.0
    assert weight_gigabytes(7_000_000_000, 4) == 3.5


@pytest.mark.parametrize("case", SHARED, ids=lambda case: f"{case['parameters']} {case['precision']}")
def test_the_formula_gives_what_it_gives_in_the_browser(case: dict[str, Any]) -> None:
    checkpoint = Checkpoint("", case["parameters"], case["kept"], case["window"])
    bits = dict(PRECISIONS)[case["precision"]]
    assert weight_gigabytes(checkpoint.parameters, bits) == pytest.approx(case["weights"])
    assert whole_gigabytes(checkpoint, bits, case["tokens"]) == pytest.approx(case["whole"])
    if case["cache"] is not None:
        assert cache_gigabytes(case["kept"], checkpoint.tokens(case["tokens"])) == pytest.approx(case["cache"])


def test_one_key_and_one_value_of_each_head_in_each_layer_are_kept() -> None:
    assert kept(LLAMA) == 2 * 32 * 32 * 128
    assert kept(Gap.NOT_APPLICABLE) == 0
    assert (kept(None), kept(Gap.UNKNOWN)) == (None, None)


def test_needs_are_worded_by_size() -> None:
    base = need(Checkpoint("base", "110M", 0, 512), "BERT")
    assert base == Need("base", "110M", ("0.22 GB", "0.12 GB", "0.067 GB"), ("0.26 GB", "0.14 GB", "0.081 GB"), "none")
    large = need(Checkpoint("", "1000B", None, None), "LARGE")
    assert large == Need("LARGE", "1000B", ("2,000 GB", "1,062 GB", "612 GB"), ("2,400 GB", "1,275 GB", "735 GB"), "unknown")
    middle = need(Checkpoint("", "7B", kept(LLAMA), 4096), "MIDDLE")
    assert (middle.gigabytes[0], middle.whole[0], middle.cache) == ("14 GB", "18 GB", "1.1 GB")


def test_all_experts_of_a_mixture_count_and_active_ones_do_not(state: State) -> None:
    record = state.catalog.of("models")["fernbert"].record
    assert [one.size for one in checkpoints(record)] == ["110M"]
    sizes = [Size(parameters="671B", counts="total"), Size(parameters="37B", counts="active")]
    assert [one.size for one in checkpoints(record.model_copy(update={"sizes": sizes}))] == ["671B"]
    assert isinstance(record, Model)
    assert list(checkpoints(record.model_copy(update={"sizes": Gap.UNDISCLOSED}))) == []
    assert list(checkpoints(state.catalog.of("terms")["root"].record)) == []


def test_no_more_tokens_are_kept_than_are_read() -> None:
    assert Checkpoint("", "7B", 1, 512).tokens(CONTEXT) == 512
    assert Checkpoint("", "7B", 1, None).tokens(CONTEXT) == CONTEXT


def test_models_that_answer_at_once_keep_nothing_unless_they_say_otherwise(state: State) -> None:
    record = state.catalog.of("models")["fernbert"].record
    sizes = [size.model_copy(update={"cache": None}) for size in record.sizes]
    for words, expected in ((["encoder-only"], 0), (["evoformer", "diffusion"], 0), (["encoder-only", "decoder-only"], None), (Gap.UNKNOWN, None)):
        changed = record.model_copy(update={"architecture": words, "sizes": sizes})
        assert [one.kept for one in checkpoints(changed)] == [expected] * len([size for size in sizes if size.counts == "total"]), words


def test_the_words_for_answering_at_once_are_words_of_the_vocabulary() -> None:
    words = yaml.safe_load((ROOT / "data/vocabularies/architecture.yaml").read_text(encoding="utf-8"))["words"]
    assert {word["id"] for word in words} >= AT_ONCE
