"""Writes a Hugo site of the same pages: one JSON of all records, read by a content adapter, our frames as layouts, our record template as a partial."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from llm4s import render
from llm4s.adapters.mkdocs import SitePlugin
from llm4s.formula import mathml
from llm4s.lineage import Group
from llm4s.pages import pages
from llm4s.record import Entry
from llm4s.view import Piece

HERE = Path(__file__).parent
_environment = render.environment
_BESIDE = (
    '{{ with .Params.%(name)s }}<a href="{{ $root }}{{ index . 1 }}" class="md-footer__link md-footer__link--%(name)s" aria-label="%(word)s: {{ index . 0 }}">'
    '<div class="md-footer__title"><span class="md-footer__direction">%(word)s</span><div class="md-ellipsis">{{ index . 0 }}</div></div></a>{{ end }}'
)
_TOC = '<li class="md-nav__item"><a href="#{{ index . 0 }}" class="md-nav__link"><span class="md-ellipsis">{{ index . 1 }}</span></a></li>'
SLOTS = {
    "TITLE": "{{ .Title }}",
    "DESCRIPTION": "{{ .Params.about }}",
    "CANONICAL": "{{ .Permalink }}",
    "PREVLINK": '{{ with .Params.prev }}<link rel="prev" href="{{ $root }}{{ index . 1 }}">{{ end }}',
    "NEXTLINK": '{{ with .Params.next }}<link rel="next" href="{{ $root }}{{ index . 1 }}">{{ end }}',
    "JSONLD": '{{ with .Params.json_ld }}<script type="application/ld+json">{{ . | safeJS }}</script>{{ end }}',
    "EDIT": "{{ .Params.edit }}",
    "TOC": "{{ range .Params.anchors }}" + _TOC + "{{ end }}",
    "CONTENT": '{{ with .Params.record }}{{ partial "record.html" . }}{{ else }}{{ .Params.body | safeHTML }}{{ end }}',
    "FOOTER": _BESIDE % {"name": "prev", "word": "Previous"} + _BESIDE % {"name": "next", "word": "Next"},
}
_SETTINGS = {
    "title": "Synthetic",
    "disableKinds": ["taxonomy", "term", "rss", "404"],
    "outputFormats": {"search": {"mediaType": "application/json", "baseName": "index", "path": "search", "isPlainText": True}},
    "outputs": {"home": ["html", "search"], "section": ["html"], "page": ["html"]},
    "timeout": "600s",
}
_SEARCH = '{"docs":[{{ range $n, $p := where .Site.Pages "Params.search" "!=" nil }}{{ if $n }},{{ end }}{{ jsonify .Params.search }}{{ end }}]}'
_ADAPTER = '{{ range resources.Get "pages.json" | transform.Unmarshal }}{{ $.AddPage . }}{{ end }}'


def write(plugin: SitePlugin, site: Path, folder: Path) -> None:
    """Write content, layouts and static files; site is the project as built by us."""
    for name in ("content", "layouts/_partials", "assets"):
        (folder / name).mkdir(parents=True)
    ours = shutil.ignore_patterns("*.html", "index.json", "sitemap.xml*")
    shutil.copytree(site, folder / "static", ignore=ours)
    for name in ("record.html", "show.html"):
        shutil.copy(HERE / name, folder / "layouts" / "_partials" / name)
    for name, shell in plugin.shells.items():
        text = "".join(SLOTS[part] if number % 2 else literal(part) for number, part in enumerate(shell.parts))
        (folder / "layouts" / f"{name.replace('/', '-')}.html").write_text("{{ $root := .Params.root }}" + text, encoding="utf-8")
    (folder / "layouts" / "home.html").write_text(literal((site / "index.html").read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "layouts" / "home.search.json").write_text(_SEARCH, encoding="utf-8")
    (folder / "content" / "_content.gotmpl").write_text(_ADAPTER, encoding="utf-8")
    (folder / "assets" / "pages.json").write_text(json.dumps(list(content(plugin)), ensure_ascii=False), encoding="utf-8")
    (folder / "hugo.json").write_text(json.dumps({**_SETTINGS, "baseURL": plugin.address}), encoding="utf-8")


def literal(text: str) -> str:
    """Hide what Go's templates would take for an action."""
    return text.replace("{{", '{{ "{{" }}')


