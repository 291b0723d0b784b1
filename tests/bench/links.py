"""Three link checkers over one local web, side by side: ours, LinkChecker, linkinator. Prints confusion tables and costs.

Run it with `make bench-links`. linkinator is taken from the folder LINKINATOR names (made by `npm install linkinator` there);
without it the other two run alone. Names of hosts are resolved by a stub in each of the three, so that nothing leaves this machine.
"""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from link_web import Web  # noqa: E402 (stands beside this folder)

STATES = ("alive", "blocked", "dead")
TIMEOUT = 2
SECONDS = 400


@dataclass
class Outcome:
    """What one checker said of each address, and what it cost."""

    name: str
    said: dict[str, str]
    requests: int
    seconds: float
    cpu: float
    megabytes: float
    note: str = ""


def measured(command: list[str], environment: dict[str, str], web: Web) -> tuple[subprocess.CompletedProcess[str], Outcome]:
    """Run a program to its end, bounded; memory is that of its largest process."""
    web.reset()
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    timed = ["/usr/bin/env", sys.executable, str(HERE / "links_measure.py"), *command]
    try:
        done = subprocess.run(timed, env={**os.environ, **environment}, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        done = subprocess.CompletedProcess(timed, -1, (error.stdout or b"").decode("utf-8", "replace"), "took too long\n0")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = done.stderr.strip().rpartition("\n")[2]
    return done, Outcome("", {}, web.requests, time.monotonic() - started, cpu, int(memory) / 1024 if memory.isdigit() else 0)


def ours(web: Web, addresses: list[str], folder: Path, polite: str) -> Outcome:
    (folder / "list.txt").write_text("\n".join(addresses), encoding="utf-8")
    done, outcome = measured([sys.executable, str(HERE / "links_ours.py"), str(folder / "list.txt"), web.roots, polite], {}, web)
    outcome.name = "llm4s links"
    outcome.said = dict(line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
    outcome.note = "" if done.returncode == 0 else done.stderr[-300:]
    return outcome


def linkchecker(web: Web, addresses: list[str], folder: Path, polite: str) -> Outcome:
    """Hand over a page that holds all addresses; what is valid counts as alive, 'Error: 4xx' by its status."""
    stub = folder / "stub"
    stub.mkdir(exist_ok=True)
    (stub / "sitecustomize.py").write_text((HERE / "links_stub.py").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "page.html").write_text(page(addresses), encoding="utf-8")
    (folder / "rc").write_text(
        f"[checking]\nmaxrequestspersecond={1 if polite == 'polite' else 1000}\nsslverify={web.roots}\n[AnchorCheck]\n", encoding="utf-8"
    )
    folder.chmod(0o755)
    threads = "--threads=100" if polite == "polite" else "--threads=32"
    command = [sys.executable, "-m", "linkcheck", "-f", str(folder / "rc"), "--check-extern", "--no-status", "--verbose", "--output=csv", threads]
    done, outcome = measured([*command, f"--timeout={TIMEOUT}", "--no-robots", str(folder / "page.html")], {"PYTHONPATH": str(stub)}, web)
    outcome.name = "LinkChecker"
    rows = csv.DictReader((line for line in io.StringIO(done.stdout) if not line.startswith("#")), delimiter=";")
    for row in rows:
        if row.get("urlname"):
            outcome.said[row["urlname"]] = "alive" if row["valid"] == "True" else "dead"
    outcome.note = "" if done.returncode in (0, 1) else done.stderr[-300:]
    return outcome


def linkinator(web: Web, addresses: list[str], folder: Path, polite: str) -> Outcome | None:
    """Hand over the same page. OK is alive, BROKEN dead, SKIPPED blocked."""
    place = Path(os.environ.get("LINKINATOR", "/nonexistent")) / "node_modules/linkinator/build/src/cli.js"
    if not place.is_file():
        return None
    (folder / "stub.cjs").write_text((HERE / "links_stub.cjs").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "linkinator").mkdir(exist_ok=True)
    (folder / "linkinator/index.html").write_text(page(addresses), encoding="utf-8")
    environment = {"NODE_OPTIONS": f"--require {folder / 'stub.cjs'}", "NODE_EXTRA_CA_CERTS": web.roots, "NODE_NO_WARNINGS": "1"}
    words = ["--format", "json", "--timeout", str(TIMEOUT * 1000), "--retry-errors", "--retry-errors-count", "1", "--check-fragments"]
    words += ["--concurrency", "64"]
    done, outcome = measured(["node", str(place), "index.html", "--server-root", str(folder / "linkinator"), *words], environment, web)
    outcome.name = f"linkinator{' (knows no politeness)' if polite == 'polite' else ''}"
    try:
        links = json.loads(done.stdout[done.stdout.index("{") :])["links"]
        outcome.said = {link["url"]: {"OK": "alive", "BROKEN": "dead"}.get(link["state"], "blocked") for link in links}
    except (ValueError, KeyError):
        outcome.note = f"no report (ended with {done.returncode}): {done.stderr[-200:]}"
    return outcome


def page(addresses: list[str]) -> str:
    return "<html><body>" + "\n".join(f'<a href="{address}">x</a>' for address in addresses) + "</body></html>"


def show(outcomes: list[Outcome], truths: dict[str, tuple[str, str]]) -> None:
    for outcome in outcomes:
        table = Counter((truth, said_of(outcome, address)) for address, (truth, _) in truths.items())
        wrong = sum(count for (truth, said), count in table.items() if truth != said)
        print(f"\n{outcome.name}: {wrong} of {len(truths)} misclassified {outcome.note}")
        print(f"  {'truth':<10}" + "".join(f"{state:>10}" for state in (*STATES, "unsaid")))
        for truth in STATES:
            print(f"  {truth:<10}" + "".join(f"{table[truth, said]:>10}" for said in (*STATES, "unsaid")))
        by_behaviour: dict[str, Counter[str]] = defaultdict(Counter)
        for address, (truth, behaviour) in truths.items():
            if said_of(outcome, address) != truth:
                by_behaviour[f"{truth} {behaviour}"][said_of(outcome, address)] += 1
        print("  " + "; ".join(f"{name} {dict(said)}" for name, said in sorted(by_behaviour.items())))
    print(f"\n{'':<36}{'requests':>9}{'seconds':>9}{'per s':>8}{'CPU s':>8}{'MB':>6}")
    for outcome in outcomes:
        rate = len(truths) / outcome.seconds
        print(f"{outcome.name:<36}{outcome.requests:>9}{outcome.seconds:>9.1f}{rate:>8.0f}{outcome.cpu:>8.1f}{outcome.megabytes:>6.0f}")


def said_of(outcome: Outcome, address: str) -> str:
    found = outcome.said.get(address) or outcome.said.get(address.partition("#")[0])
    if found is None:  # checkers write addresses in their own spelling
        from urllib.parse import quote

        spelt = address.replace("bücher", "xn--bcher-kva")
        found = outcome.said.get(quote(spelt, safe=":/?&=%#")) or outcome.said.get(spelt)
    return found or "unsaid"


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 28
    with tempfile.TemporaryDirectory() as name, Web(Path(name)) as web:
        web.remember = False
        Path(name).chmod(0o755)
        Path(web.roots).chmod(0o644)
        everything = web.addresses(many, hosts=200)
        names = len({behaviour for _, behaviour in everything.values()})
        for title, polite, truths in (
            (f"{len(everything)} addresses, {names} behaviours, without limits", "free", everything),
            (f"{len(everything)} addresses, one request a second for a host", "polite", everything),
            ("2000 good pages on one host, without limits", "free", {f"http://h1.web.test:{web.port}/plain/{n}": ("alive", "plain") for n in range(2000)}),
        ):
            print(f"\n== {title} ==")
            addresses = list(truths)
            found = [ours(web, addresses, Path(name), polite), linkchecker(web, addresses, Path(name), polite), linkinator(web, addresses, Path(name), polite)]
            show([outcome for outcome in found if outcome], truths)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
