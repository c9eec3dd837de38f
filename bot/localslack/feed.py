"""What open pages are told live: each person gets the changes that this person may see."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.localslack.model import JsonDict

Listener = Callable[[JsonDict], None]


@dataclass(slots=True)
class Feed:
    """Passes changes on to the listeners of the people concerned."""

    _listeners: dict[int, tuple[str, Listener]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _next: int = 0

    def subscribe(self, user: str, listener: Listener) -> Callable[[], None]:
        """Call the listener on every change for that person; return how to stop."""
        with self._lock:
            self._next += 1
            key = self._next
            self._listeners[key] = (user, listener)
        return lambda: self._remove(key)

    def publish(self, kind: str, payload: JsonDict, to: Iterable[str] | None = None) -> None:
        """Tell the people in ``to`` (everyone when None)."""
        with self._lock:
            listeners = list(self._listeners.values())
        wanted = None if to is None else set(to)
        for user, listener in listeners:
            if wanted is None or user in wanted:
                listener({"kind": kind, **payload})

    def close(self) -> None:
        """Tell every listener that nothing more comes, and forget them."""
        self.publish("closed", {})
        with self._lock:
            self._listeners.clear()

    def _remove(self, key: int) -> None:
        with self._lock:
            self._listeners.pop(key, None)