def content(plugin: SitePlugin) -> list[dict[str, Any]]:
    """Give every page as Hugo's content adapter takes it: records as their fields, listings and words with finished bodies."""
    records: dict[str, dict[str, Any]] = {}
    render.environment = lambda: _Recorder(records)  # type: ignore[assignment,return-value]  # takes what the template would get
    for _ in pages(plugin.site, {entry.url for entry in plugin.site.catalog}):
        pass
    render.environment = _environment
    found = []
    for page in pages(plugin.site):
        record = records.get(page.url)
        params = {
            "about": page.description,
            "anchors": page.anchors,
            "edit": plugin.edit + page.edit,
            "json_ld": page.json_ld,
            "prev": page.previous,
            "next": page.next,
            "root": "../" * page.url.count("/"),
            "record": record,
        }
        if entry := plugin.site.catalog.get(page.url.rstrip("/")):
            params["search"] = search_entry(entry)
        if not record:
            params["body"] = page.body
        kind = "section" if page.shell.endswith("/index") or page.shell == "vocabularies" else "page"
        found.append({"kind": kind, "path": page.url.rstrip("/"), "title": page.title, "layout": page.shell.replace("/", "-"), "params": params})
    return found


def search_entry(entry: Entry) -> dict[str, Any]:
    """Give the texts by which a record is found, as our own index holds them."""
    return {"location": entry.url, "title": entry.name, "aliases": entry.record.aliases, "text": entry.record.summary}


class _Recorder:
    """Stands in for the template environment and keeps what a record's template is given."""

    def __init__(self, records: dict[str, dict[str, Any]]) -> None:
        self.records = records

    def select_template(self, names: list[str]) -> _Recorder:
        return self

    def render(self, context: dict[str, Any]) -> str:
        self.records[context["entry"].url] = fields(context)
        return ""


def fields(context: dict[str, Any]) -> dict[str, Any]:
    """Turn what our template gets into what Hugo's gets."""
    entry, record = context["entry"], context["record"]
    given: dict[str, Any] = {name: plain(context[name]) for name in ("root", "words", "related", "needs", "precisions", "results", "glance", "source")}
    given["lineage"] = [[_group(group) for group in groups] for groups in context["lineage"] or ()]
    given["citations"] = citations(context)
    given |= record.model_dump(
        mode="json", include={"name", "aliases", "summary", "use_for", "watch_out", "title", "authors", "year", "definition", "links", "evidence"}
    )
    given["id"], given["kind"] = entry.id, {"name": entry.kind.name, "plural": entry.kind.plural, "title": entry.kind.title}
    given["rows"] = [{"label": label, "pieces": plain(pieces), "notes": notes} for _, label, pieces, notes in context["rows"]]
    given["word_uses"] = [{"id": word.id, "name": word.name, "about": word.description, "count": count} for word, count in context["word_uses"]]
    given["backlinks"] = [{"reason": reason, "origins": [{"url": o.url, "name": o.name} for o in origins]} for reason, origins in context["backlinks"]]
    given["formula"] = mathml(record.formula, display=True) if getattr(record, "formula", None) else ""
    return given


def _group(group: Group) -> dict[str, Any]:
    return {"label": group.label, "others": [{"url": other.url, "name": other.name} for other in group.entries], "more": group.more}


def citations(context: dict[str, Any]) -> str:
    """Give the section of citations as finished HTML, which spares Hugo to make it."""
    cite = _environment().get_template("cite.html").module.cite  # type: ignore[attr-defined]  # macros are attributes that no type knows
    works = [cite(work, f"Its paper: {work.title}", "bibtex" if number == 0 else "") for number, work in enumerate(context["works"])]
    return "".join(map(str, [*works, cite(context["self_citation"], "This record, with the day of its last check", "", True)]))


def plain(value: Any) -> Any:
    """Turn pieces and tuples into values that JSON knows."""
    if isinstance(value, Piece):
        return {"text": value.text, "href": value.href, "title": value.title, "css": value.css}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return {name: plain(getattr(value, name)) for name in value.__slots__} if hasattr(value, "__slots__") else value
