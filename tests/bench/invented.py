"""One function for each kind: the fields of an invented record, as many and as long as in the real records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vocabulary import Words

Record = dict[str, Any]
Refer = Callable[..., list[str]]
"""Gives ids of records: of which kind, how many at least and at most."""


def milestones(words: Words, least: int, most: int) -> list[Record]:
    made = [
        {"date": words.date(), "event": words.one("event").replace("preprint", "announcement"), **({"note": words.line(2, 5)} if words.chance(0.3) else {})}
        for _ in range(words.between(least, most))
    ]
    return sorted(made, key=lambda milestone: milestone["date"])


def amounts(words: Words, least: int, most: int) -> list[Record]:
    return [{"value": words.between(12, 90000), "unit": words.some(1, 1)[0]} for _ in range(words.between(least, most))]


def model(words: Words, refer: Refer) -> Record:
    record = {
        "developers": refer("organizations", 1, 2),
        "dates": milestones(words, 1, 3),
        "sizes": [
            {"parameters": f"{words.between(1, 400)}{words.random.choice('MBB')}", "counts": "total", "name": words.line(1, 2)}
            for _ in range(words.between(1, 3))
        ],
        "architecture": words.of("architecture", 1, 2),
        "modalities": {"input": words.of("modality", 1, 2), "output": words.of("modality")},
        "context_window": 2 ** words.between(9, 17),
        "access": words.one("access"),
        "licences": {"code": refer("licences")[0], "weights": refer("licences")[0]},
        "training_data": [{"dataset": found, "stage": words.one("training-stage")} for found in refer("datasets", 1, 2)] or "undisclosed",
        "papers": refer("papers"),
    }
    if words.chance(0.3):
        record |= {"base_models": refer("models", 1, 1, earlier=True) or "unknown", "training_tokens": f"{words.between(1, 900)}B"}
    if words.chance(0.4):
        found = zip(refer("benchmarks", 1, 2), refer("metrics", 2, 2), strict=False)
        scores = [(benchmark, metric, words.between(10, 990) / 10) for benchmark, metric in found]
        record["results"] = [
            {
                "benchmark": benchmark,
                "metric": metric,
                "value": score,
                "setting": words.line(3, 7),
                "source": words.url(),
                "locator": f"Table {words.between(1, 9)}",
            }
            for benchmark, metric, score in scores
        ]
    return record


def paper(words: Words, refer: Refer) -> Record:
    date = words.date(0)
    record: Record = {
        "title": words.line(6, 13),
        "authors": [words.person() for _ in range(min(words.between(1, 16), words.between(1, 40)))],
        "year": int(date[:4]),
        "type": words.one("publication-type"),
        "identifiers": {"arxiv": date[2:4] + date[5:7] + f".{words.fresh():05d}"},
    }
    if words.chance(0.7):
        record["venue"] = words.line(3, 8)
    if words.chance(0.45):
        record["dates"] = [{"date": date, "event": "preprint"}]
    if words.chance(0.18):
        record |= {"volume": str(words.between(1, 99)), "pages": f"{words.between(1, 500)}-{words.between(501, 999)}"}
    return record


def tool(words: Words, refer: Refer) -> Record:
    record = {
        "developers": refer("organizations"),
        "categories": words.of("tool-category", 1, 2),
        "repository": words.url(),
        "install": f"pip install {words.syllables().lower()}",
        "languages": sorted(words.of("programming-language", 1, 2)),
        "licence": refer("licences")[0],
        "dates": milestones(words, 1, 2),
        "built_on": refer("tools", 0, 2, earlier=True),
        "papers": refer("papers", 0, 1),
    }
    return {name: value for name, value in record.items() if value != []}


def dataset(words: Words, refer: Refer) -> Record:
    record = {
        "creators": refer("organizations", 1, 2),
        "dates": milestones(words, 1, 2),
        "contents": words.line(6, 12),
        "sizes": amounts(words, 1, 2),
        "modalities": words.of("modality", 1, 2),
        "licence": refer("licences")[0],
        "access": words.one("data-access"),
        "built_from": refer("datasets", 0, 1, earlier=True),
        "papers": refer("papers", 0, 2),
    }
    return {name: value for name, value in record.items() if value != []}


def benchmark(words: Words, refer: Refer) -> Record:
    return {
        "creators": refer("organizations"),
        "dates": milestones(words, 1, 2),
        "sizes": amounts(words, 1, 3),
        "answer_formats": words.of("answer-format", 1, 2),
        "metrics": refer("metrics", 1, 2),
        "modalities": words.of("modality", 1, 2),
        "licence": refer("licences")[0],
        "papers": refer("papers"),
    }


def term(words: Words, refer: Refer) -> Record:
    formula = {"formula": rf"P = \frac{{{words.between(2, 9)} R}}{{P + \sum_i x_i}}"} if words.chance(0.17) else {}
    return {"definition": words.text(20, 32), **formula, "see_also": sorted(refer("terms", 2, 4)), "papers": refer("papers", 1, 2)}


def organization(words: Words, refer: Refer) -> Record:
    parents = {"parents": found} if (found := refer("organizations", 0, 1, earlier=True)) and words.chance(0.1) else {}
    country = words.random.choice(["AT", "CA", "CH", "CN", "DE", "FR", "GB", "IN", "JP", "KR", "NL", "US"])
    return {"type": words.one("organization-type"), "countries": [country], "founded": str(words.between(1850, 2024)), **parents}


def system(words: Words, refer: Refer) -> Record:
    return {
        "developers": refer("organizations", 1, 2),
        "dates": milestones(words, 1, 3),
        "research_stages": words.of("research-stage", 2, 4),
        "models": refer("models", 1, 2),
        "tools": refer("tools", 1, 1),
        "access": words.one("access"),
        "licences": {"code": refer("licences")[0]},
        "papers": refer("papers"),
    }


def metric(words: Words, refer: Refer) -> Record:
    return {
        "measures": words.line(6, 12),
        "formula": rf"F = \frac{{2 P R}}{{P + R + {words.between(1, 9)}}}",
        "range": "0 to 1",
        "direction": words.one("direction"),
        "needs_reference": words.chance(0.5),
        "papers": refer("papers"),
    }


def tutorial(words: Words, refer: Refer) -> Record:
    return {
        "type": words.one("tutorial-type"),
        "authors": [words.person() for _ in range(words.between(1, 5))],
        "published": words.date(),
        "level": words.one("level"),
        "cost": words.one("cost"),
        "models": refer("models"),
        "tools": refer("tools"),
        "outcome": words.text(20, 70),
        "papers": refer("papers"),
    }


def licence(words: Words, refer: Refer) -> Record:
    permissions = {name: words.one("permission") for name in ("commercial_use", "derivatives", "share_alike", "attribution")}
    return {"spdx": "not-applicable", "text": words.url(), **permissions, "conditions": words.text(20, 45)}


MAKERS = {maker.__name__: maker for maker in (model, paper, tool, dataset, benchmark, term, organization, system, metric, tutorial, licence)}
