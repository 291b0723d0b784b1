"""Checks a list of addresses with our own checker, for the comparison."""

from __future__ import annotations

import asyncio
import datetime
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from link_web import resolve
from llm4s.adapters.links.check import Checker
from llm4s.adapters.links.fetch import Fetcher, Limits
from llm4s.adapters.links.pace import Pace
from llm4s.adapters.links.registries import Registries
from llm4s.adapters.links.run import Run


async def check() -> None:
    addresses = Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    fetcher = Fetcher(Limits(2, 2, 2, pause=0.2, patience=5), resolve, loopback=True, roots=sys.argv[2])
    pace = Pace() if sys.argv[3] == "polite" else Pace(0, 8, 64)
    run = Run(Checker(fetcher, pace), Registries(fetcher, pace), datetime.date(2026, 2, 1))
    await run.check(addresses)
    await fetcher.close()
    for address, seen in run.seen.items():
        print(f"{address}\t{seen.reason.state}")


asyncio.run(check())
