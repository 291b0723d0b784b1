from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from find_browser import installed
from llm4s.adapters.links.crawl import served

# Milliseconds; only what fails waits so long, and a busy machine is slow.
expect.set_options(timeout=20_000)
LONGEST = 60_000


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file: as long as its driver lives, nothing else can run an event loop in this thread."""
    path = installed()
    assert path, "no browser: run 'python tests/find_browser.py'"
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A desktop page that fails the test when anything outside is asked for or a script fails."""
    yield from opened(browser, address)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A page as wide as a small phone, with touch."""
    yield from opened(browser, address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Page]:
    """A desktop page that may use the clipboard."""
    yield from opened(browser, address, permissions=["clipboard-read", "clipboard-write"])


def opened(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    context = browser.new_context(base_url=address, **options)
    page = context.new_page()
    page.set_default_timeout(LONGEST)
    outside: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((address, "data:", "blob:")) else outside.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    page.goto("about:blank")  # a window that is closed while it turns to another page can keep the browser waiting for ever
    context.close()
    assert outside == []
    assert faults == []
