"""A clock that runs with the real one and can be pushed forward: weeks of rechecks in an afternoon."""

import threading
import time

DAY_MS = 86_400_000


class MovableClock:
    """UTC milliseconds: the machine's time plus what was added by hand."""

    def __init__(self) -> None:
        self._added = 0
        self._lock = threading.Lock()

    def __call__(self) -> int:
        """The present moment of the demo in UTC milliseconds."""
        return time.time_ns() // 1_000_000 + self._added

    def advance(self, *, days: int) -> int:
        """Push the clock forward and return the new moment."""
        with self._lock:
            self._added += days * DAY_MS
        return self()

    @property
    def days_added(self) -> int:
        """By how many days the clock is ahead of the machine's."""
        return self._added // DAY_MS
