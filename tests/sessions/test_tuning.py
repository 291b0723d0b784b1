"""The loss of session 3 in three independent ways, the small model, and the way to a real one."""

from __future__ import annotations

import json
import math
import random
import warnings
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.sessions
torch = pytest.importorskip("torch", reason="make sessions installs it")

from llm4s_sessions.tuning import real, world  # noqa: E402 - after the look for torch
from llm4s_sessions.tuning.loss import answer_log_probs, dpo_loss, kl_divergence, logits_of  # noqa: E402
from llm4s_sessions.tuning.model import SmallModel, sample  # noqa: E402
from llm4s_sessions.tuning.train import made_up_pairs, quality, train_reference, tune  # noqa: E402


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


def test_the_loss_is_that_of_a_case_by_hand() -> None:
    numbers = [torch.tensor([value], dtype=torch.float64) for value in (-9.0, -9.0, -10.0, -8.0)]
    found = dpo_loss(*numbers, beta=0.1)
    assert found.chosen.item() == pytest.approx(0.1)
    assert found.rejected.item() == pytest.approx(-0.1)
    assert found.loss.item() == pytest.approx(math.log(1 + math.exp(-0.2)), abs=1e-12)
    assert dpo_loss(*(torch.zeros(3),) * 4, beta=0.1).loss.item() == pytest.approx(math.log(2))


def test_log_probabilities_of_answers_are_those_of_a_case_by_hand() -> None:
    # two words; logits 0, 0 everywhere but the second step, where word 1 has odds 3 to 1
    logits = torch.zeros(1, 4, 2)
    logits[0, 1, 1] = math.log(3)
    tokens, answer = torch.tensor([[0, 0, 1, 0]]), torch.tensor([[0.0, 0.0, 1.0, 1.0]])
    assert answer_log_probs(logits, tokens, answer).item() == pytest.approx(math.log(0.75) + math.log(0.5))


def test_the_gradient_is_that_of_finite_differences() -> None:
    torch.manual_seed(1)
    values = torch.randn(4, 5, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: dpo_loss(*x, beta=0.7).loss, values, eps=1e-6, atol=1e-8)
    loss = dpo_loss(*values, beta=0.7)
    loss.loss.backward()
    expected = -0.7 * torch.sigmoid(-loss.margin.detach()) / 5  # the derivative by hand, for the chosen answers
    assert torch.allclose(values.grad[0], expected)


def tiny(folder: Path) -> tuple[Any, Any]:
    """Make a Llama of a few thousand weights, and a tokenizer of words."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    vocabulary = {word: number for number, word in enumerate(["<end>", "<pad>", "<unk>", *world.WORDS[1:]])}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=made, eos_token="<end>", pad_token="<pad>", unk_token="<unk>")
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(vocabulary), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, max_position_embeddings=64
    )
    model = LlamaForCausalLM(config)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return model, tokenizer


@pytest.mark.filterwarnings("ignore")  # of the library and what it loads, which is not ours to mend
def test_the_loss_is_that_of_the_reference_implementation(tmp_path: Path) -> None:
    """The same models and the same batch, once through TRL's trainer, once through ours."""
    warnings.simplefilter("ignore")
    from datasets import Dataset
    from transformers import AutoModelForCausalLM
    from trl import DPOConfig, DPOTrainer

    reference, tokenizer = tiny(tmp_path / "model")
    policy = AutoModelForCausalLM.from_pretrained(tmp_path / "model")
    with torch.no_grad():
        for weights in policy.parameters():
            weights.add_(0.05 * torch.randn_like(weights))
    pairs = [world.preference(random.Random(number)) for number in range(8)]
    data = Dataset.from_list([{"prompt": one.prompt + " ", "chosen": one.chosen, "rejected": one.rejected} for one in pairs])
    for beta in (0.1, 0.7):
        settings = DPOConfig(
            output_dir=str(tmp_path / "out"), beta=beta, per_device_train_batch_size=8, report_to=[], use_cpu=True, bf16=False, disable_dropout=True
        )
        trainer = DPOTrainer(model=policy, ref_model=reference, args=settings, train_dataset=data, processing_class=tokenizer)
        batch = next(iter(trainer.get_train_dataloader()))
        policy.train()
        theirs = trainer.compute_loss(policy, batch).item()
        chosen, rejected = ((batch["input_ids"][part], batch["completion_mask"][part].float()) for part in (slice(0, 8), slice(8, 16)))
        with torch.no_grad():
            sums = [answer_log_probs(logits_of(model, tokens), tokens, answer) for model in (policy, reference) for tokens, answer in (chosen, rejected)]
        ours = dpo_loss(*sums, beta=beta)
        assert ours.margin.abs().min() > 1e-4, "the case must tell something"
        assert ours.loss.item() == pytest.approx(theirs, abs=1e-6)


