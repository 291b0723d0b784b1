"""From catalog and index to pages: everything but the theme's frame around them."""

from __future__ import annotations

import datetime
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import jinja2
from markupsafe import Markup

from llm4s import memory
from llm4s.backlinks import backlinks
from llm4s.catalog import Catalog
from llm4s.charts import Chart, charts
from llm4s.citation import Citation, paper_citation, record_citation
from llm4s.facets import glance
from llm4s.formula import mathml
from llm4s.history import History
from llm4s.index import Index, Mention
from llm4s.kept import Kept, kept
from llm4s.ledger import Memory
from llm4s.lineage import Lineage, build_lineage, position
from llm4s.record import Entry, Kind, VocabularyWord, WordList
from llm4s.rulebook import Rulebook
from llm4s.structured import description, json_ld
from llm4s.timeline import Moment, moments
from llm4s.view import Names, Piece, field_label, present

Anchor = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page without its frame; url, previous and next are relative to the site's root."""

    shell: str
    url: str
    title: str
    description: str
    body: str
    anchors: Sequence[Anchor] = ()
    edit: str = ""
    json_ld: str = ""
    previous: tuple[str, str] | None = None
    next: tuple[str, str] | None = None


@dataclass(frozen=True)
class Site:
    """What pages are made from."""

    catalog: Catalog
    index: Index
    address: str = ""
    mentions: Mapping[str, Sequence[Mention]] = field(default_factory=dict)
    dead: Mapping[str, Memory] = field(default_factory=dict)
    """Dead addresses outside the site, as the ledger knows them."""
    rulebook: Rulebook | None = None
    """What the chooser decides by, where a project has such rules."""
    today: datetime.date = datetime.date.min
    """The day that ages are counted on."""
    repository: str = ""
    """Address of the repository on the code host; nothing where there is none."""
    kept: Kept | None = None
    """What was made of single records before, in a preview."""
    lineage_page: str = ""
    """Address of the chapter that shows the whole lineage; nothing where there is none."""
    history: History = field(default_factory=History)
    """What was published before."""

    @functools.cached_property
    def names(self) -> Names:
        """Names of records and words, collected once."""
        return Names.of(self.catalog, self.kept)

    @functools.cached_property
    def charts(self) -> list[Chart]:
        """Every chart, counted once."""
        return charts(self.catalog, self.names, self.today)

    @functools.cached_property
    def moments(self) -> list[Moment]:
        """All dates, collected once."""
        return moments(self.catalog)

    @functools.cached_property
    def lineage(self) -> Lineage:
        """What was built from what, collected once."""
        return build_lineage(self.catalog, self.index)


@functools.cache
def environment() -> jinja2.Environment:
    """Give the template environment: everything is escaped, and a missing name is an error."""
    loader = jinja2.PackageLoader("llm4s")
    env = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.filters["mathml"] = lambda latex: Markup(mathml(latex, display=True))  # noqa: S704 (the converter escapes what it sets)
    return env


def record_page(site: Site, entry: Entry, previous: Entry | None = None, following: Entry | None = None) -> Page:
    """Make the page of one record."""
    record: Any = entry.record
    marks = _footnotes(entry)
    rows = [(name, field_label(name), present(entry, name, site.names), marks.get(name, ())) for name in record.facts if name != "formula"]
    context = {
        "entry": entry,
        "record": record,
        "root": "../../",
        "rows": [row for row in rows if row[2]],
        "glance": glance(entry, site.names),
        "marks": marks,
        "unverified": {field_label(name) for name in record.unverified},
        "needs": _needs(record),
        "precisions": memory.PRECISIONS,
        "reckoned": (memory.CONTEXT, memory.OVERHEAD),
        "explained": site.rulebook is not None,
        "words": [piece for name in ("domains", "tasks", "topics") for piece in present(entry, name, site.names) if piece.text],
        "status": present(entry, "status", site.names)[0],
        "successors": present(entry, "superseded_by", site.names),
        "results": [_result(entry, number, site.names) for number in range(len(getattr(record, "results", ())))],
        "related": [(present_related(site, related.record), related.why) for related in record.related],
        "repository": site.repository,
        "lineage_page": site.lineage_page,
        "lineage": position(site.lineage, entry),
        "backlinks": backlinks(site.index, entry),
        "mentions": site.mentions.get(entry.path, ()),
        "works": _works(site, entry),
        "self_citation": record_citation(entry, site.address + entry.url),
        "word_uses": _word_uses(site, entry),
    }
    template = environment().select_template([f"{entry.kind.name}.html", "record.html"])
    return Page(
        shell=entry.kind.plural,
        url=entry.url,
        title=entry.name,
        description=description(entry),
        body=template.render(context),
        anchors=[anchor for anchor in _ANCHORS if _filled(anchor[0], context)],
        edit=f"data/{entry.path}.yaml",
        json_ld=json_ld(entry, site.address + entry.url),
        previous=(previous.name, previous.url) if previous else None,
        next=(following.name, following.url) if following else None,
    )


