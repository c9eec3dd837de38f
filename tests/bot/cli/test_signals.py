import signal
import threading

import pytest

from bot.cli.signals import on_interrupt


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_a_polite_end_calls_stop_instead_of_ending_at_once(name: signal.Signals) -> None:
    stop = threading.Event()
    with on_interrupt(stop.set):
        signal.raise_signal(name)
        assert stop.is_set()


def test_the_old_ways_come_back_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with pytest.raises(ZeroDivisionError), on_interrupt(lambda: None):
        raise ZeroDivisionError
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
