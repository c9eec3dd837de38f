"""Faults on demand: what a network and a busy Slack do to an app, at the moment a test asks for it."""

import threading
from dataclasses import dataclass, field

METHOD_FAULTS = frozenset({"ratelimited", "http_500", "delay", "drop_answer", "error"})
DELIVERY_FAULTS = frozenset({"duplicate_delivery", "ignore_ack"})


@dataclass(slots=True)
class Fault:
    """One kind of trouble, for the next ``times`` uses of ``target``."""

    target: str
    kind: str
    times: int
    retry_after: int
    seconds: float
    error: str


@dataclass(slots=True)
class Faults:
    """The faults that wait for their moment."""

    _waiting: list[Fault] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(
        self,
        target: str,
        kind: str,
        *,
        times: int = 1,
        retry_after: int = 1,
        seconds: float = 0.0,
        error: str = "fatal_error",
    ) -> None:
        """Arm a fault.

        The target is a Web API method, ``files.upload`` or ``files.download`` (the bytes), ``event:<type>``,
        ``slash_commands``, ``interactive``, or ``*`` for any.

        Raises:
            ValueError: there is no such kind of fault.
        """
        if kind not in METHOD_FAULTS | DELIVERY_FAULTS:
            raise ValueError(f"No fault {kind!r}; there are {sorted(METHOD_FAULTS | DELIVERY_FAULTS)}")
        with self._lock:
            self._waiting.append(Fault(target, kind, times, retry_after, seconds, error))

    def clear(self) -> None:
        """Disarm everything."""
        with self._lock:
            self._waiting.clear()

    def take(self, target: str, kinds: frozenset[str]) -> Fault | None:
        """Return the first armed fault for the target and use it up once."""
        with self._lock:
            for fault in self._waiting:
                if fault.kind in kinds and fault.target in {target, "*"}:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._waiting.remove(fault)
                    return fault
        return None