_ANCHORS: tuple[Anchor, ...] = (
    ("facts", "Facts"),
    ("memory", "Memory needed"),
    ("results", "Published results"),
    ("words", "Words"),
    ("links", "Links"),
    ("lineage", "Lineage"),
    ("related", "Related"),
    ("chapters", "In the guide"),
    ("evidence", "Evidence"),
    ("cite", "Cite"),
)
_MOST_WORKS = 3
_CONTEXT_OF = {"facts": "rows", "memory": "needs", "words": "word_uses", "chapters": "mentions", "cite": "self_citation"}


def _filled(anchor: str, context: Mapping[str, Any]) -> bool:
    if anchor == "related":
        return bool(context["related"] or context["backlinks"])
    if anchor in ("links", "evidence"):
        return bool(getattr(context["record"], anchor))
    return bool(context[_CONTEXT_OF.get(anchor, anchor)])


def rows_of(site: Site, kind: Kind, entries: Sequence[Entry]) -> list[tuple[Entry, str, list[list[Piece]]]]:
    """Give the rows of a listing: the entry, its summary in short, and the pieces of each column."""
    columns = [(name, int(most or 4)) for name, _, most in (column.partition(":") for column in kind.cls.columns)]

    def cells(entry: Entry) -> list[list[Piece]]:
        return [present(entry, name, site.names, most) for name, most in columns]

    return [(entry, description(entry, 140), kept(site.kept, "row", entry, functools.partial(cells, entry))) for entry in entries]


def column_labels(kind: Kind) -> list[str]:
    """Give the headings of a listing's columns, the name's left out."""
    return [field_label(column.partition(":")[0]) for column in kind.cls.columns]


def present_related(site: Site, path: str) -> Piece:
    """Give a link to a record by its path."""
    target = site.catalog.get(path)
    return Piece(target.name, target.url, css="record") if target else Piece(path)


def _footnotes(entry: Entry) -> dict[str, list[int]]:
    marks: dict[str, list[int]] = defaultdict(list)
    for number, evidence in enumerate(entry.record.evidence, 1):
        for name in evidence.facts:
            marks[name].append(number)
    return dict(marks)


def _needs(record: Any) -> list[memory.Need]:
    return [memory.need(checkpoint, record.name) for checkpoint in memory.checkpoints(record)] if hasattr(record, "context_window") else []


def _result(entry: Entry, number: int, names: Names) -> tuple[Any, Piece, Piece | None]:
    record: Any = entry.record
    result = record.results[number]
    benchmark = names.catalog.of("benchmarks").get(result.benchmark)
    metric = names.catalog.of("metrics").get(result.metric or "")
    shown = Piece(benchmark.name, benchmark.url, css="record") if benchmark else Piece(result.benchmark)
    return result, shown, Piece(metric.name, metric.url, css="record") if metric else None


def _works(site: Site, entry: Entry) -> list[Citation]:
    """Cite the paper itself, or the first papers that describe the record."""
    if entry.kind.name == "paper":
        return [paper_citation(entry)]
    papers = site.catalog.of("papers")
    return [paper_citation(papers[key]) for key in getattr(entry.record, "papers", ())[:_MOST_WORKS] if key in papers]


def _word_uses(site: Site, entry: Entry) -> list[tuple[VocabularyWord, int]]:
    if not isinstance(entry.record, WordList):
        return []
    return [(word, len(site.index.uses.get((entry.id, word.id), ()))) for word in entry.record.words]
