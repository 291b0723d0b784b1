# %% [raw]
# ---
# title: "Session 3: preference tuning with DPO"
# description: The DPO loss derived, implemented, checked, and used to tune a small model on two cores - with margins, KL, win rate and what too small a beta does.
# topics: [alignment, fine-tuning, science-of-science]
# minutes: 14
# ---

# %% [markdown]
# # Session 3: preference tuning with DPO
#
# **You will** derive the loss of [[terms/dpo|direct preference optimization]], implement it in a few lines, check it in
# three independent ways, and tune a small language model with it. The model is trained from nothing in this session, so
# no download and no graphics card are needed. Background: [Alignment](../guide/making/alignment.md) and
# [Fine-tuning](../guide/making/fine-tuning.md).

# %% tags=["hide-input"]
import argparse
import json
import sys
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import torch

from llm4s_sessions.studio.show import figure, source, table
from llm4s_sessions.tuning import world
from llm4s_sessions.tuning.loss import answer_log_probs, dpo_loss
from llm4s_sessions.tuning.train import made_up_pairs, quality, train_reference, tune

warnings.filterwarnings("ignore", message="IProgress not found")

# %% [markdown]
# ## The loss, from the objective
#
# Tuning on preferences looks for a policy $\pi_\theta$ that earns much reward $r(x, y)$ without moving far from a
# reference model $\pi_{\mathrm{ref}}$:
#
# $$\max_{\theta} \; \mathbb{E}_{x \sim D,\; y \sim \pi_\theta}\bigl[r(x, y)\bigr] - \beta\, \mathrm{KL}\bigl(\pi_\theta(y \mid x)\,\|\,\pi_{\mathrm{ref}}(y \mid x)\bigr)$$
#
# For any reward the best policy of this problem is known: the reference, reweighted by the exponential of the reward
# and divided by a sum $Z(x)$ over all answers. Solved for the reward, this reads
#
# $$r(x, y) = \beta \log \frac{\pi^{*}(y \mid x)}{\pi_{\mathrm{ref}}(y \mid x)} + \beta \log Z(x)$$
#
# Preferences are modelled as $p(y^{+} \succ y^{-}) = \sigma\bigl(r(x, y^{+}) - r(x, y^{-})\bigr)$ with the logistic
# function $\sigma$. Only a *difference* of rewards for one prompt occurs, so the term with $Z(x)$, which nobody could
# compute, cancels. The negative log-likelihood of the observed preferences is the loss [@rafailov-2023-dpo]:
#
# $$\mathcal{L}_{\mathrm{DPO}} = -\,\mathbb{E}_{(x,\,y^{+},\,y^{-}) \sim D}\Bigl[\log \sigma\bigl(r_\theta(x, y^{+}) - r_\theta(x, y^{-})\bigr)\Bigr], \qquad r_\theta(x, y) = \beta \log \frac{\pi_\theta(y \mid x)}{\pi_{\mathrm{ref}}(y \mid x)}$$
#
# Each $r_\theta$ is the reward of *one* answer; chosen and rejected meet in the difference. Nothing is sampled during
# training and no reward model is fitted: this is no reinforcement learning, although it solves the same constrained problem.
#
# ## The loss, in code
#
# This is the code that is used below, shown from the package itself.

# %% tags=["hide-input"]
source(answer_log_probs, dpo_loss)

# %% [markdown]
# ## Three checks
#
# **By hand.** With $\beta = 0.1$, a chosen answer that has become $e$ times as likely and a rejected one that has
# become $1/e$ times as likely, the rewards are $0.1$ and $-0.1$, the margin is $0.2$, and the loss is
# $-\log \sigma(0.2) = 0.598$.

# %%
one = torch.tensor([1.0], dtype=torch.float64)
by_hand = dpo_loss(one * -9, one * -9, one * -10, one * -8, beta=0.1)
print(f"rewards {by_hand.chosen.item():.3f} and {by_hand.rejected.item():.3f}, loss {by_hand.loss.item():.6f}")

