"""What the hands-on sessions share: calls to a model, measures, preference tuning, and the execution of sessions into pages.

This package stands beside llm4s. Building the site never imports it, and it never imports the site's program.
"""

from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The checkout: sessions read their corpus from docs/sessions/data."""
