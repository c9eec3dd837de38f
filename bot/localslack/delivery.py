"""Carries payloads to the app, waits for the acknowledgement, and tries events again as Slack does."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from bot.localslack.faults import Faults
from bot.localslack.lateness import LatenessReport
from bot.localslack.model import JsonDict

RETRY_AFTER_MS = (0, 60_000, 300_000)
"""Slack tries an event again almost at once, after one minute and after five."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a delivery: the acknowledgement, or why there was none."""

    acked: bool
    payload: JsonDict = field(default_factory=dict)
    error: str | None = None
    seconds: float = 0.0


@dataclass(slots=True)
class DeliveryRecord:
    """One payload on its way, and what became of it."""

    kind: str
    name: str
    payload: JsonDict
    attempts: int = 0
    acked: bool = False
    seconds: float | None = None
    error: str | None = None
    answer: "Future[Answer]" = field(default_factory=Future)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to hand a payload over."""

    envelope_id: str
    record: DeliveryRecord
    number: int
    reason: str | None
    sent: float
    at: int


class Transport(Protocol):
    """A way to the app: Socket Mode or signed HTTP."""

    def send(self, attempt: Attempt) -> bool:
        """Hand the payload over; False when nobody is there to take it."""
        ...


@dataclass(slots=True)
class Dispatcher:
    """Sends, remembers what is unacknowledged, and repeats events."""

    clock: Callable[[], int]
    timer: Callable[[], float]
    faults: Faults
    ack_seconds: float
    changed: Callable[[], None]
    new_id: Callable[[], str]
    transport: Transport | None = None
    records: list[DeliveryRecord] = field(default_factory=list)
    lateness: LatenessReport = field(default_factory=LatenessReport)
    _waiting: dict[str, Attempt] = field(default_factory=dict)
    _overdue: dict[str, Attempt] = field(default_factory=dict)
    _again: list[tuple[int, DeliveryRecord, str]] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def submit(self, kind: str, name: str, payload: JsonDict) -> DeliveryRecord:
        """Deliver a payload; the record's ``answer`` resolves with the acknowledgement."""
        record = DeliveryRecord(kind, name, payload)
        self.records.append(record)
        self._send(record, None)
        if self.faults.take(name, frozenset({"duplicate_delivery"})):
            self._send(record, "timeout")
        return record

    def resend(self, record: DeliveryRecord) -> None:
        """Deliver the same payload once more, as a redelivery."""
        self._send(record, "timeout")

    def on_ack(self, envelope_id: str, payload: JsonDict) -> None:
        """Take an acknowledgement, in time or late."""
        with self._lock:
            attempt = self._waiting.pop(envelope_id, None) or self._overdue.pop(envelope_id, None)
        if attempt is None:
            return
        seconds = self.timer() - attempt.sent
        self.lateness.add(attempt.record.kind, seconds)
        if seconds > self.ack_seconds or self.faults.take(attempt.record.name, frozenset({"ignore_ack"})):
            self._fail(attempt, "timeout", seconds)
        else:
            self._finish(attempt.record, Answer(acked=True, payload=payload, seconds=seconds))

    def on_failure(self, envelope_id: str, reason: str) -> None:
        """Note that an attempt cannot be acknowledged any more (connection gone, HTTP status, ...)."""
        with self._lock:
            attempt = self._waiting.pop(envelope_id, None)
        if attempt is not None:
            self._fail(attempt, reason, self.timer() - attempt.sent)

    def tick(self) -> None:
        """Give up on what is overdue and send what is due again; called often by the server."""
        elapsed, now = self.timer(), self.clock()
        with self._lock:
            overdue = [item for item in self._waiting.values() if elapsed - item.sent > self.ack_seconds]
            for item in overdue:
                self._overdue[item.envelope_id] = self._waiting.pop(item.envelope_id)
            due = [item for item in self._again if item[0] <= now]
            self._again = [item for item in self._again if item[0] > now]
        for item in overdue:
            self._fail(item, "timeout", elapsed - item.sent)
        for _, record, reason in due:
            self._send(record, reason)

    def _send(self, record: DeliveryRecord, reason: str | None) -> None:
        attempt = Attempt(self.new_id(), record, record.attempts, reason, self.timer(), self.clock())
        record.attempts += 1
        with self._lock:
            self._waiting[attempt.envelope_id] = attempt
        if self.transport is None or not self.transport.send(attempt):
            self.on_failure(attempt.envelope_id, "dispatch_failed")

    def _fail(self, attempt: Attempt, reason: str, seconds: float) -> None:
        record = attempt.record
        if record.acked:
            return
        if record.kind == "events_api" and record.attempts <= len(RETRY_AFTER_MS):
            record.error = reason
            with self._lock:
                self._again.append((attempt.at + RETRY_AFTER_MS[record.attempts - 1], record, reason))
            self.changed()
            return
        error = "operation_timeout" if reason == "timeout" else "dispatch_failed"
        self._finish(record, Answer(acked=False, error=error, seconds=seconds))

    def _finish(self, record: DeliveryRecord, answer: Answer) -> None:
        with self._lock:
            if record.answer.done():
                return
            record.acked, record.error, record.seconds = answer.acked, answer.error, answer.seconds
            record.answer.set_result(answer)
        self.changed()
