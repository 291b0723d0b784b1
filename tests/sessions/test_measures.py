from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from llm4s_sessions.measure import corpus, extraction, judging
from llm4s_sessions.measure.agreement import cohen_kappa, krippendorff_alpha
from llm4s_sessions.measure.correction import corrected_share, difference, naive_share
from llm4s_sessions.measure.extraction import Facts
from llm4s_sessions.measure.interval import Interval, bootstrap
from llm4s_sessions.measure.keywords import by_keywords
from llm4s_sessions.measure.ranking import fuse, ndcg, recall, reciprocal_rank
from places import ROOT


def test_kappa_is_that_of_a_case_by_hand() -> None:
    # 20 both yes, 5 yes/no, 10 no/yes, 15 both no: observed 0.70, expected 0.5 * 0.6 + 0.5 * 0.4 = 0.50, kappa 0.40
    first, second = ["y"] * 25 + ["n"] * 25, ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    found = cohen_kappa(first, second, draws=200)
    assert found.value == pytest.approx(0.4)
    assert found.low < 0.4 < found.high
    assert str(found).startswith("0.40 (")
    assert cohen_kappa(["y", None, "n"], ["y", "n", "n"], draws=20).value == 1
    assert np.isnan(Interval(float("nan"), 0, 0).value)


def test_alpha_is_that_of_cases_by_hand() -> None:
    # four items, two coders: aa ab bb bb. Coincidences: aa 2, ab 1, ba 1, bb 4, so 3 a and 5 b of 8.
    # observed disagreement 2/8; expected 2*3*5/(8*7) = 30/56; alpha = 1 - (2/8)/(30/56) = 1 - 14/30
    assert krippendorff_alpha("aabb", "abbb", draws=50).value == pytest.approx(1 - 14 / 30)
    # a third coder who left two items out: items a a a, a b b, b b -, b b -; units of 3 count 1/(3-1) for each ordered pair
    # disagreement within the second unit 4/2 = 2, of 10 labels: 4 a, 6 b; expected 2*4*6/(10*9) = 48/90; alpha = 1 - 0.2/(48/90)
    assert krippendorff_alpha("aabb", "abbb", ["a", "b", None, None], draws=50).value == pytest.approx(1 - 0.2 / (48 / 90))


def test_agreement_without_anything_to_agree_on_is_not_a_number() -> None:
    assert np.isnan(krippendorff_alpha(["a", None], [None, "a"], ["b", "b"], draws=5).value) is np.False_
    with pytest.warns(RuntimeWarning, match="All-NaN"):
        assert np.isnan(cohen_kappa("aaa", "aaa", draws=5).value)
    with pytest.warns(RuntimeWarning, match="All-NaN"):
        assert np.isnan(krippendorff_alpha([None, "a"], ["a", None], draws=5).value)


def test_the_bootstrap_holds_a_mean_at_its_rate() -> None:
    random, held = np.random.default_rng(3), 0
    for seed in range(100):
        drawn = random.normal(5, 2, 60)
        held += bootstrap(lambda rows, drawn=drawn: float(drawn[rows].mean()), 60, draws=300, seed=seed).covers(5)
    assert 88 <= held <= 99


def test_corrected_shares_hold_the_truth_where_naive_ones_do_not() -> None:
    random, held, fooled = np.random.default_rng(1), 0, 0
    for _ in range(200):
        true = random.random(3000) < 0.3
        machine = np.where(true, random.random(3000) < 0.7, random.random(3000) < 0.2).astype(int)
        held += corrected_share(machine[300:], machine[:300], true[:300].astype(int)).covers(0.3)
        fooled += not naive_share(machine).covers(0.3)
    assert 182 <= held <= 199
    assert fooled > 150


def test_the_corrected_share_is_that_of_a_case_by_hand() -> None:
    # share outside 0.5, errors on the sample 1, 0, 0, 0 with mean 0.25
    assert corrected_share([1, 0, 1, 0], [1, 1, 0, 0], [0, 1, 0, 0]).value == pytest.approx(0.25)
    gap = difference(Interval(0.5, 0.4, 0.6), Interval(0.2, 0.1, 0.3))
    assert gap.value == pytest.approx(0.3)
    assert gap.high - gap.value == pytest.approx(2**0.5 * 0.1)


PLANTED = judging.SimulatedJudge()


