"""Writes a project of synthetic records, the same for the same seed: python synthetic.py FOLDER NUMBER [SEED]."""

from __future__ import annotations

import functools
import json
import re
import shutil
import sys
import textwrap
from pathlib import Path
from typing import Any

import yaml
from invented import MAKERS
from vocabulary import VOCABULARIES, Words

from llm4s.kinds import all_kinds

ROOT = Path(__file__).parent.parent.parent
SHARES = {
    "paper": 50,
    "model": 13,
    "term": 10,
    "tool": 8,
    "organization": 6,
    "dataset": 5,
    "benchmark": 3,
    "tutorial": 2,
    "system": 1,
    "metric": 1,
    "licence": 1,
}
SUFFIXES = {"organization": ("Institute", "University", "Lab", "Foundation"), "paper": ("paper",), "licence": ("License",), "tutorial": ("course", "book")}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ().+/_-]*\Z")
_WORDS_WITH_MEANING = {"true", "false", "null", "yes", "no", "on", "off"}


def write_project(folder: Path, number: int, seed: int = 1) -> None:
    """Write mkdocs.yml, one chapter, the real vocabularies, and so many records."""
    (folder / "docs" / "assets").mkdir(parents=True)
    shutil.copytree(VOCABULARIES, folder / "data" / "vocabularies")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets", dirs_exist_ok=True)
    (folder / "docs" / "index.md").write_text(
        "---\ntitle: Synthetic\ndescription: Invented records.\n---\n# Synthetic\n\nInvented records only.\n", encoding="utf-8"
    )
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings(), sort_keys=False), encoding="utf-8")
    for path, record in records(number, seed):
        place = folder / "data" / f"{path}.yaml"
        place.parent.mkdir(exist_ok=True)
        place.write_text(as_yaml(record), encoding="utf-8")


def settings() -> dict[str, Any]:
    """Give the site's own settings with a navigation of the listings only."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    found["theme"]["custom_dir"] = str(ROOT / "scripts" / "llm4s" / "theme")
    found["extra"] |= {"listings": "models/", "footer": []}
    found["nav"] = [{"Home": "index.md"}, {"Catalogue": [{kind.title: f"{kind.plural}/index.md"} for kind in all_kinds()]}]
    return found


def records(number: int, seed: int) -> list[tuple[str, dict[str, Any]]]:
    """Give records as (path, fields). References go to any record, those of lineage only to earlier ones."""
    words = Words(seed)
    kinds = {kind.name: kind for kind in all_kinds()}
    counts = {name: max(2, number * share // 100) for name, share in SHARES.items()}
    counts["paper"] += number - sum(counts.values())
    names = {name: [words.name(*SUFFIXES.get(name, ())) for _ in range(count)] for name, count in counts.items()}
    ids = {kinds[name].plural: [named.lower().replace(" ", "-") for named in given] for name, given in names.items()}

    def refer(own: int, kind: str, least: int = 1, most: int = 1, *, earlier: bool = False) -> list[str]:
        known = ids[kind][:own] if earlier else ids[kind]
        return list(dict.fromkeys(words.random.choices(known, k=words.between(least, most)))) if known else []

    made = []
    for name, given in names.items():
        kind = kinds[name]
        for place, named in enumerate(given):
            fields = MAKERS[name](words, functools.partial(refer, place))
            facts = sorted({field for field, value in fields.items() if value != []} - kind.cls.editorial)
            made.append((f"{kind.plural}/{ids[kind.plural][place]}", {**_about(words, named), **fields, "evidence": _evidence(words, facts)}))
    _describe_models(dict(made))
    return made


def _describe_models(made: dict[str, dict[str, Any]]) -> None:
    """Let the papers of models name them, as papers do."""
    for path, record in made.items():
        if path.startswith("models/"):
            for paper in record["papers"]:
                made[f"papers/{paper}"]["summary"] += f" {record['name']}."


def _about(words: Words, name: str) -> dict[str, Any]:
    record = {
        "name": name,
        "aliases": [words.name() for _ in range(words.between(0, 2))],
        "summary": words.text(45, 75),
        "watch_out": words.text(10, 25) if words.chance(0.15) else "",
        "domains": words.of("domain", 1, 2),
        "tasks": sorted(words.of("task", 0, 3)),
        "topics": sorted(words.of("topic", 1, 3)),
        "links": [{"type": words.one("link-type"), "url": words.url()} for _ in range(words.between(1, 2))],
    }
    return {field: value for field, value in record.items() if value}


def _evidence(words: Words, facts: list[str]) -> list[dict[str, Any]]:
    parts = min(len(facts), words.between(1, 3))
    return [{"facts": facts[part::parts], "source": words.url(), "locator": words.line(2, 5), "checked": words.date(1)} for part in range(parts)]


def as_yaml(record: dict[str, Any]) -> str:
    """Write a record as contributors do: folded texts, short lists in one line, groups below each other."""
    return "".join(f"{name}:{_value(value, '')}" for name, value in record.items())


def _value(value: Any, indent: str) -> str:
    inner = indent + "  "
    if isinstance(value, dict):
        return "\n" + "".join(f"{inner}{name}:{_value(part, inner)}" for name, part in value.items())
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "\n" + "".join(
            f"{inner}- " + "".join(f"{name}:{_value(part, inner + '  ')}{inner}  " for name, part in item.items()).rstrip(" ") for item in value
        )
    if isinstance(value, list):
        flow = f" [{', '.join(_scalar(item) for item in value)}]\n"
        return flow if len(flow) < 100 else "\n" + "".join(f"{inner}- {_scalar(item)}\n" for item in value)
    if isinstance(value, str) and len(value) > 100:
        return " >-\n" + textwrap.indent(textwrap.fill(value, 110, break_long_words=False, break_on_hyphens=False), inner) + "\n"
    return f" {_scalar(value)}\n"


def _scalar(value: Any) -> str:
    return value if isinstance(value, str) and _PLAIN.match(value) and value.lower() not in _WORDS_WITH_MEANING else json.dumps(value)


if __name__ == "__main__":
    write_project(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
