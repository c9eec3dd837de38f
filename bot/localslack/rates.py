"""Slack's rate tiers as token buckets: a burst is tolerated, a steady excess gets 429 with Retry-After."""

import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

TIERS: Mapping[str, int] = {"tier1": 1, "tier2": 20, "tier3": 50, "tier4": 100, "special": 600}
"""Calls a minute and method, from Slack's documentation; ``special`` is "hundreds a minute"."""

POSTS_A_MINUTE = 60
POST_BURST = 5
MINIMUM_BURST = 10


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


@dataclass(slots=True)
class Rates:
    """Counts calls per key and says how long a caller has to wait."""

    timer: Callable[[], float]
    enabled: bool = True
    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_for_method(self, method: str, tier: str) -> int:
        """Return 0 and count the call, or the seconds for Retry-After."""
        return self._take(method, TIERS[tier], max(TIERS[tier], MINIMUM_BURST))

    def wait_for_post(self, channel: str) -> int:
        """Return 0 and count the post, or the seconds for Retry-After: about one a second and channel."""
        return self._take(f"post {channel}", POSTS_A_MINUTE, POST_BURST)

    def _take(self, key: str, per_minute: int, burst: int) -> int:
        if not self.enabled:
            return 0
        now = self.timer()
        with self._lock:
            bucket = self._buckets.setdefault(key, _Bucket(float(burst), now))
            bucket.left = min(float(burst), bucket.left + (now - bucket.at) * per_minute / 60)
            bucket.at = now
            if bucket.left >= 1:
                bucket.left -= 1
                return 0
            return max(1, math.ceil((1 - bucket.left) * 60 / per_minute))