def planted(seed: int, z: float = 1.959964, judge: judging.SimulatedJudge = PLANTED) -> list[bool]:
    random = np.random.default_rng(seed)
    pairs = judging.made_up_pairs(600, random)
    found = judging.find_biases(pairs, judge.verdicts(pairs, random), z=z)
    return [found.position.covers(judge.position), found.length.covers(judge.length), found.own.covers(judge.own)]


def test_planted_biases_are_recovered_at_the_nominal_rate() -> None:
    """Of 100 intervals of 95 %, fewer than 89 or more than 99 hold the truth in one of 150 studies; three are looked at."""
    held = np.sum([planted(seed) for seed in range(100)], axis=0)
    assert all(89 <= count <= 100 for count in held), held
    assert 275 <= held.sum() <= 296
    narrow = np.sum([planted(seed, z=1.281552) for seed in range(100)], axis=0)
    assert all(68 <= count <= 91 for count in narrow), narrow  # intervals of 80 % hold it as often as they say: none is merely wide


def test_a_judge_without_bias_is_found_to_have_none() -> None:
    fair = judging.SimulatedJudge(position=0, length=0, own=0)
    assert np.sum([planted(seed, judge=fair) for seed in range(100)]) >= 275


def test_asking_in_both_orders_removes_position_and_nothing_else() -> None:
    random, judge = np.random.default_rng(2), judging.SimulatedJudge(length=0, own=0, position=1.0)
    pairs = judging.made_up_pairs(20_000, random)
    both = judging.consistent(judge.verdicts(pairs, random), judge.verdicts(pairs.swapped(), random))
    assert judge.verdicts(pairs, random).mean() > 0.6
    assert both.mean() == pytest.approx(0.5, abs=0.02)
    own = judging.SimulatedJudge(length=0, own=2.0, position=1.0)
    mine = judging.Pairs(pairs.quality, pairs.length, np.ones(20_000))
    assert judging.consistent(own.verdicts(mine, random), own.verdicts(mine.swapped(), random)).mean() > 0.6
    assert judging.fair_share(mine, judging.find_biases(pairs, judge.verdicts(pairs, random))) == pytest.approx(0.5, abs=0.02)


def test_biases_of_grades_are_recovered() -> None:
    held = np.zeros(2)
    for seed in range(100):
        random, judge = np.random.default_rng(seed), judging.SimulatedJudge()
        quality, length, own = random.normal(0, 1, 200), random.normal(0, 1, 200), random.choice([0.0, 1.0], 200)
        by_length, by_own = judging.grade_biases(quality, length, own, judge.grades(quality, length, own, random))
        held += [by_length.covers(judge.length / 2), by_own.covers(judge.own / 2)]
    assert all(89 <= count <= 100 for count in held), held


def test_verdicts_without_error_have_no_finite_estimate() -> None:
    pairs = judging.made_up_pairs(50, np.random.default_rng(0))
    with pytest.raises(ValueError, match="no finite estimate"):
        judging.find_biases(pairs, (pairs.quality > 0).astype(float))
    with pytest.raises(ValueError, match="no finite estimate"):
        judging.logistic(np.ones((4, 1)), np.array([1.0, 0, 1, 1]), rounds=1)
    with pytest.raises(ValueError, match="no finite estimate"):
        judging.logistic(np.ones((4, 2)), np.array([1.0, 0, 1, 1]))


def test_ranking_measures_are_those_of_a_case_by_hand() -> None:
    ranked, good = ["a", "b", "c", "d"], {"b", "d", "x"}
    assert recall(ranked, good, 2) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranked, good) == 0.5
    assert reciprocal_rank(["a"], good) == 0
    # gains at places 2 and 4: 1/log2(3) + 1/log2(5) = 0.6309 + 0.4307; best order of three: 1 + 0.6309 + 0.5 = 2.1309
    assert ndcg(ranked, good, 4) == pytest.approx(1.0616 / 2.1309, abs=1e-4)
    # a: 1/61 + 1/62, b: 1/62 + 1/61 (first seen first), c: 1/63
    assert fuse(["a", "b"], ["b", "a", "c"]) == ["a", "b", "c"]


