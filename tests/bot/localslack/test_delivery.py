"""The dispatcher alone, with time in the test's hands: retries, lateness, lost acknowledgements."""

from dataclasses import dataclass, field
from itertools import count

import pytest

from bot.localslack.clock import ManualClock
from bot.localslack.delivery import Attempt, Dispatcher
from bot.localslack.faults import Faults
from bot.localslack.lateness import LatenessReport


@dataclass
class Wire:
    """Takes attempts and keeps them; ``up`` False means that nobody is there."""

    up: bool = True
    attempts: list[Attempt] = field(default_factory=list)

    def send(self, attempt: Attempt) -> bool:
        self.attempts.append(attempt)
        return self.up


@dataclass
class Bench:
    """A dispatcher with its clock, timer and wire."""

    clock: ManualClock = field(default_factory=lambda: ManualClock(0))
    seconds: float = 0.0
    wire: Wire = field(default_factory=Wire)
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        ids = count()
        self.dispatcher = Dispatcher(
            self.clock, lambda: self.seconds, self.faults, 3.0, lambda: None, lambda: f"e{next(ids)}", self.wire
        )

    def pass_time(self, seconds: float) -> None:
        self.seconds += seconds
        self.clock.advance(seconds=seconds)
        self.dispatcher.tick()


def test_an_ack_in_time_settles_a_delivery() -> None:
    bench = Bench()
    record = bench.dispatcher.submit("slash_commands", "slash_commands", {})
    bench.pass_time(2.9)
    bench.dispatcher.on_ack("e0", {"text": "done"})
    answer = record.answer.result(0)
    assert (answer.acked, answer.payload, answer.seconds) == (True, {"text": "done"}, 2.9)


def test_after_three_seconds_a_command_timed_out_and_the_late_ack_is_recorded() -> None:
    bench = Bench()
    record = bench.dispatcher.submit("slash_commands", "slash_commands", {})
    bench.pass_time(3.1)
    assert record.answer.result(0).error == "operation_timeout"
    bench.pass_time(1.0)
    bench.dispatcher.on_ack("e0", {})
    assert bench.dispatcher.lateness.late == [4.1]
    assert not record.acked


def test_an_interaction_is_never_sent_twice() -> None:
    bench = Bench()
    bench.dispatcher.submit("interactive", "interactive", {})
    for _ in range(5):
        bench.pass_time(400)
    assert len(bench.wire.attempts) == 1


def test_an_event_is_sent_four_times_in_all_with_growing_pauses() -> None:
    bench = Bench()
    bench.wire.up = False
    record = bench.dispatcher.submit("events_api", "event:message", {})
    times = []
    for _ in range(400):
        sent = len(bench.wire.attempts)
        bench.pass_time(1)
        times += [round(bench.seconds)] * (len(bench.wire.attempts) - sent)
    assert times == [1, 61, 361]
    assert [attempt.number for attempt in bench.wire.attempts] == [0, 1, 2, 3]
    assert record.answer.result(0).error == "dispatch_failed"


def test_an_event_that_was_taken_at_the_second_try_is_not_sent_again() -> None:
    bench = Bench()
    record = bench.dispatcher.submit("events_api", "event:message", {})
    bench.pass_time(3.1)
    bench.pass_time(0)
    bench.dispatcher.on_ack("e1", {})
    bench.pass_time(1000)
    assert (len(bench.wire.attempts), record.acked) == (2, True)


def test_a_lost_ack_brings_an_event_again() -> None:
    bench = Bench()
    bench.faults.add("event:message", "ignore_ack")
    bench.dispatcher.submit("events_api", "event:message", {})
    bench.dispatcher.on_ack("e0", {})
    bench.pass_time(0)
    assert [attempt.reason for attempt in bench.wire.attempts] == [None, "timeout"]


def test_an_unknown_ack_is_ignored() -> None:
    bench = Bench()
    bench.dispatcher.on_ack("nothing", {})
    assert bench.dispatcher.lateness.all == []


def test_a_percentile_of_nothing_is_refused_and_of_something_is_the_nearest_rank() -> None:
    report = LatenessReport()
    with pytest.raises(ValueError, match="Nothing was acknowledged"):
        report.percentile(99)
    for number in range(1, 101):
        report.add("slash_commands", number / 100)
    assert (report.percentile(50), report.percentile(99), report.percentile(100)) == (0.5, 0.99, 1.0)


def test_a_manual_clock_never_runs_backwards() -> None:
    clock = ManualClock(1000)
    clock.set(61_000)
    assert clock.advance(days=1) == 86_461_000
    with pytest.raises(ValueError, match="backwards"):
        clock.advance(seconds=-1)
