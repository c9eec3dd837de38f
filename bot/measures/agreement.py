"""How far people who judged the same things agree, beyond chance.

Krippendorff's alpha for ordered answers, written out: the packaged implementation is under the GPL (ADR 0009).
Source: Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability"; tests use its worked example.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import permutations

import numpy as np

from bot.protocols import F64

Unit = Sequence[int]
"""One thing's answers, one a person, as places in their order (0 = the lowest); who missed it is left out."""


def ordinal_alpha(units: Sequence[Unit]) -> float | None:
    """Krippendorff's alpha with the ordinal metric; None where nobody's answers vary, so that chance has no meaning.

    Units with fewer than two answers say nothing and are left out.
    """
    values = sorted({answer for unit in units if len(unit) > 1 for answer in unit})
    if len(values) < 2:
        return None
    found = _coincidences(units, values)
    each = found.sum(axis=1)
    gap = _ordinal(each)
    expected = float((np.outer(each, each) * gap).sum())
    return 1.0 - (float(each.sum()) - 1.0) * float((found * gap).sum()) / expected


def raw_agreement(units: Sequence[Unit]) -> float | None:
    """Share of pairs of answers to the same thing that are equal, each thing counted once; None without a pair."""
    shares = [_equal(unit) for unit in units if len(unit) > 1]
    return sum(shares) / len(shares) if shares else None


def _equal(unit: Unit) -> float:
    pairs = len(unit) * (len(unit) - 1)
    return sum(count * (count - 1) for count in Counter(unit).values()) / pairs


def _coincidences(units: Sequence[Unit], values: Sequence[int]) -> F64:
    place = {value: index for index, value in enumerate(values)}
    found = np.zeros((len(values), len(values)))
    for unit in units:
        for first, second in permutations(unit, 2):
            found[place[first], place[second]] += 1.0 / (len(unit) - 1)
    return found


def _ordinal(each: F64) -> F64:
    """Squared distance of two ranks: how many answers lie between them, half of their own included."""
    middle = np.cumsum(each) - each / 2
    distance: F64 = (middle[:, None] - middle[None, :]) ** 2
    return distance