# %% [markdown]
# **By finite differences.** The gradient says how the loss changes with each log-probability. Moving each of them a
# little and computing the loss anew must give the same numbers.

# %%
torch.manual_seed(0)
values = torch.randn(4, 6, dtype=torch.float64, requires_grad=True)
dpo_loss(*values, beta=0.3).loss.backward()
numeric = torch.zeros_like(values)
for place in range(values.numel()):
    step = torch.zeros(values.numel(), dtype=torch.float64)
    step[place] = 1e-6
    step = step.view_as(values)
    with torch.no_grad():
        numeric.view(-1)[place] = (dpo_loss(*(values + step), beta=0.3).loss - dpo_loss(*(values - step), beta=0.3).loss) / 2e-6
print(f"largest difference between gradient and finite differences: {(values.grad - numeric).abs().max().item():.1e}")

# %% [markdown]
# **By a maintained library.** The tests of this guide give a small model and a batch of pairs to the DPO trainer of
# [[tools/trl]] and to the code above; the two losses must agree within one millionth. That test runs with every change of
# this session (`tests/sessions/test_tuning.py`).
#
# ## A reference model, from nothing
#
# Real models take days. To see the method at work, a made-up language of two dozen words is enough. A *paper* names
# where two of its things are, and a question asks for one of them, or for a third thing of which the paper says nothing.

# %%
import random

chance = random.Random(4)
for answerable in (True, False):
    asked = world.question(chance, answerable=answerable)
    print(asked.prompt, "→", asked.true if answerable else "(the paper does not say)")

# %% [markdown]
# The reference learns its habits from made-up answers. Where the paper names the place, 40 % are right, 20 % name a
# wrong place, 40 % are vague ("on request", "see the paper"). Where the paper says nothing, 95 % are vague, as
# they should be. What an answer is worth can be decided by a program here, which is the point of a made-up language: every
# claim below is counted, not judged.

# %%
torch.set_num_threads(1)  # so small a model gains nothing from more, and one thread adds up in the same order every time
reference, losses = train_reference()
start = quality(0, reference, reference)
print(f"{sum(weights.numel() for weights in reference.parameters()):,} weights, loss {losses[0]:.2f} → {losses[-1]:.2f}")
table(["answers of the reference", "share"], [*start.shares.items(), ["invented place, where the paper says nothing", start.invented]])

# %% [markdown]
# ## Preferences, and what they leave out
#
# The annotators of our made-up study see questions that the paper *does* answer, and prefer the true answer to a vague one
# (70 % of pairs) or to a wrong one (30 %). No pair is wrong. But no pair shows a question that has no answer, either.

# %%
pairs = [world.preference(random.Random(number)) for number in range(3)]
for pair in pairs:
    print(f"{pair.prompt}\n   chosen: {pair.chosen}   rejected: {pair.rejected}")

# %% [markdown]
# ## Tuning, with four values of β
#
# Everything is equal but $\beta$: 600 pairs, 32 in a batch, 160 steps. Each value is run with two seeds, which decide the order
# of the pairs; the figures show the first, the table both.

# %%
BETAS = (10.0, 3.0, 1.0, 0.1)
made = made_up_pairs(600, seed=1)
runs, looks, second = {}, {}, {}
for beta in BETAS:
    seen = []
    _, runs[beta] = tune(reference, made, 600, beta=beta, steps=160, look=lambda step, model, seen=seen: seen.append(quality(step, model, reference)), look_every=40)
    looks[beta] = seen
    other, _ = tune(reference, made, 600, beta=beta, steps=160, seed=1, look_every=1000)
    second[beta] = quality(160, other, reference)

# %% tags=["hide-input"]
def smooth(values, width=10):
    return [sum(values[max(0, n - width + 1) : n + 1]) / len(values[max(0, n - width + 1) : n + 1]) for n in range(len(values))]


