"""Tails agree with SciPy's where SciPy can, and go on where it underflows."""

import numpy as np
import pytest
from scipy import stats

from bot.measures.tails import benjamini_hochberg, binomial_tail, poisson_surprise


@pytest.mark.parametrize(("count", "mean"), [(0, 1.0), (1, 0.5), (5, 0.1), (20, 3.0), (3, 40.0)])
def test_the_poisson_tail_is_the_survival_function(count: int, mean: float) -> None:
    expected = -np.log10(stats.poisson.sf(count - 1, mean))
    assert poisson_surprise(np.array([count]), np.array([mean]))[0] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_the_poisson_tail_does_not_underflow() -> None:
    expected = -stats.poisson.logsf(499, 0.001) / np.log(10)
    value = poisson_surprise(np.array([500]), np.array([0.001]))[0]
    assert value == pytest.approx(2634.6, abs=1.0)
    assert not np.isfinite(expected) or value == pytest.approx(expected, rel=1e-3)


def test_a_mean_of_nought_is_a_finite_surprise() -> None:
    assert np.isfinite(poisson_surprise(np.array([3]), np.array([0.0]))[0])


@pytest.mark.parametrize(("hits", "trials", "rate"), [(0, 10, 0.2), (3, 10, 0.2), (10, 10, 0.9), (11, 10, 0.9)])
def test_the_binomial_tail_is_the_survival_function(hits: int, trials: int, rate: float) -> None:
    assert binomial_tail(hits, trials, rate) == pytest.approx(float(stats.binom.sf(hits - 1, trials, rate)), rel=1e-9)


def test_benjamini_hochberg_keeps_what_the_textbook_keeps() -> None:
    p_values = np.array([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205])
    limit = benjamini_hochberg(-np.log10(p_values), len(p_values), 0.05)
    assert (-np.log10(p_values) >= limit).sum() == 2


def test_untested_pairs_count_against_what_is_kept() -> None:
    surprises = np.array([3.0, 2.5])
    assert benjamini_hochberg(surprises, 2, 0.05) == 2.5
    assert benjamini_hochberg(surprises, 1_000_000, 0.05) == float("inf")


def test_no_tests_keep_nothing() -> None:
    assert benjamini_hochberg(np.array([]), 0, 0.05) == float("inf")
