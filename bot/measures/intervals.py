"""Confidence intervals for shares: a figure without one says less than it seems to."""

import math


def wilson(hits: int, total: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's interval for a share (95 % by default); (0, 1) where nothing was tried.

    Source: Wilson (1927), Journal of the American Statistical Association 22.
    """
    if total == 0:
        return 0.0, 1.0
    share, square = hits / total, z * z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = z * math.sqrt(share * (1 - share) / total + square / (4 * total * total)) / (1 + square / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(hits: int, total: int, other_hits: int, other_total: int) -> tuple[float, float]:
    """Newcombe's hybrid score interval (95 %) for the difference of two shares, the first less the second.

    Both totals are above 0. Source: Newcombe (1998), Statistics in Medicine 17, method 10.
    """
    first, second = hits / total, other_hits / other_total
    (low, high), (other_low, other_high) = wilson(hits, total), wilson(other_hits, other_total)
    difference = first - second
    below = math.hypot(first - low, other_high - second)
    above = math.hypot(high - first, second - other_low)
    return max(-1.0, difference - below), min(1.0, difference + above)
