"""How regular a row of times is, when it rests, and how a group's hours differ from the others'."""

import numpy as np

from bot.measures.keyed import U64, keyed_hash
from bot.protocols import F64, I64

DAY = 86_400
HOUR = 3_600
PERMUTATIONS = 500


def burstiness(times: I64) -> float | None:
    """Finite-size burstiness A_n of ascending times: -1 regular, 0 random, 1 bursty; None with under three gaps.

    A_n = (sqrt(n+1) r - sqrt(n-1)) / ((sqrt(n+1) - 2) r + sqrt(n-1)) with r the coefficient of variation of the n
    gaps (Kim & Jo 2016).
    """
    gaps = np.diff(times).astype(np.float64)
    n = len(gaps)
    if n < 3 or gaps.sum() <= 0:
        return None
    r = float(gaps.std() / gaps.mean())
    return float((np.sqrt(n + 1) * r - np.sqrt(n - 1)) / ((np.sqrt(n + 1) - 2) * r + np.sqrt(n - 1)))


def modal_mass(times: I64) -> float:
    """Share of the gaps that have the most frequent length, to the second."""
    gaps = np.diff(times)
    if not len(gaps):
        return 0.0
    return float(np.unique(gaps, return_counts=True)[1].max() / len(gaps))


def quiet_hours(times: I64) -> float:
    """Longest stretch of the clock (UTC, in hours) in which no time of any day falls."""
    clock = np.unique(times % DAY)
    if len(clock) < 2:
        return 24.0
    gaps = np.diff(np.append(clock, clock[0] + DAY))
    return float(gaps.max() / HOUR)


def hour_profile(times: I64) -> F64:
    """Share of the times in each hour of the day (UTC)."""
    counts = np.bincount((times % DAY) // HOUR, minlength=24).astype(np.float64)
    profile: F64 = counts / max(counts.sum(), 1.0)
    return profile


def weekend_share(times: I64) -> float:
    """Share of the times on Saturday and Sunday (UTC)."""
    weekday = (times // DAY + 3) % 7  # 1 Jan 1970 was a Thursday; Monday is 0
    return float(np.isin(weekday, (5, 6)).mean()) if len(times) else 0.0


def best_block(profile: F64, hours: int = 9) -> tuple[int, float]:
    """(first hour, share) of the fullest block of consecutive hours, round the clock; the earliest wins a tie."""
    twice = np.concatenate([profile, profile])
    sums = np.array([twice[start : start + hours].sum() for start in range(24)])
    start = int(np.argmax(np.round(sums, 12)))
    return start, float(sums[start])


def _draw(keys: U64, seed: int, number: int, size: int) -> I64:
    """`size` of the accounts, by the smallest keyed hashes."""
    hashes = keyed_hash(seed, "hours", number, "accounts", np.zeros(1, dtype=np.uint64), keys)
    return np.argsort(hashes, kind="stable")[:size]


def profile_distance(own: F64, others: F64) -> float:
    """Total variation distance of two profiles: 0 the same, 1 nothing in common."""
    return float(np.abs(own - others).sum() / 2)


def hours_p_value(profiles: F64, own: I64, seed: int) -> tuple[float, float]:
    """(distance, permutation p) of the mean hour profile of the accounts `own` against that of all the others."""
    count = len(profiles)
    keys = np.arange(count, dtype=np.uint64)
    total = profiles.sum(axis=0)

    def distance(rows: I64) -> float:
        inside = profiles[rows].sum(axis=0)
        return profile_distance(inside / len(rows), (total - inside) / (count - len(rows)))

    seen = distance(own)
    drawn = [distance(_draw(keys, seed, number, len(own))) for number in range(PERMUTATIONS)]
    return seen, (1 + sum(value >= seen - 1e-12 for value in drawn)) / (PERMUTATIONS + 1)
