"""Token buckets: a burst is tolerated, a steady excess is not."""

from bot.localslack.rates import Rates


class Elapsed:
    """Seconds that pass only when told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_burst_is_tolerated_and_then_the_wait_is_named() -> None:
    rates = Rates(Elapsed())
    assert [rates.wait_for_post("C1") for _ in range(6)] == [0, 0, 0, 0, 0, 1]


def test_a_call_a_second_to_one_channel_never_waits() -> None:
    elapsed = Elapsed()
    rates = Rates(elapsed)
    waits = []
    for _ in range(60):
        waits.append(rates.wait_for_post("C1"))
        elapsed.seconds += 1
    assert set(waits) == {0}


def test_channels_and_methods_are_counted_apart() -> None:
    rates = Rates(Elapsed())
    assert [rates.wait_for_post(f"C{number}") for number in range(20)] == [0] * 20
    for _ in range(20):
        rates.wait_for_method("users.list", "tier2")
    assert rates.wait_for_method("users.list", "tier2") == 3
    assert rates.wait_for_method("conversations.list", "tier2") == 0


def test_the_slowest_tier_tolerates_ten_calls_and_then_asks_for_a_minute() -> None:
    rates = Rates(Elapsed())
    assert [rates.wait_for_method("apps.connections.open", "tier1") for _ in range(11)] == [0] * 10 + [60]


def test_rates_can_be_switched_off() -> None:
    rates = Rates(Elapsed(), enabled=False)
    assert {rates.wait_for_post("C1") for _ in range(100)} == {0}
