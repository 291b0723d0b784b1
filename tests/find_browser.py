"""Finds a Chromium for the tests, or brings one; says in one line what to do where neither works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def installed() -> str | None:
    """Give the path of an installed browser: LLM4S_BROWSER, one on the PATH, or Playwright's own."""
    if path := os.environ.get("LLM4S_BROWSER"):
        return path
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if os.path.exists(MAC):  # noqa: PTH110
        return MAC
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None  # noqa: PTH110


def main() -> int:
    if installed():
        return 0
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)
    if installed():
        return 0
    print("No browser for the tests: install Chromium (Debian: apt-get install chromium) or set LLM4S_BROWSER to the path of one", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
