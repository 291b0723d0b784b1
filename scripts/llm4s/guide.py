"""Views of the guide itself: its structure from the navigation, its fields and rules, and how models are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from llm4s.figures import Held
from llm4s.memory import CONTEXT, OVERHEAD, PRECISIONS, worded
from llm4s.mindmap import Branch
from llm4s.record import Kind, in_order
from llm4s.render import Site, environment
from llm4s.rulebook import FACTS, STEPS
from llm4s.view import field_label


def diagram(parts: Sequence[Branch]) -> str:
    """Draw the guide as the order in which its parts build on one another; '{root}' stands for the way to the site's root."""
    return environment().get_template("diagram.html").render(parts=parts, root="{root}")


def fields(kinds: Sequence[Kind]) -> str:
    """Describe the fields of every kind in the words of their classes."""
    return environment().get_template("fields.html").render(kinds=[(kind, _fields_of(kind)) for kind in kinds])


def rules(known: Sequence[tuple[str, str]]) -> str:
    """List rules as code and description; each code is an anchor."""
    return environment().get_template("rules.html").render(rules=known)


def views(site: Site, held: Sequence[Held]) -> dict[str, str]:
    """Make every view that the catalogue gives."""
    return {"changes": changes(site), **choosing(site, held)}


def changes(site: Site) -> str:
    """Tell what each release changed, the newest first; records lead to where they stand now."""
    releases = [
        (release, [(kind, release.counts[kind.plural]) for kind in site.catalog.kinds if release.counts.get(kind.plural)]) for release in site.history.releases
    ]
    groups = (("added", "Added"), ("renamed", "New address"), ("removed", "Removed"), ("changed", "Changed"))
    told = {removed.address.rstrip("/") for removed in site.history.removed}
    living = {*site.catalog.paths(), *site.catalog.former, *told}
    return environment().get_template("changes.html").render(releases=releases, groups=groups, living=living, root="{root}")


def choosing(site: Site, held: Sequence[Held]) -> dict[str, str]:
    """Make the views of how a model is chosen: the place where the script works, the rules, the published memory figures."""
    book = site.rulebook
    if book is None:
        return {}
    words = {(fact, word): name for fact, vocabulary in FACTS.items() for (of, word), (name, _) in site.names.words.items() if of == vocabulary}
    context = {"book": book, "steps": [getattr(book, name) for name in STEPS], "words": words, "label": field_label, "root": "{root}"}
    numbers = {"held": held, "precisions": PRECISIONS, "overhead": OVERHEAD, "tokens": CONTEXT, "worded": worded, "root": "{root}"}
    return {
        "chooser": environment().get_template("chooser.html").render(context),
        "choices": environment().get_template("choices.html").render(context),
        "figures": environment().get_template("figures.html").render(numbers),
    }


def _fields_of(kind: Kind) -> list[tuple[str, bool, str]]:
    fields = kind.cls.model_fields
    return [(name, fields[name].is_required(), fields[name].description or "") for name in in_order(kind.cls)]
