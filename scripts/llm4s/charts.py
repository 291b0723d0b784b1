"""Numbers about the catalog as tables that charts are drawn from: sizes, licences, domains, openness, age of checks."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from llm4s import facets
from llm4s.catalog import Catalog
from llm4s.fields import Gap, Ref
from llm4s.link import find
from llm4s.record import Entry, WordList
from llm4s.timeline import moments_of
from llm4s.view import Names

Cell = str | int
MOST_LICENCES = 14
AGES = ((30, "up to 30 days"), (90, "31 to 90 days"), (180, "91 to 180 days"), (365, "181 days to a year"), (730, "one to two years"), (math.inf, "older"))


@dataclass(frozen=True)
class Chart:
    """A table with what it says in words; 'form' tells how it is drawn, 'linked' names records that rows belong to."""

    id: str
    title: str
    description: str
    form: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    linked: Sequence[str] = ()

    def data(self) -> dict[str, Any]:
        """Give the chart for the browser."""
        return dict(vars(self))


def charts(catalog: Catalog, names: Names, today: datetime.date) -> list[Chart]:
    """Make every chart; today is the day that ages are counted on."""
    return [
        sizes(catalog),
        openness(catalog, names),
        licences(catalog, names),
        domains(catalog),
        freshness(catalog, today),
    ]


def sizes(catalog: Catalog) -> Chart:
    """Give the parameters of models by their first date; those that state none are counted in the description."""
    found = [
        (moments[0].date, entry, size)
        for entry in catalog.of("models").values()
        if (moments := moments_of(entry)) and (size := facets.parameters(entry.record))
    ]
    found.sort(key=lambda one: (one[0], one[1].id))
    left = len(catalog.of("models")) - len(found)
    description = (
        "The number of all parameters of each model's smallest and largest checkpoint, at the model's first date. "
        "The scale is logarithmic: each line is ten times the one below. "
        f"{_models(len(found))} {'states' if len(found) == 1 else 'state'} a size; {left} more, for which it is unknown or undisclosed, cannot be drawn."
    )
    rows: list[list[Cell]] = [[date, entry.name, *size] for date, entry, size in found]
    return Chart(
        "size", "Size of models over time", description, "span", ("First date", "Model", "Smallest", "Largest"), rows, [entry.path for _, entry, _ in found]
    )


def openness(catalog: Catalog, names: Names) -> Chart:
    """Count models by the year of their first date and by how one gets at them."""
    order = [word for vocabulary, word in names.words if vocabulary == "access"]
    found = Counter((facets.year(entry.record), str(getattr(entry.record, "access", ""))) for entry in catalog.of("models").values())
    used = [word for word in order if any(word == access for _, access in found)]
    years = sorted(year for year, _ in found if year is not None)
    span = range(years[0], years[-1] + 1) if years else range(0)
    rows: list[list[Cell]] = [[str(year), *(found[year, word] for word in used)] for year in span]
    description = (
        "Models of this catalogue by the year of their first date and by how one can get at them. It shows what the catalogue holds, not all models there are."
    )
    return Chart("openness", "Openness of models by year", description, "stack", ("Year", *(names.words["access", word][0] for word in used)), rows)


def licences(catalog: Catalog, names: Names) -> Chart:
    """Count licences of the weights of models and of datasets and tools."""
    groups: list[tuple[str, str, Callable[[Any], Any]]] = [
        ("Models, weights", "models", lambda record: record.licences.weights or Gap.UNKNOWN),
        ("Datasets", "datasets", lambda record: record.licence),
        ("Tools", "tools", lambda record: record.licence),
    ]
    found: Counter[tuple[str, int]] = Counter()
    for number, (_, plural, part) in enumerate(groups):
        for entry in catalog.of(plural).values():
            found[_licence(entry, part(entry.record), names), number] += 1
    totals = Counter[str]()
    for (name, _), count in found.items():
        totals[name] += count
    gaps = [gap.value.capitalize().replace("-", " ") for gap in Gap]
    ranked = [name for name, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0])) if name not in gaps]
    most = MOST_LICENCES if len(ranked) > MOST_LICENCES + 1 else len(ranked)
    shown, rest = ranked[:most], ranked[most:]
    rows: list[list[Cell]] = [[name, *(found[name, number] for number in range(len(groups)))] for name in shown]
    if rest:
        rows.append([f"{len(rest)} others", *(sum(found[name, number] for name in rest) for number in range(len(groups)))])
    rows += [[name, *(found[name, number] for number in range(len(groups)))] for name in gaps if totals[name]]
    description = "Licences of the weights of models, of datasets and of tools, the most frequent first. Not applicable are weights that nobody can get."
    return Chart("licences", "Licences", description, "bars", ("Licence", *(label for label, _, _ in groups)), rows)


def _licence(entry: Entry, part: Any, names: Names) -> str:
    if isinstance(part, Gap):
        return part.value.capitalize().replace("-", " ")
    licence = find(names.catalog, entry, Ref("licence"), part)
    if licence is None:
        return str(part)
    short = getattr(licence.record, "spdx", Gap.NOT_APPLICABLE)
    return licence.name if isinstance(short, Gap) else str(short)


def domains(catalog: Catalog) -> Chart:
    """Count records by field of science; a field includes those below it."""
    tree = facets.trees(catalog).get("domain", {})
    found: Counter[tuple[str, str]] = Counter()
    for entry in catalog:
        words: dict[str, facets.Carried] = {}
        for word in entry.record.domains:
            words |= facets.with_broader(word, tree)
        found.update((word, "papers" if entry.kind.plural == "papers" else "others") for word in words)
    rows: list[list[Cell]] = [
        [f"{'↳ ' * carried.depth}{carried.name}", found[word, "others"], found[word, "papers"]]
        for word, (carried, _) in tree.items()
        if found[word, "others"] + found[word, "papers"]
    ]
    description = "Records by field of science. A field counts those below it, too, and a record may serve several."
    return Chart("domains", "Domains", description, "bars", ("Domain", "Models, data, tools and the rest", "Papers"), rows)


def freshness(catalog: Catalog, today: datetime.date) -> Chart:
    """Count records by the age of their newest check."""
    days = [(entry, facets.checked(entry.record)) for entry in catalog if not isinstance(entry.record, WordList)]
    ages = [(entry, (today - day).days) for entry, day in days if day]
    rows: list[list[Cell]] = []
    least = -math.inf
    for most, label in AGES:
        rows.append([label, sum(least < age <= most for _, age in ages)])
        least = most
    if missing := len(days) - len(ages):
        rows.append(["never", missing])
    description = (
        f"Records by the age of the newest check of any of their facts, counted on {today.isoformat()}. "
        "Old checks are where a fact is most likely to have changed."
    )
    return Chart("freshness", "Freshness of evidence", description, "bars", ("Age of the newest check", "Records"), rows)


def _models(count: int) -> str:
    return "One model" if count == 1 else f"{count} models"
