"""PDQ, a fingerprint of a picture that survives another size, another compression and small edits.

Written from the published description (Facebook 2019, "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing
algorithm"): the lightness, smoothed twice by a box in each direction, taken at 64 x 64 points; its 16 x 16 lowest
cosine frequencies without the mean; one bit each, set above the median. Two pictures of one motif differ in few of the
256 bits; 31 is the authors' limit, 20 the stricter one used here. `quality` (0 to 100) tells how much there is to see:
below 50 a picture is too even for its bits to mean anything.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.protocols import F64

SIDE = 64
FREQUENCIES = 16
BITS = FREQUENCIES * FREQUENCIES
WORDS = BITS // 64
LEAST = 5
"""Pictures of fewer points a side have no fingerprint."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """256 bits as hexadecimal text, highest bit first, and how much there is to see (0 to 100)."""

    bits: str
    quality: int


def lightness(rgb: NDArray[np.uint8]) -> F64:
    """How light each point of an (h, w, 3) picture is, 0 to 255."""
    return np.asarray(rgb.astype(np.float64) @ np.array([0.299, 0.587, 0.114]), dtype=np.float64)


def fingerprint(light: F64) -> Fingerprint | None:
    """The fingerprint of a picture's lightness (h, w); None for pictures under 5 points a side."""
    if min(light.shape) < LEAST:
        return None
    small = _sampled(_smoothed(light))
    waves = _cosines()
    found = (waves @ small @ waves.T).ravel()
    middle = np.partition(found, BITS // 2 - 1)[BITS // 2 - 1]
    bits = np.packbits((found > middle)[::-1]).tobytes().hex()
    return Fingerprint(bits, _quality(small))


def words_of(bits: str) -> NDArray[np.uint64]:
    """A fingerprint as four 64-bit words, highest first."""
    return np.frombuffer(bytes.fromhex(bits), dtype=">u8").astype(np.uint64)


def distances(one: NDArray[np.uint64], many: NDArray[np.uint64]) -> NDArray[np.int64]:
    """In how many bits one fingerprint (4 words) differs from each of many (n x 4 words)."""
    return np.asarray(np.bitwise_count(many ^ one).sum(axis=1, dtype=np.int64), dtype=np.int64)


def _smoothed(light: F64) -> F64:
    """Each point's mean over a box, twice; the box is cut off at the edges."""
    rows, columns = light.shape
    for _ in range(2):
        light = _box(light, _width(columns))
        light = _box(light.T, _width(rows)).T
    return light


def _width(points: int) -> int:
    return (points + 2 * SIDE - 1) // (2 * SIDE)


def _box(light: F64, width: int) -> F64:
    """Running mean along the second axis, from (width - 1) // 2 points before to width // 2 after."""
    length = light.shape[1]
    sums = np.concatenate([np.zeros((light.shape[0], 1)), np.cumsum(light, axis=1)], axis=1)
    at = np.arange(length)
    first = np.maximum(at - (width - 1 - width // 2), 0)
    end = np.minimum(at + width // 2 + 1, length)
    return np.asarray((sums[:, end] - sums[:, first]) / (end - first), dtype=np.float64)


def _sampled(light: F64) -> F64:
    """The picture at the middle of each cell of a 64 x 64 grid."""
    row, column = (((np.arange(SIDE) + 0.5) * points / SIDE).astype(np.int64) for points in light.shape)
    return light[np.ix_(row, column)]


def _cosines() -> F64:
    wave, point = np.arange(1, FREQUENCIES + 1)[:, None], np.arange(SIDE)[None, :]
    return np.asarray(math.sqrt(2 / SIDE) * np.cos(np.pi / (2 * SIDE) * wave * (2 * point + 1)), dtype=np.float64)


def _quality(small: F64) -> int:
    """The sum of steps between neighbouring points, each in whole hundredths of the full range; 9,000 give 100."""
    steps = sum(int(np.abs((np.diff(small, axis=axis) * 100 / 255).astype(np.int64)).sum()) for axis in (0, 1))
    return min(100, steps // 90)
