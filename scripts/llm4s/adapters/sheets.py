"""One sheet of styles for every page: the theme's and the site's own, asked for once."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

_THEME = ("main", "palette")
_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/\s*$")
_RULE = re.compile(r"[^{}]+\{[^{}]*\}")
_COSTLY = ".no-js .md-typeset .tabbed-set>input"
"""The selector of a rule that is left out, the line under an open tab where no script runs: any element could match its last part, so
that a browser computes the styles of the whole page again when the theme's script says that scripts run."""
_BARE, _PLAIN = "table:not([class])", "table.plain"
"""The same is true, whenever a class changes anywhere above, of what the theme says of tables without a class: ours have one."""


def sheet_file(config: MkDocsConfig) -> File:
    """Join the theme's sheets and those of `extra_css`, named by its content; `extra.sheet` tells templates where it is.

    Raises:
        PluginError: the theme has no such sheet, or no such rule to leave out.
    """
    texts = [eased(*(_MAP.sub("", _of_theme(config, name)) for name in _THEME))]
    own = config.extra.setdefault("sheets", [str(path) for path in config.extra_css])  # a preview builds with one configuration again and again
    texts += [Path(config.docs_dir, path).read_text(encoding="utf-8") for path in own]
    text = "\n".join(texts)
    config.extra["sheet"] = f"assets/site.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
    config.extra_css = []
    return File.generated(config, config.extra["sheet"], content=text)


def eased(*sheets: str) -> str:
    """Join sheets of the theme so that browsers need not look at every element again and again.

    Raises:
        PluginError: something that is changed is not there, so that somebody looks what became of it.
    """
    text = "\n".join(sheets)
    found = [rule for rule in _RULE.findall(text) if _COSTLY in rule]
    if len(found) != 1 or _BARE not in text:
        raise PluginError(f"the theme has {len(found)} rules with '{_COSTLY}' and {text.count(_BARE)} with '{_BARE}': look at {Path(__file__).name}")
    return text.replace(found[0], "", 1).replace(_BARE, _PLAIN)


def _of_theme(config: MkDocsConfig, name: str) -> str:
    for folder in config.theme.dirs:
        for path in Path(folder).glob(f"assets/stylesheets/{name}.*.min.css"):
            return path.read_text(encoding="utf-8")
    raise PluginError(f"the theme has no sheet of styles '{name}'")