def test_the_divergence_is_nothing_for_equals_and_that_of_a_case_by_hand() -> None:
    logits, other = torch.zeros(1, 3, 2), torch.zeros(1, 3, 2)
    answer = torch.tensor([[0.0, 1.0, 0.0]])
    assert kl_divergence(logits, other, answer).item() == 0
    logits[0, 0, 1] = math.log(3)  # 3/4 and 1/4 against halves
    assert kl_divergence(logits, other, answer).item() == pytest.approx(0.75 * math.log(1.5) + 0.25 * math.log(0.5))


def test_the_small_model_looks_at_nothing_that_comes_later() -> None:
    model = SmallModel(len(world.WORDS)).eval()
    tokens = torch.randint(0, len(world.WORDS), (2, 12))
    changed = tokens.clone()
    changed[:, 8:] = 3
    assert torch.allclose(model(tokens)[:, :8], model(changed)[:, :8], atol=1e-6)


def test_samples_end_and_their_mask_ends_with_them() -> None:
    torch.manual_seed(0)
    model, end = SmallModel(5), 0
    tokens, answer = sample(model, torch.full((50, 2), 3), 6, end, torch.Generator().manual_seed(1))
    for row, mask in zip(tokens[:, 2:].tolist(), answer[:, 2:].tolist(), strict=True):
        length = row.index(end) + 1 if end in row else 6
        assert mask == [1.0] * length + [0.0] * (6 - length)
        assert set(row[length:]) <= {end}
    assert not answer[:, :2].any()


def test_verdicts_follow_the_paper() -> None:
    asked = world.Question("…", "data", "osf")
    assert [world.verdict(asked, text) for text in ("find data osf .", "find data github .", "find code osf .", "on request .", "find data", "")] == [
        "true", "wrong", "wrong", "vague", "no sentence", "no sentence",
    ]  # fmt: skip
    assert world.verdict(world.Question("…", "data", ""), "find data osf .") == "wrong"
    chance = random.Random(1)
    for _ in range(200):
        silent, pair = world.question(chance, answerable=False), world.preference(chance)
        assert silent.thing not in silent.prompt.split("; where")[0]
        assert pair.chosen.split()[2] in pair.prompt
        assert pair.chosen != pair.rejected
        assert world.decode(world.encode(pair.prompt)) == pair.prompt


def test_tuning_prefers_the_chosen_and_repeats_itself() -> None:
    reference, losses = train_reference(steps=150)
    assert losses[-1] < losses[0] / 2
    pairs = made_up_pairs(100, seed=1)
    looks: list[int] = []
    policy, history = tune(reference, pairs, 100, beta=0.3, steps=30, look=lambda step, _: looks.append(step), look_every=10)
    _, again = tune(reference, pairs, 100, beta=0.3, steps=30)
    assert history == again
    assert looks == [0, 10, 20, 30]
    assert history[0].loss == pytest.approx(math.log(2), abs=1e-6)
    assert history[0].margin == pytest.approx(0, abs=1e-6)
    assert history[-1].margin > 0.3
    assert quality(0, reference, reference, count=20).kl == pytest.approx(0, abs=1e-6)
    assert quality(30, policy, reference, count=20).kl > 0


def test_a_real_model_is_tuned_by_two_arguments(tmp_path: Path) -> None:
    tiny(tmp_path / "model")
    made = [world.preference(random.Random(number)) for number in range(6)]
    (tmp_path / "pairs.jsonl").write_text("\n".join(json.dumps(vars(one)) for one in made), encoding="utf-8")
    _, history = real.tune_real(str(tmp_path / "model"), tmp_path / "pairs.jsonl", tmp_path / "tuned", beta=0.5, steps=12, size=3, rate=1e-3)
    assert history[-1].margin > 0
    assert (tmp_path / "tuned/config.json").is_file()


def test_pairs_that_lack_a_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text('{"prompt": "a", "chosen": "b", "rejected": "c"}\n{"prompt": "a", "chosen": ""}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"pairs\.jsonl:2"):
        real.read_pairs(tmp_path / "pairs.jsonl")


def test_agreement_is_that_of_maintained_libraries() -> None:
    import krippendorff
    import numpy as np
    from sklearn.metrics import cohen_kappa_score

    from llm4s_sessions.measure.agreement import cohen_kappa, krippendorff_alpha

    chance = np.random.default_rng(5)
    for _ in range(20):
        coders = [chance.integers(0, 4, 30).tolist() for _ in range(3)]
        assert cohen_kappa(coders[0], coders[1], draws=5).value == pytest.approx(cohen_kappa_score(coders[0], coders[1]))
        holed = [[None if chance.random() < 0.2 else label for label in coder] for coder in coders]
        theirs = krippendorff.alpha([[np.nan if label is None else label for label in coder] for coder in holed], level_of_measurement="nominal")
        assert krippendorff_alpha(*holed, draws=5).value == pytest.approx(theirs)
