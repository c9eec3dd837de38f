"""Texts that are nearly the same: MinHash to find candidates, the exact Jaccard index to decide.

Character 5-grams of normalised, lower-cased text; 128 hashes in 32 bands of 4; a pair counts from Jaccard .7 on.
(Broder 1997.) No generator state: the hash functions are splitmix64 steps with fixed keys.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from bot.measures.components import components
from bot.measures.keyed import U64, mix_array
from bot.protocols import I64

GRAM = 5
HASHES = 128
ROWS = 4
LEAST = 0.7
KEYS = mix_array(np.arange(1, HASHES + 1, dtype=np.uint64))
POWERS = mix_array(np.arange(1001, 1001 + GRAM, dtype=np.uint64)) | np.uint64(1)


def grams(text: str) -> U64:
    """Hashes of the distinct character 5-grams, ascending; a shorter text is one gram."""
    signs = np.frombuffer(text.lower().encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(signs) < GRAM:
        signs = np.pad(signs, (0, GRAM - len(signs)))
    windows = np.lib.stride_tricks.sliding_window_view(signs, GRAM)
    return np.unique(mix_array((windows * POWERS).sum(axis=1, dtype=np.uint64)))


def signature(hashes: U64) -> U64:
    """The 128 smallest values, one a hash function."""
    return np.asarray(mix_array(hashes[:, None] ^ KEYS[None, :]).min(axis=0))


def jaccard(left: U64, right: U64) -> float:
    """Shared over all distinct grams."""
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return shared / (len(left) + len(right) - shared)


def _candidates(signatures: Sequence[U64]) -> Iterator[tuple[int, int]]:
    """Pairs that agree in a whole band: each text with the one before it and with the first of its bucket."""
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for index, values in enumerate(signatures):
        for band in range(HASHES // ROWS):
            key = (band, values[band * ROWS : (band + 1) * ROWS].tobytes())
            members = buckets[key]
            if members:
                yield members[-1], index
                if members[0] != members[-1]:
                    yield members[0], index
            members.append(index)


def families(texts: Sequence[str], least: float = LEAST) -> I64:
    """Family number of each text; texts of one family hang together by verified pairs, numbers by first text."""
    hashes = [grams(text) for text in texts]
    pairs = sorted(set(_candidates([signature(item) for item in hashes])))
    kept = [pair for pair in pairs if jaccard(hashes[pair[0]], hashes[pair[1]]) >= least]
    loops = [(index, index) for index in range(len(texts))]
    ends = np.array([*kept, *loops], dtype=np.int64).reshape(len(kept) + len(loops), 2)
    return components(ends[:, 0], ends[:, 1]).label
