"""Tail probabilities and corrections for many tests."""

import numpy as np
from scipy.special import betainc, gammainc, gammaln

from bot.protocols import F64, I64

SMALLEST = 1e-280
"""Below this a tail is summed in logarithms instead."""


def poisson_surprise(counts: I64, means: F64) -> F64:
    """-log10 P(X >= count) for Poisson variables of the given means, without underflow."""
    counts_f = counts.astype(np.float64)
    safe = np.maximum(means, 1e-300)
    tail = np.where(counts_f > 0, gammainc(np.maximum(counts_f, 1.0), safe), 1.0)
    direct = -np.log10(np.maximum(tail, SMALLEST))
    term = counts_f * np.log(safe) - safe - gammaln(counts_f + 1.0)
    rest = np.log1p(safe / (counts_f + 1.0) / np.maximum(1.0 - safe / (counts_f + 2.0), 0.01))
    return np.where(tail > SMALLEST, direct, -(term + rest) / np.log(10.0)) + 0.0


def binomial_tail(successes: int, trials: int, rate: float) -> float:
    """P(X >= successes) of a binomial variable."""
    if successes <= 0:
        return 1.0
    if successes > trials:
        return 0.0
    return float(betainc(successes, trials - successes + 1, min(max(rate, 0.0), 1.0)))


def benjamini_hochberg(surprises: F64, tests: int, fdr: float) -> float:
    """Smallest -log10 p that is still kept at the false-discovery rate `fdr` among `tests` tests; inf if none.

    Tests that are not listed count as p = 1 (Benjamini & Hochberg 1995).
    """
    if not len(surprises) or tests < 1:
        return float("inf")
    ordered = np.sort(surprises)[::-1]
    ranks = np.arange(1, len(ordered) + 1, dtype=np.float64)
    passed = np.flatnonzero(ordered >= np.log10(tests / (fdr * ranks)))
    return float(ordered[passed[-1]]) if len(passed) else float("inf")
