"""Profile pictures as numbers: who has the same one, whose eyes lie where a face generator puts them.

A picture that many comparison accounts carry (a platform's default, a flag of the day) ties nobody to anybody, and one
with little to see in it has no fingerprint worth the name: both are left out. Eyes are compared with the place that
the StyleGAN family of generators gives them, as the MTCNN face detector sees it: its calibrated centres L (.3877,
.4845) and R (.6404, .4827), at a mean distance of at most .01 (57-58 of 60 held-out generated faces, 3 of 351 ordinary
portraits; the test is that of Yang, Singh & Menczer 2024, whose own centres hold for another face detector).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.measures.components import components
from bot.measures.indicators import SAME_PICTURE
from bot.measures.pdq import WORDS, distances
from bot.protocols import F64, I32, I64, Avatars

LEAST_QUALITY = 50
COMMON_SHARE = 0.01
COMMON_COUNT = 3
"""A picture of so many comparison accounts, and of this share of them, is one that people are given or all take."""
CENTRES = (0.3877, 0.4845, 0.6404, 0.4827)
TOLERANCE = 0.01
EYE_UNIT = 10_000

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Twins:
    """Pictures that occur again: rows of the avatars table, `first[i] < second[i]`, usable pictures only."""

    first: I64
    second: I64
    usable: Flags


@dataclass(frozen=True, slots=True)
class Shared:
    """Same pictures inside a group: rows of those who have one, families, and the share usual in as many others."""

    rows: I64
    looked_at: int
    families: int
    usual: float
    others: int


def no_avatars() -> Avatars:
    """The table where no pictures were given."""
    return Avatars(
        account=np.zeros(0, dtype=np.int32),
        pdq=np.zeros((0, WORDS), dtype=np.uint64),
        quality=np.zeros(0, dtype=np.int16),
        faces=np.zeros(0, dtype=np.int16),
        eyes=np.zeros((0, 4), dtype=np.int32),
    )


def twins(avatars: Avatars) -> Twins:
    """Every pair of pictures that are the same, by fingerprint."""
    usable = avatars.quality >= LEAST_QUALITY
    rows = np.flatnonzero(usable)
    prints = avatars.pdq[rows]
    found: list[I64] = [
        at + 1 + np.flatnonzero(distances(prints[at], prints[at + 1 :]) <= SAME_PICTURE) for at in range(len(rows))
    ]
    first = np.repeat(np.arange(len(rows)), [len(hits) for hits in found])
    second = np.concatenate(found) if found else first
    return Twins(rows[first].astype(np.int64), rows[second].astype(np.int64), usable)


def shared_pictures(known: Twins, inside: Flags) -> Shared:
    """Same pictures among the rows `inside`, against the share that as many of the other rows would show."""
    outside = known.usable & ~inside
    others = int(outside.sum())
    carried = _degrees(known, outside)
    special = known.usable & (carried < max(COMMON_COUNT, COMMON_SHARE * others))
    mine = special & inside
    kept = mine[known.first] & mine[known.second]
    first, second = known.first[kept], known.second[kept]
    return Shared(
        rows=np.union1d(first, second).astype(np.int64),
        looked_at=int(mine.sum()),
        families=len(components(first, second).sizes),
        usual=_usual(carried[special & outside], int(mine.sum()), others),
        others=others,
    )


def _degrees(known: Twins, towards: Flags) -> I64:
    """How many of the rows `towards` have the same picture, for every row."""
    count = len(known.usable)
    forth = np.bincount(known.first[towards[known.second]], minlength=count)
    return (forth + np.bincount(known.second[towards[known.first]], minlength=count)).astype(np.int64)


def _usual(degrees: I64, size: int, others: int) -> float:
    """Mean chance of an outside picture to meet its like among `size` pictures drawn there, smoothed."""
    share = min(1.0, max(size - 1, 0) / max(others - 1, 1))
    meets = 1.0 - (1.0 - share) ** degrees
    return float((meets.sum() + 0.5) / (len(degrees) + 1))


def off_centre(eyes: I32) -> F64:
    """Mean distance of both eyes from the generator's places, in shares of the picture's side; rows of four numbers."""
    away = eyes / EYE_UNIT - np.array(CENTRES)
    left, right = np.hypot(away[:, 0], away[:, 1]), np.hypot(away[:, 2], away[:, 3])
    return np.asarray((left + right) / (2 * np.sqrt(2)), dtype=np.float64)


def spread(eyes: I32) -> float:
    """Standard deviation of the eyes' places, in shares of the picture's side (both eyes, both directions)."""
    return float(np.sqrt(np.mean(np.var(eyes / EYE_UNIT, axis=0)))) if len(eyes) else 0.0
