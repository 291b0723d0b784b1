"""Ten tasks of somebody who is here for the first time: each is reached, and with no more presses than it took before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tasks import TASKS, Hand

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("task", "most"), TASKS, ids=[task.__name__ for task, _ in TASKS])
def test_a_task_is_done_in_few_presses(reader: Page, task: Callable[[Hand], None], most: int) -> None:
    reader.goto("")
    hand = Hand(reader)
    task(hand)
    assert 0 < hand.clicks <= most
