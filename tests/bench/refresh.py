"""Refreshes a served site after one record got another name: python refresh.py PROJECT SITE."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from llm4s.adapters.preview import Preview


def main(root: Path, site: Path) -> dict[str, float]:
    """Build a site as `mkdocs serve` does, rename the record that most others name, and refresh.

    Raises:
        SystemExit: the refreshed pages do not hold the new name, or everything was built anew.
    """
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    plugin = config.plugins["llm4s"]
    builds: list[int] = []
    preview = Preview(plugin, lambda: builds.append(1))
    path, links = max(plugin.state.index.backlinks.items(), key=lambda item: (item[0].startswith("organizations/"), len(item[1])))
    record, shown = root / "data" / f"{path}.yaml", {path, *(link.origin.path for link in links)}
    record.write_text(record.read_text(encoding="utf-8").replace("name: ", "name: Renamed ", 1), encoding="utf-8")
    before = times(site)
    wall, cpu = time.perf_counter(), time.process_time()
    preview.refresh()
    used = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    written = [name for name, changed in times(site).items() if before.get(name) != changed]
    stale = [url for url in shown if "Renamed " not in (site / url / "index.html").read_text(encoding="utf-8")]
    if stale or builds:
        raise SystemExit(f"not refreshed: {stale}; whole builds: {len(builds)}")
    return {**used, "pages": sum(name.endswith(".html") for name in written), "files": len(written), "naming": len(shown) - 1}


def times(site: Path) -> dict[str, int]:
    """Give the time of the last writing of every file."""
    return {str(path): path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())))
