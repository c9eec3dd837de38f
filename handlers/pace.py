"""How often one status card may be edited: every three seconds, and thirty edits a minute for the whole workspace."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

GAP_SECONDS = 3.0
EDITS_A_MINUTE = 30


@dataclass(slots=True)
class EditPace:
    """Counts edits on a monotonic timer; what has to wait is simply asked again later, with the newest content."""

    timer: Callable[[], float]
    _last: dict[str, float] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)

    def wait(self, key: str) -> float:
        """Return 0 and count the edit, or the seconds until it may be made."""
        now = self.timer()
        while self._recent and now - self._recent[0] >= 60:
            self._recent.popleft()
        gap = self._last.get(key, now - GAP_SECONDS) + GAP_SECONDS - now
        full = self._recent[0] + 60 - now if len(self._recent) >= EDITS_A_MINUTE else 0.0
        if max(gap, full) > 0:
            return max(gap, full)
        self._last[key] = now
        self._recent.append(now)
        return 0.0
