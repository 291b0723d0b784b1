"""The snippets about reproducibility, and the published data where a reader has them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm4s_sessions import ROOT

LABELS = ("code", "data", "methods", "barrier", "outcome", "none")
CODEBOOK = {
    "code": "says whether or where programs, scripts or software of the study can be had",
    "data": "says whether or where data or physical materials of the study can be had",
    "methods": "gives a detail of the procedure that somebody would need to repeat it: settings, counts, versions, steps",
    "barrier": "names something that stands in the way of repeating the study: missing, lost, closed, unclear, too dear",
    "outcome": "reports what came out when somebody repeated the study or part of it",
    "none": "none of these, even if the word reproducibility occurs",
}
RULE = "Where several hold, take the first of: outcome, barrier, code, data, methods, none. A promise or an offer on request counts as code or data."
SNIPPETS = ROOT / "docs/sessions/data/reproducibility-snippets.jsonl"


@dataclass(frozen=True)
class Snippet:
    """One or two sentences with their label and the facts to be extracted from them."""

    id: str
    field: str
    text: str
    label: str
    facts: dict[str, Any]


def read_snippets(path: Path = SNIPPETS) -> list[Snippet]:
    """Read the corpus of the project."""
    return [Snippet(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True)
class Statement:
    """What the authors of a reproduction report wrote in one field of it."""

    report: str
    kind: str
    text: str


def read_effort(path: Path, *, report: str, columns: tuple[str, ...]) -> Iterator[Statement]:
    """Read a CSV file of the Effort of Reproducibility data: the column that names a report, and columns of free text.

    Raises:
        ValueError: a column is not there; the message names those that are.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        there = rows.fieldnames or []
        missing = [name for name in (report, *columns) if name not in there]
        if missing:
            raise ValueError(f"{path.name} has no column {', '.join(missing)}; it has {', '.join(there)}")
        for row in rows:
            for name in columns:
                if text := (row[name] or "").strip():
                    yield Statement(row[report], name, text)
