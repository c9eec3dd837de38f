"""Waits for something to become true, woken by changes of the workspace rather than by sleeping."""

import time
from collections.abc import Callable
from typing import TypeVar

from bot.localslack.state import State

T = TypeVar("T")
RECHECK_SECONDS = 0.1  # what is waited for may lie outside the workspace (a database, a file)


def wait_for(
    state: State, predicate: Callable[[], T | None], timeout: float, what: str, seen: Callable[[], object] = lambda: ""
) -> T:
    """Return the predicate's first truthy value.

    Raises:
        AssertionError: it did not come true in time; the text says what was seen last.
    """
    deadline = time.monotonic() + timeout
    while True:
        with state.lock:
            version = state.version
        if value := predicate():
            return value
        left = deadline - time.monotonic()
        if left <= 0:
            raise AssertionError(f"Waited {timeout:g} s in vain for {what}; seen: {seen()}")
        with state.changed:
            if state.version == version:
                state.changed.wait(min(left, RECHECK_SECONDS))