def test_the_corpus_is_whole_and_its_facts_stand_in_its_texts() -> None:
    snippets = corpus.read_snippets()
    assert len(snippets) == 120 == len({one.text for one in snippets}) == len({one.id for one in snippets})
    assert {one.label for one in snippets} == set(corpus.LABELS) == set(corpus.CODEBOOK)
    for one in snippets:
        facts = Facts(**one.facts)
        for value in (facts.repository, facts.licence, facts.software):
            assert value is None or value in one.text, one.id
        assert facts.runs is None or str(facts.runs) in one.text, one.id


def test_relevant_papers_are_in_the_collection() -> None:
    import json

    def rows(name: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in (ROOT / "docs/sessions/data" / name).read_text(encoding="utf-8").splitlines()]

    known = {paper["id"] for paper in rows("papers.jsonl")}
    questions = rows("queries.jsonl")
    assert len(questions) == len({one["query"] for one in questions}) == 40
    for one in questions:
        assert one["relevant"]
        assert set(one["relevant"]) <= known, one["id"]


def test_the_published_data_are_read_by_column(tmp_path: Path) -> None:
    path = tmp_path / "effort.csv"
    path.write_text("\ufeffdoi,easy,hard\n10.1/a,Code was there.,\n10.1/b, ,Details were missing.\n", encoding="utf-8")
    found = list(corpus.read_effort(path, report="doi", columns=("easy", "hard")))
    assert [(one.report, one.kind, one.text) for one in found] == [("10.1/a", "easy", "Code was there."), ("10.1/b", "hard", "Details were missing.")]
    with pytest.raises(ValueError, match="no column soft; it has doi, easy, hard"):
        list(corpus.read_effort(path, report="doi", columns=("soft",)))


@pytest.mark.parametrize(
    ("reply", "fault", "repairs"),
    [
        ('{"repository": "OSF", "licence": null, "runs": 5, "software": null}', "", 0),
        ('Here: {"repository": "OSF", "licence": "n/a", "runs": " Five ", "software": null,}', "", 4),
        ('{"repository": "OSF", "licence": null, "runs": "12", "software": null}', "", 1),
        ('{"repository": "Zenodo", "licence": null, "runs": null, "software": null}', "not in the text: repository", 0),
        ('{"repository": "OSF", "licence": null, "runs": 0, "software": null}', "runs", 0),
        ('{"repository": "OSF", "licence": null, "runs": "many", "software": null}', "runs", 0),
        ('{"repository": "OSF", "licence": null, "runs": null}', "software: Field required", 0),
        ('{"repository": "OSF", "licence": null, "runs": null, "software": null, "more": 1}', "more", 0),
        ("{not json}", "no JSON", 0),
        ("No.", "no JSON", 0),
    ],
)
def test_replies_are_repaired_only_where_they_mean_one_thing(reply: str, fault: str, repairs: int) -> None:
    reading = extraction.read(reply, "On OSF, with five seeds, or 12.")
    assert (reading.facts is None) == bool(fault)
    assert fault in reading.fault
    assert len(reading.repairs) == repairs


def test_blank_words_are_no_value() -> None:
    with pytest.raises(ValueError, match="write null"):
        Facts(repository=" ", licence=None, runs=None, software=None)


def test_rules_find_what_their_patterns_say() -> None:
    found = extraction.by_rules("Code is on GitHub under CC BY-NC 4.0; 5 seeds; R 4.2.1.")
    assert found == Facts(repository="GitHub", licence="CC BY-NC 4.0", runs=5, software="R 4.2.1")
    assert extraction.by_rules("Nothing.") == Facts(repository=None, licence=None, runs=None, software=None)


def test_scores_are_those_of_a_case_by_hand() -> None:
    def facts(runs: int | None) -> Facts:
        return Facts(repository=None, licence=None, runs=runs, software=None)

    truth = [{"runs": value} for value in (5, 5, None, 3, None)]
    found = extraction.score([facts(5), facts(4), facts(1), None, facts(None)], truth, "runs")
    assert (found.precision, found.recall, found.f1, found.present) == (pytest.approx(1 / 3), pytest.approx(1 / 3), pytest.approx(1 / 3), 3)
    empty = extraction.score([None], [{"runs": None}], "runs")
    assert (empty.precision, empty.recall, empty.f1) == (0, 0, 0)


def test_keywords_label_by_the_first_that_stands() -> None:
    assert by_keywords("The code was lost.") == "barrier"
    assert by_keywords("Floods.") == "none"
