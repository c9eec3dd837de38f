"""Creation bursts: found when they are there, not taken from growth."""

import numpy as np

from bot.measures.bursts import DAY, burst, draws, fullest


def steady(seed: int, size: int, years: float = 6) -> np.ndarray:
    """Creation dates that grow smoothly."""
    rng = np.random.default_rng(seed)
    return (1_500_000_000 + rng.beta(2, 1, size) * years * 365 * DAY).astype(np.int64)


def test_the_fullest_window_is_half_open_and_the_earliest_wins() -> None:
    dates = np.array([0, 1, DAY - 1, DAY, 5 * DAY, 5 * DAY + 1, 5 * DAY + 2], dtype=np.int64)
    assert fullest(dates, DAY) == (3, 0)


def test_accounts_made_in_two_days_are_a_burst() -> None:
    rng = np.random.default_rng(4)
    dates = np.concatenate([steady(1, 60), 1_600_000_000 + rng.integers(0, 2 * DAY, 40)])
    found = burst(dates, steady(2, 1500), seed=7)
    assert found.p_value <= 0.01
    assert found.count >= 40
    assert found.days == 3
    assert found.null_p99 < 10


def test_steady_growth_is_no_burst_in_most_samples() -> None:
    p_values = [burst(steady(seed, 80), steady(99, 1200), seed=7).p_value for seed in range(20, 32)]
    assert sum(p <= 0.05 for p in p_values) <= 2


def test_draws_stay_inside_the_range_of_the_comparison_and_depend_on_nothing_else() -> None:
    dates = steady(3, 300)
    sample = draws(dates, 200, 5, seed=7)
    assert dates.min() <= sample.min() <= sample.max() <= dates.max()
    assert np.array_equal(sample, draws(dates[::-1], 200, 5, seed=7))
    assert not np.array_equal(sample, draws(dates, 200, 6, seed=7))


def test_a_young_community_among_old_accounts_is_no_burst() -> None:
    rng = np.random.default_rng(8)
    ratios = []
    for seed in range(6):
        young = 1_650_000_000 + np.random.default_rng(seed).integers(0, 700 * DAY, 80)
        old = 1_300_000_000 + rng.integers(0, 4000 * DAY, 2000)
        ratios.append(burst(young, old, seed=7).ratio)
    assert sum(ratio > 1.1 for ratio in ratios) <= 1


def test_a_batch_stands_out_from_its_own_years_too() -> None:
    rng = np.random.default_rng(9)
    old = 1_300_000_000 + rng.integers(0, 4000 * DAY, 2000)
    found = burst(1_640_000_000 + rng.integers(0, 4 * DAY, 60), old, seed=7)
    assert found.own_p99 > found.null_p99
    assert found.ratio >= 4


def test_a_wave_brings_people_outside_the_group_too() -> None:
    rng = np.random.default_rng(4)
    batch = 1_600_000_000 + rng.integers(0, 2 * DAY, 80)
    others = steady(2, 1500)
    assert burst(batch, others, seed=7).wave == 0
    few = np.concatenate([others, 1_600_000_000 + rng.integers(0, 2 * DAY, 20)])
    assert burst(batch, few, seed=7).wave == 0
    wave = np.concatenate([others, 1_600_000_000 + rng.integers(0, 2 * DAY, 40)])
    assert burst(batch, wave, seed=7).wave >= 40


def test_others_of_the_same_days_are_no_wave_where_growth_explains_them() -> None:
    rng = np.random.default_rng(5)
    found = burst(1_600_000_000 + rng.integers(0, 2 * DAY, 20), steady(2, 40_000), seed=7)
    assert found.wave == 0
