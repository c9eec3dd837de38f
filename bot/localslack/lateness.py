"""How long the app took to acknowledge, per kind of delivery; three seconds are Slack's limit."""

import math
import threading
from dataclasses import dataclass, field

LIMIT_SECONDS = 3.0


@dataclass(slots=True)
class LatenessReport:
    """Seconds from sending a payload to its acknowledgement."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, seconds: float) -> None:
        """Note one acknowledgement."""
        with self._lock:
            self.seconds.setdefault(kind, []).append(seconds)

    @property
    def all(self) -> list[float]:
        """All acknowledgement times, shortest first."""
        with self._lock:
            return sorted(value for values in self.seconds.values() for value in values)

    @property
    def late(self) -> list[float]:
        """The acknowledgements that came after three seconds."""
        return [value for value in self.all if value > LIMIT_SECONDS]

    def percentile(self, percent: float) -> float:
        """Return the nearest-rank percentile of all acknowledgement times, in seconds.

        Raises:
            ValueError: nothing was acknowledged yet.
        """
        values = self.all
        if not values:
            raise ValueError("Nothing was acknowledged yet")
        return values[max(0, math.ceil(percent / 100 * len(values)) - 1)]
