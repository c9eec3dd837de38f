"""Where the workspace's idea of "now" comes from, so that days can pass in a test within a millisecond."""

import threading
import time


class SystemClock:
    """The machine's clock."""

    def __call__(self) -> int:
        """Return the time as UTC milliseconds."""
        return time.time_ns() // 1_000_000


class ManualClock:
    """A clock that stands still until it is moved; safe to share between threads."""

    def __init__(self, start: int) -> None:
        self._now = start
        self._lock = threading.Lock()

    def __call__(self) -> int:
        """Return the time as UTC milliseconds."""
        with self._lock:
            return self._now

    def advance(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> int:
        """Move forward and return the new time."""
        step = round(1000 * (seconds + 60 * minutes + 3600 * hours + 86_400 * days))
        if step < 0:
            raise ValueError("A workspace clock never runs backwards")
        with self._lock:
            self._now += step
            return self._now

    def set(self, now: int) -> None:
        """Jump to a time that is not before the present one."""
        self.advance(seconds=(now - self()) / 1000)
