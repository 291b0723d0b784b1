"""Facts in a snippet: a typed form, a baseline of rules, the repair of replies, and scores for each field."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

_REPOSITORIES = ("GitHub", "GitLab", "Zenodo", "OSF", "Dryad", "Figshare", "Dataverse", "HEPData", "OpenNeuro", "Addgene", "Sequence Read Archive")
_LICENCE = re.compile(r"\b(MIT|GPL-3\.0|Apache-2\.0|BSD-3-Clause|CC0|CC BY(?:-NC)?(?:-SA)? \d\.\d)\b")
_RUNS = re.compile(r"\b(\d+) (?:seeds|runs|replicates|times|members|repetitions)\b")
_SOFTWARE = re.compile(r"\b(Python|R|Stata|Julia|GROMACS|MATLAB) (\d[\w.]*\d|\d)\b")
_NUMBERS = {word: number for number, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])}


class Facts(BaseModel):
    """What is asked for; null where the text does not say."""

    model_config = ConfigDict(strict=True, extra="forbid")

    repository: str | None = Field(description="name of the repository or archive that holds code, data or materials, as written")
    licence: str | None = Field(description="licence of what is shared, as written")
    runs: int | None = Field(description="how often a run, assay or measurement was repeated: seeds, replicates, members", ge=1)
    software: str | None = Field(description="software with its version, as written")

    @field_validator("repository", "licence", "software")
    @classmethod
    def _not_blank(cls, value: str | None) -> str | None:
        if value is not None and not value.strip():
            raise ValueError("write null where the text does not say")
        return value


FIELDS = tuple(Facts.model_fields)


def by_rules(text: str) -> Facts:
    """Extract by lists of names and patterns."""
    repository = next((name for name in _REPOSITORIES if name in text), None)
    licence, runs, software = _LICENCE.search(text), _RUNS.search(text), _SOFTWARE.search(text)
    return Facts(
        repository=repository, licence=licence[1] if licence else None, runs=int(runs[1]) if runs else None,
        software=f"{software[1]} {software[2]}" if software else None,
    )  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """A reply as facts, with what had to be repaired, or with what is wrong with it."""

    facts: Facts | None
    repairs: tuple[str, ...] = ()
    fault: str = ""


def read(reply: str, text: str) -> Reading:
    """Check a reply against the form and the text; repair only what has one meaning, and name every repair."""
    repairs: list[str] = []
    found = re.search(r"\{.*\}", reply, re.DOTALL)
    if not found:
        return Reading(None, fault="no JSON")
    if found[0] != reply.strip():
        repairs.append("words around the JSON left out")
    body = re.sub(r",(\s*\})", r"\1", found[0])
    if body != found[0]:
        repairs.append("comma at the end taken out")
    try:
        value = json.loads(body)
    except ValueError as error:
        return Reading(None, tuple(repairs), f"no JSON: {error}")
    for name in FIELDS:
        if isinstance(value.get(name), str) and value[name].strip().lower() in ("", "null", "none", "n/a", "not stated"):
            value[name] = None
            repairs.append(f"{name}: a word for nothing made null")
    if isinstance(value.get("runs"), str) and (number := _number(value["runs"])) is not None:
        value["runs"] = number
        repairs.append("runs: a numeral made a number")
    try:
        facts = Facts.model_validate(value)
    except ValidationError as error:
        return Reading(None, tuple(repairs), "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()))
    invented = [name for name in ("repository", "licence", "software") if (said := getattr(facts, name)) and said.lower() not in text.lower()]
    return Reading(None, tuple(repairs), f"not in the text: {', '.join(invented)}") if invented else Reading(facts, tuple(repairs))


def _number(word: str) -> int | None:
    return int(word) if word.strip().isdecimal() else _NUMBERS.get(word.strip().lower())


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 of one field; a wrong value is both a false find and a miss."""

    precision: float
    recall: float
    f1: float
    present: int


def score(found: Sequence[Facts | None], truth: Sequence[dict[str, Any]], name: str) -> Score:
    """Score one field; a reply that could not be used has found nothing."""
    values = [(getattr(facts, name) if facts else None, wanted[name]) for facts, wanted in zip(found, truth, strict=True)]
    hits = sum(made is not None and made == wanted for made, wanted in values)
    made, present = sum(value is not None for value, _ in values), sum(wanted is not None for _, wanted in values)
    precision, recall = hits / made if made else 0.0, hits / present if present else 0.0
    return Score(precision, recall, 2 * hits / (made + present) if made + present else 0.0, present)