DASHES = dict(zip(BETAS, ("-", "--", "-.", ":"), strict=True))


def margins():
    drawn, axes = plt.subplots(figsize=(4.6, 3.2))
    for beta in BETAS:
        axes.plot(smooth([one.margin / beta for one in runs[beta]]), DASHES[beta], label=f"β = {beta:g}")
    axes.set(xlabel="step", ylabel="margin / β, in nats", title="How far chosen and rejected move apart")
    axes.legend()
    return drawn


def log_probs():
    drawn, axes = plt.subplots(figsize=(4.6, 3.2))
    for number, beta in enumerate((10.0, 0.1)):
        axes.plot(smooth([one.chosen for one in runs[beta]]), "-", color=f"C{number}", label=f"chosen, β = {beta:g}")
        axes.plot(smooth([one.rejected for one in runs[beta]]), ":", color=f"C{number}", label=f"rejected, β = {beta:g}")
    axes.set(xlabel="step", ylabel="change of log-probability", title="Where the margin comes from")
    axes.legend()
    return drawn


last = {beta: looks[beta][-1] for beta in BETAS}
figure(margins, "dpo-margins", f"Line chart of the margin divided by beta over 160 steps. After the last step it is {runs[10.0][-1].margin / 10:.1f} nats for beta 10 and {runs[0.1][-1].margin / 0.1:.0f} nats for beta 0.1: the smaller beta, the further the two answers move apart.")
figure(log_probs, "dpo-log-probs", f"Line chart of the change of log-probability of chosen and rejected answers. With beta 0.1 rejected answers end at {runs[0.1][-1].rejected:.0f} nats and chosen ones at {runs[0.1][-1].chosen:.1f}; with beta 10 at {runs[10.0][-1].rejected:.1f} and {runs[10.0][-1].chosen:.1f}.")

# %% [markdown]
# The margin in the loss is multiplied by $\beta$. Divided by it, it shows how far the policy has moved: with a small $\beta$
# the same loss asks for a far larger change. Most of the change is *downwards*. The loss rewards pushing the rejected
# answer down as much as lifting the chosen one, which is easier: watch both log-probabilities, not only the margin. That the
# likelihood of chosen answers may fall while the loss falls is a known property of the loss, and
# probability can go to answers that are in no pair at all [@xu-2024-dpo-ppo].

# %% tags=["hide-input"]
def over_steps(pick, label, title, *, wide=False):
    def draw():
        drawn, axes = plt.subplots(figsize=(4.6, 3.2))
        for beta in BETAS:
            axes.plot([one.step for one in looks[beta]], [pick(one) for one in looks[beta]], DASHES[beta], marker="o", markersize=4, label=f"β = {beta:g}")
        axes.set(xlabel="step", ylabel=label, title=title)
        if wide:  # straight up to 1, logarithmic above
            axes.set_yscale("symlog", linthresh=1)
            axes.set_yticks([0, 0.5, 1, 3, 10], labels=["0", "0.5", "1", "3", "10"], minor=False)
            axes.minorticks_off()
        axes.set_ylim(bottom=0)
        drawn.legend(loc="outside lower center", ncols=4, columnspacing=1, handlelength=1.8)
        return drawn

    return draw


figure(over_steps(lambda one: one.kl, "KL to the reference, in nats", "Distance from the reference", wide=True), "dpo-kl", "Line chart of the KL divergence of sampled answers from the reference over steps, for four values of beta. It ends at " + ", ".join(f"{last[beta].kl:.2f} for beta {beta:g}" for beta in BETAS) + ".")
figure(over_steps(lambda one: one.win_rate, "win rate", "Questions with an answer"), "dpo-win-rate", "Line chart of the win rate against the reference on questions with an answer. It begins near one half and ends at " + ", ".join(f"{last[beta].win_rate:.2f} for beta {beta:g}" for beta in BETAS) + ".")
figure(over_steps(lambda one: one.invented, "share of invented places", "Questions without an answer"), "dpo-invented", "Line chart of the share of invented places on questions that the paper does not answer. It begins at " + f"{start.invented:.2f} and ends at " + ", ".join(f"{last[beta].invented:.2f} for beta {beta:g}" for beta in BETAS) + ".")
table(
    ["β", "seed", "win rate", "KL", "true", "wrong", "vague", "no sentence", "invented"],
    [[f"{beta:g}", str(seed), one.win_rate, one.kl, *one.shares.values(), one.invented] for beta in BETAS for seed, one in enumerate((last[beta], second[beta]))],
)

