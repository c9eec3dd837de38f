"""How many of a group's creation dates fall into one short window, against growth that is smooth.

Smoothed bootstrap: dates drawn from the comparison accounts plus N(0, 90 d), reflected at both ends of the range. The
same is done with the group's own dates: a young community has more dates in any week than old accounts would, without
a burst; a batch that was made in days stands out from its own years, too. The larger of both is what counts.

A batch is made for its group. A wave of sign-ups brings people who never join it, too: where accounts outside were made
in the same days more often than their own growth explains, and at least one for every three inside, it is a wave.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from bot.measures.keyed import U64, keyed_hash, keyed_uniforms
from bot.measures.tails import binomial_tail
from bot.protocols import F64, I64

DAY = 86_400
WINDOWS = (1, 3, 7)
"""Days. Longer windows take a platform's growth for a burst."""
REPLICATES = 500
BANDWIDTH = 90 * DAY
PURPOSE = "creation"
WAVE = 1 / 3
"""Accounts outside for each one inside that were made in the same days, from which on a burst is a wave."""
SURPRISING = 0.01


@dataclass(frozen=True, slots=True)
class Burst:
    """The fullest window of one length: `count` dates from `first` on, what the draws had (99th percentile, median).

    `p_value` is corrected for the three lengths; `own_p99` is the 99th percentile of draws from the group's own years.
    `wave` counts the accounts outside that were made in the same days, where they are a wave; else it is 0.
    """

    days: int
    count: int
    first: int
    null_p99: int
    null_median: int
    p_value: float
    own_p99: int = 0
    wave: int = 0

    @property
    def ratio(self) -> float:
        """The count over the larger 99th percentile."""
        return self.count / max(self.null_p99, self.own_p99, 1)


def fullest(ordered: I64 | F64, length: int) -> tuple[int, int]:
    """(most dates within `length` seconds, index of the first of them); ties go to the earliest. Dates ascending."""
    counts = np.searchsorted(ordered, ordered + length, side="left") - np.arange(len(ordered))
    best = int(np.argmax(counts))
    return int(counts[best]), best


def _counters(total: int) -> U64:
    return np.arange(total, dtype=np.uint64)


def draws(pool: I64, size: int, replicate: int, seed: int, bounds: tuple[int, int] | None = None) -> F64:
    """One draw of `size` dates, ascending; a function of the dates, the seed and the replicate alone.

    Dates beyond `bounds` (the pool's own range, if none are given) are reflected.
    """
    nothing = np.zeros(1, dtype=np.uint64)
    picks = keyed_uniforms(keyed_hash(seed, PURPOSE, replicate, "pick", nothing, _counters(size)))
    shifts = keyed_uniforms(keyed_hash(seed, PURPOSE, replicate, "shift", nothing, _counters(size)))
    ordered = np.sort(pool).astype(np.float64)
    dates = ordered[(picks * len(ordered)).astype(np.int64)] + BANDWIDTH * ndtri(shifts)
    low, high = bounds or (ordered[0], ordered[-1])
    dates = np.where(dates < low, 2 * low - dates, dates)
    dates = np.where(dates > high, 2 * high - dates, dates)
    return np.sort(np.clip(dates, low, high))


def burst(dates: I64, comparison: I64, seed: int) -> Burst:
    """The most surprising of the fullest 1, 3 and 7 days; the shorter window wins a tie."""
    ordered = np.sort(dates)
    bounds = (int(min(ordered[0], comparison.min())), int(max(ordered[-1], comparison.max())))
    others, own = (
        [draws(pool, len(ordered), replicate, seed, within) for replicate in range(REPLICATES)]
        for pool, within in ((comparison, None), (dates, bounds))
    )
    found = []
    for days in WINDOWS:
        count, start = fullest(ordered, days * DAY)
        null, own_null = (np.sort([fullest(sample, days * DAY)[0] for sample in pool]) for pool in (others, own))
        reached = max(int((null >= count).sum()), int((own_null >= count).sum()))
        p_value = min(1.0, len(WINDOWS) * (1 + reached) / (REPLICATES + 1))
        rank = int(0.99 * REPLICATES) - 1
        median = int(null[REPLICATES // 2])
        found.append(Burst(days, count, int(ordered[start]), int(null[rank]), median, p_value, int(own_null[rank])))
    best = min(found, key=lambda item: (item.p_value, -item.count / max(item.null_p99, 1), item.days))
    return replace(best, wave=_wave(best, comparison, others))


def _wave(found: Burst, comparison: I64, samples: Sequence[F64]) -> int:
    """Accounts outside the group made in its fullest days, where they are more than their own growth explains."""
    same, drawn = (int(_within(found, dates).sum()) for dates in (comparison, np.concatenate(samples)))
    usual = (drawn + 0.5) / (sum(map(len, samples)) + 1)
    enough = same >= WAVE * found.count and binomial_tail(same, len(comparison), usual) <= SURPRISING
    return same if enough else 0


def _within(found: Burst, dates: I64 | F64) -> NDArray[np.bool_]:
    return (dates >= found.first) & (dates < found.first + found.days * DAY)
