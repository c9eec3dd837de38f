"""Texts that are nearly the same: MinHash to find candidates, the exact Jaccard index to decide.

Character 5-grams of normalised, lower-cased text; 64 hashes in 16 bands of 4; a pair counts from Jaccard .7 on, which
the bands bring up with probability .98. (Broder 1997.) No generator state: the hash functions multiply mixed grams by
fixed odd numbers modulo 2^64 (Dietzfelbinger et al. 1997). Texts are taken many at a time, as one array of signs.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from bot.measures.components import components
from bot.measures.keyed import U64, mix_array
from bot.protocols import I64

GRAM = 5
BANDS = 16
ROWS = 4
LEAST = 0.7
FACTORS = mix_array(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64)) | np.uint64(1)
POWERS = mix_array(np.arange(1001, 1001 + GRAM, dtype=np.uint64)) | np.uint64(1)
AT_ONCE = 4_000
"""Texts in one array: some hundred thousand grams, which stay in the processor's cache."""


def _gram_hashes(texts: Sequence[str]) -> tuple[U64, I64]:
    """Hashes of all 5-grams of all texts, one text after another, and where each text begins."""
    padded = [text.lower().ljust(GRAM, "\0") for text in texts]
    signs = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    ends = np.cumsum([len(text) for text in padded])
    whole = np.ones(len(signs) - GRAM + 1, dtype=bool)
    whole[(ends[:-1, None] - np.arange(1, GRAM)).ravel()] = False
    total = np.zeros(len(whole), dtype=np.uint64)
    for place in range(GRAM):
        total += signs[place : len(signs) - GRAM + 1 + place] * POWERS[place]
    starts = np.append(0, ends[:-1]) - (GRAM - 1) * np.arange(len(texts))
    return mix_array(total[whole]), starts.astype(np.int64)


def grams(text: str) -> U64:
    """Hashes of the distinct character 5-grams, ascending; a shorter text is one gram."""
    return np.unique(_gram_hashes([text])[0])


def band_keys(texts: Sequence[str]) -> U64:
    """One row a text, one column a band: texts that agree in a column are candidates."""
    keys = np.zeros((len(texts), BANDS), dtype=np.uint64)
    for low in range(0, len(texts), AT_ONCE):
        part = texts[low : low + AT_ONCE]
        hashes, starts = _gram_hashes(part)
        for number, factor in enumerate(FACTORS):
            column = keys[low : low + len(part), number // ROWS]
            column[:] = mix_array(column ^ np.minimum.reduceat(hashes * factor, starts))
    return keys


def jaccard(left: U64, right: U64) -> float:
    """Shared over all distinct grams."""
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return shared / (len(left) + len(right) - shared)


def _candidates(column: U64) -> Iterator[tuple[int, int]]:
    """Pairs that agree in one band: each text with the one before it and with the first of its bucket."""
    order = np.argsort(column, kind="stable")
    fresh = np.append(True, column[order[1:]] != column[order[:-1]])
    first = order[np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))]
    later = np.flatnonzero(~fresh)
    for place in later.tolist():
        yield int(order[place - 1]), int(order[place])
        if first[place] != order[place - 1]:
            yield int(first[place]), int(order[place])


def families(texts: Sequence[str], least: float = LEAST) -> I64:
    """Family number of each text; texts of one family hang together by verified pairs, numbers by first text."""
    label = np.arange(len(texts), dtype=np.int64)
    if not len(texts):
        return label
    known: dict[int, U64] = {}

    def own(index: int) -> U64:
        if index not in known:
            known[index] = grams(texts[index])
        return known[index]

    kept = [(index, index) for index in range(len(texts))]
    keys = band_keys(texts)
    for band in range(BANDS):
        pairs = [pair for pair in _candidates(keys[:, band]) if label[pair[0]] != label[pair[1]]]
        kept += [pair for pair in pairs if jaccard(own(pair[0]), own(pair[1])) >= least]
        ends = np.array(kept, dtype=np.int64)
        label = components(ends[:, 0], ends[:, 1]).label
    return label