# %% [markdown]
# ## What goes wrong with too small a β
#
# **Habits that no pair speaks of are lost.** From the largest $\beta$ to 1, the win rate rises: vague answers vanish where the paper
# has the answer. But vagueness was *right* for questions without an answer, and the policy unlearns it there as well: over the same
# values of $\beta$ it invents more and more places. The win rate says nothing of this, since it is measured where the pairs were.
#
# **Probability goes to places nobody looked at.** With the smallest $\beta$ the rejected answers are pushed down by dozens of nats,
# long after they have become impossible. What the policy then writes is left to chance: compare the two seeds. In a bad run
# most answers are no sentences of the language, the KL divergence is many times that of the others, and the win rate falls
# below one half, while the loss on the pairs looks perfect.
#
# The lesson carries over: a preference set says what it says and no more, and $\beta$ decides how much of the rest stays as
# it was. Watch KL, sample, and measure behaviour that the pairs do not cover. For learned rewards the pattern is known as
# over-optimization [@gao-2022-overoptimization], and it was found for direct methods, too [@rafailov-2024-overopt].
#
# Cautions: two seeds, one world, a model of a hundred thousand weights, and values of $\beta$ that suit it; with real models 0.1 is common. The direction is what the session shows; the
# numbers are those of this toy.
#
# ## With a real model
#
# The same functions tune an instruct model from a hub or a folder, on pairs in JSON Lines (`prompt`, `chosen`,
# `rejected`), on a graphics card:
#
# ```text
# python docs/sessions/dpo.py --model NAME-OR-FOLDER --preferences pairs.jsonl
# ```
#
# Before you do: hold out whole reports, papers or people, not pairs; equalize the length and format of the two sides;
# compare with supervised tuning on the chosen answers alone; run three seeds; and save memory with [[terms/lora|LoRA]]
# [@hu-2021-lora] if you must. A model whose pairs come from [session 1](labelling-extraction-judging.md) learns that judge's
# biases with its taste.

# %%
def arguments(words):
    parser = argparse.ArgumentParser(description="Tune a real model on real preferences.")
    parser.add_argument("--model", help="an instruct model: its name on a hub, or a folder")
    parser.add_argument("--preferences", type=Path, help="JSON Lines with prompt, chosen, rejected")
    parser.add_argument("--beta", type=float, default=0.1)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--output", type=Path, default=Path("tuned"))
    return parser.parse_args(words)


given = arguments([] if "ipykernel" in sys.modules else sys.argv[1:])
if given.model and given.preferences:
    from llm4s_sessions.tuning.real import tune_real

    _, history = tune_real(given.model, given.preferences, given.output, beta=given.beta, steps=given.steps)
    print(json.dumps(vars(history[-1]), indent=2))
else:
    print("No model and no preferences were named: the toy above is all that ran.")

# %% [markdown]
# ## Check yourself
#
# ??? question "Why does the sum over all answers not appear in the loss?"
#     It depends on the prompt alone, which both answers share; in the difference of their rewards it cancels.
#
# ??? question "Your win rate is the best at a small β. Why is that no reason to choose it?"
#     The win rate was measured on the kind of question the pairs were about. Look at KL and at behaviour outside the pairs.
#
# ??? question "Both log-probabilities fall during training. Is something broken?"
#     Not in the code: the loss sees only their difference. But the probability goes somewhere; sample and look where.
