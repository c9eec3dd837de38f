"""Regular, random and bursty rows of times; hours and rests."""

import numpy as np
import pytest

from bot.measures.rhythm import (
    DAY,
    HOUR,
    best_block,
    burstiness,
    hour_profile,
    hours_p_value,
    modal_mass,
    quiet_hours,
    weekend_share,
)

MONDAY = 4 * DAY  # 5 January 1970


def test_a_clock_has_burstiness_minus_one() -> None:
    assert burstiness(np.arange(0, 100 * HOUR, HOUR)) == pytest.approx(-1.0)


def test_all_gaps_but_one_at_nought_have_burstiness_one() -> None:
    assert burstiness(np.array([0] * 30 + [1000], dtype=np.int64)) == pytest.approx(1.0)


def test_random_times_have_burstiness_near_nought_whatever_their_number() -> None:
    rng = np.random.default_rng(1)
    for events in (12, 60, 400):
        values = [burstiness(np.sort(rng.integers(0, 10**9, events))) for _ in range(200)]
        assert np.mean([value for value in values if value is not None]) == pytest.approx(0.0, abs=0.03)


def test_too_few_gaps_have_no_burstiness() -> None:
    assert burstiness(np.array([1, 2, 3])) is None
    assert burstiness(np.array([5, 5, 5, 5, 5])) is None


def test_modal_mass_is_the_share_of_the_most_frequent_gap() -> None:
    assert modal_mass(np.array([0, 60, 120, 180, 200])) == pytest.approx(0.75)
    assert modal_mass(np.array([5])) == 0.0


def test_the_quiet_hours_go_round_midnight() -> None:
    times = np.array([22 * HOUR, DAY + 6 * HOUR, 2 * DAY + 12 * HOUR])
    assert quiet_hours(times) == pytest.approx(10.0)
    assert quiet_hours(np.array([7])) == 24.0


def test_profile_block_and_weekend_are_counted_in_utc() -> None:
    times = MONDAY + np.arange(7) * DAY + 23 * HOUR
    assert hour_profile(times)[23] == 1.0
    assert weekend_share(times) == pytest.approx(2 / 7)
    assert best_block(hour_profile(times)) == (15, 1.0)


def test_hours_of_a_group_apart_are_found_and_those_of_anybody_are_not() -> None:
    rng = np.random.default_rng(3)
    day = np.array([hour_profile((rng.normal(15, 4, 60) % 24 * HOUR).astype(np.int64)) for _ in range(120)])
    night = np.array([hour_profile((rng.normal(3, 3, 60) % 24 * HOUR).astype(np.int64)) for _ in range(10)])
    profiles = np.concatenate([night, day])
    assert hours_p_value(profiles, np.arange(10), seed=7)[1] < 0.01
    p_values = [hours_p_value(day, rng.choice(120, 10, replace=False), seed=7)[1] for _ in range(12)]
    assert sum(p <= 0.05 for p in p_values) <= 3
