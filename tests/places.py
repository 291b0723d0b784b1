"""Where things are, and the day on which the tests run."""

from __future__ import annotations

import datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
TODAY = datetime.date(2026, 2, 1)
