"""The rules of the chooser: what facts of models mean for a choice, as data that is checked before it decides anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from llm4s.catalog import Catalog
from llm4s.fields import ID_PATTERN, Line
from llm4s.link import suggestion, words
from llm4s.load import read_part
from llm4s.memory import CONTEXT
from llm4s.problem import Problem
from llm4s.record import Part
from llm4s.source import Path, Source

FILE = "data/rules/chooser.yaml"
FACTS = {"access": "access", "status": "status", "commercial_use": "permission", "derivatives": "permission"}
"""The facts that rules can ask for, each with the vocabulary of its words."""
STEPS = ("data", "hardware", "licence")
Verdict = Literal["for", "against", "excluded", "unknown", "neutral", "memory"]
SILENT = ("neutral", "memory")


class Rule(Part):
    """What some words of a fact mean for a choice."""

    fact: Literal["access", "status", "commercial_use", "derivatives"]
    """The fact of a model."""
    words: Annotated[list[Line], Field(min_length=1)]
    """The words of the fact that the rule is about."""
    verdict: Verdict
    """What they mean; memory leaves it to the computed need."""
    reason: Line | None = None
    """The verdict in words, one sentence; not needed for neutral and memory."""


class Match(Part):
    """What it means that a model carries a word, or does not."""

    verdict: Literal["for", "against", "excluded", "unknown", "neutral"]
    """What it means."""
    reason: Line
    """The verdict in words, one sentence."""


class General(Match):
    """What it means that a model carries a word that stands for all others."""

    words: list[Line]
    """The words that stand for all others."""


class Matching(Part):
    """How words that models carry are held against the one that was chosen."""

    carried: Match
    """The model carries the word, or a narrower one."""
    broader: Match
    """The model carries a word that includes it."""
    general: General
    """The model carries a word that stands for all."""
    other: Match
    """The model carries other words only."""


class Option(Part):
    """One answer to the question of a step."""

    id: Annotated[str, Field(pattern=ID_PATTERN)]
    """The answer as it stands in the address."""
    name: Line
    """The answer as readers see it."""
    description: Line | None = None
    """What it means, if the name does not say enough."""
    memory: Annotated[float, Field(ge=0)] | None = None
    """Memory for a model in GiB, for answers about hardware."""
    includes: list[Line] = []
    """Other answers of the step whose rules hold, too."""
    rules: list[Rule] = []
    """What follows from the answer."""


class Step(Part):
    """A question with its answers."""

    title: Line
    """The step in one or two words."""
    question: Line
    """The question."""
    rules: list[Rule] = []
    """What follows from every answer."""
    options: Annotated[list[Option], Field(min_length=1)]
    """The answers, in the order in which readers see them."""

    def rules_of(self, option: Option) -> list[Rule]:
        """Give all rules that hold when an answer is chosen."""
        included = [rule for other in self.options if other.id in option.includes for rule in other.rules]
        return [*self.rules, *included, *option.rules]


class Rulebook(Part):
    """Everything that the chooser decides by."""

    always: list[Rule]
    """What holds whatever is chosen."""
    domain: Matching
    """How fields of science are held against the one chosen."""
    task: Matching
    """How tasks are held against the one chosen."""
    data: Step
    """How sensitive the data are."""
    hardware: Step
    """What the model would run on."""
    licence: Step
    """What the licence has to allow."""
    contexts: Annotated[list[Annotated[int, Field(gt=0)]], Field(min_length=1)]
    """Lengths of context to choose from, in tokens."""


def read(data: bytes, catalog: Catalog) -> tuple[Rulebook | None, list[Problem]]:
    """Read the rules; none of them holds if one of them is wrong."""
    rulebook, source, problems = read_part(FILE, data, Rulebook)
    if rulebook and source:
        problems += _check(rulebook, source, words(catalog))
    return (None if problems else rulebook), problems


def _check(rulebook: Rulebook, source: Source, known: dict[str, list[str]]) -> Iterator[Problem]:
    for name in ("domain", "task"):
        for number, word in enumerate(getattr(rulebook, name).general.words):
            yield from _known(source, (name, "general", "words", number), name, word, known)
    yield from _check_rules(source, ("always",), rulebook.always, known)
    yield from _complete(source, ("always",), "what always holds", rulebook.always, known)
    for name in STEPS:
        step: Step = getattr(rulebook, name)
        yield from _check_rules(source, (name, "rules"), step.rules, known)
        ids = [option.id for option in step.options]
        for number, option in enumerate(step.options):
            path: Path = (name, "options", number)
            yield from _check_rules(source, (*path, "rules"), option.rules, known)
            yield from _complete(source, path, f"'{option.id}'", step.rules_of(option), known)
            if ids.index(option.id) != number:
                yield Problem(source.locate((*path, "id")), "bad-rule", f"'{option.id}' stands twice among the answers", "give each its own id")
            for place, other in enumerate(option.includes):
                if other not in ids or other == option.id:
                    what = f"'{other}' is no other answer of the step"
                    yield Problem(source.locate((*path, "includes", place)), "bad-rule", what, suggestion(other, ids, f"the options of '{name}'"))
            if option.memory is None and any(rule.verdict == "memory" for rule in step.rules_of(option)):
                yield Problem(source.locate(path), "bad-rule", f"'{option.id}' leaves a verdict to its memory and states none", "add 'memory:' in GiB")
    if CONTEXT not in rulebook.contexts:
        yield Problem(source.locate(("contexts",)), "bad-rule", f"'contexts' leaves out {CONTEXT}, which is reckoned with at first", "add it")


def _check_rules(source: Source, path: Path, rules: Sequence[Rule], known: dict[str, list[str]]) -> Iterator[Problem]:
    for number, rule in enumerate(rules):
        for place, word in enumerate(rule.words):
            yield from _known(source, (*path, number, "words", place), FACTS[rule.fact], word, known)
        if (rule.reason is None) != (rule.verdict in SILENT):
            hint = "add 'reason:'" if rule.reason is None else "remove the reason"
            yield Problem(
                source.locate((*path, number)), "bad-rule", f"a rule that says '{rule.verdict}' has {'no' if rule.reason is None else 'a'} reason", hint
            )


def _known(source: Source, path: Path, vocabulary: str, word: str, known: dict[str, list[str]]) -> Iterator[Problem]:
    if word not in known.get(vocabulary, ()):
        hint = suggestion(word, known.get(vocabulary, []), f"data/vocabularies/{vocabulary}.yaml")
        yield Problem(source.locate(path), "unknown-word", f"a rule names '{word}', which is no word of the vocabulary '{vocabulary}'", hint)


def _complete(source: Source, path: Path, name: str, rules: Sequence[Rule], known: dict[str, list[str]]) -> Iterator[Problem]:
    """Hold that of each fact that rules ask for every word has one rule: what nobody thought of must not decide."""
    for fact in dict.fromkeys(rule.fact for rule in rules):
        count = Counter(word for rule in rules if rule.fact == fact for word in rule.words)
        for word in known.get(FACTS[fact], ()):
            if count[word] != 1:
                what = f"the rules of {name} about '{fact}' name '{word}' {'twice' if count[word] else 'nowhere'}"
                yield Problem(source.locate(path), "bad-rule", what, "each word has one rule; 'neutral' where it changes nothing")
