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
    """Which pictures are the same: rows by distinct fingerprint (-1: not usable), and pairs of near fingerprints."""

    label: I64
    first: I64
    second: I64
    prints: int

    @property
    def usable(self) -> Flags:
        """Rows whose picture shows enough."""
        return self.label >= 0

    def near(self, rows: Flags) -> I64:
        """How many of the given rows carry each fingerprint, or one near it; the last place stands for label -1."""
        own = np.bincount(self.label[rows & self.usable], minlength=self.prints + 1).astype(np.int64)
        found = own.copy()
        np.add.at(found, self.first, own[self.second])
        np.add.at(found, self.second, own[self.first])
        return found


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
    """Which pictures are the same, by fingerprint; those that ten thousand accounts carry are compared once."""
    rows = np.flatnonzero(avatars.quality >= LEAST_QUALITY)
    label = np.full(len(avatars), -1, dtype=np.int64)
    prints, label[rows] = np.unique(avatars.pdq[rows], axis=0, return_inverse=True)
    found: list[I64] = [
        at + 1 + np.flatnonzero(distances(prints[at], prints[at + 1 :]) <= SAME_PICTURE) for at in range(len(prints))
    ]
    first = np.repeat(np.arange(len(prints)), [len(hits) for hits in found]).astype(np.int64)
    return Twins(label, first, np.concatenate(found).astype(np.int64) if found else first, len(prints))


def shared_pictures(known: Twins, inside: Flags) -> Shared:
    """Same pictures among the rows `inside`, against the share that as many of the other rows would show."""
    outside = known.usable & ~inside
    others = int(outside.sum())
    carried = known.near(outside)[known.label] - outside
    special = known.usable & (carried < max(COMMON_COUNT, COMMON_SHARE * others))
    mine = special & inside
    rows = np.flatnonzero(mine)
    rows = rows[known.near(mine)[known.label[rows]] > 1]
    return Shared(
        rows=rows.astype(np.int64),
        looked_at=int(mine.sum()),
        families=_families(known, np.unique(known.label[rows])),
        usual=_usual(carried[special & outside], int(mine.sum()), others),
        others=others,
    )


def _families(known: Twins, prints: I64) -> int:
    """How many different pictures a set of fingerprints shows."""
    kept = np.isin(known.first, prints) & np.isin(known.second, prints)
    tied = components(known.first[kept], known.second[kept])
    return len(tied.sizes) + len(prints) - len(tied.nodes)


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
