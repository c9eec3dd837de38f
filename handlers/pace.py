"""How often we may write: a status card every three seconds, thirty edits a minute, a post a second and channel."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

GAP_SECONDS = 3.0
EDITS_A_MINUTE = 30
POST_BURST = 3
POSTS_A_SECOND = 0.9


@dataclass(slots=True)
class EditPace:
    """Counts edits on a monotonic timer; what has to wait is simply asked again later, with the newest content."""

    timer: Callable[[], float]
    _last: dict[str, float] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)
    _posts: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, key: str) -> float:
        """Return 0 and count the edit, or the seconds until it may be made."""
        with self._lock:
            return self._wait(key)

    def post(self, channel_id: str) -> float:
        """Return 0 and count the post, or the seconds until the channel takes one: about one a second."""
        with self._lock:
            now = self.timer()
            left, at = self._posts.get(channel_id, (float(POST_BURST), now))
            left = min(float(POST_BURST), left + (now - at) * POSTS_A_SECOND)
            self._posts[channel_id] = (left - 1 if left >= 1 else left, now)
            return 0.0 if left >= 1 else (1 - left) / POSTS_A_SECOND

    def _wait(self, key: str) -> float:
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
