"""Draws without generator state: every draw is a 64-bit hash of what it is about.

A result then depends on neither the order of work, nor the number of threads, nor dense ids, and an engine can
compute the same draw anywhere. The definition, which a kernel must repeat bit for bit (all sums modulo 2^64)::

    mix(z)  = splitmix64's step: z += 0x9E3779B97F4A7C15;
              z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9; z = (z ^ (z >> 27)) * 0x94D049BB133111EB; z ^ (z >> 31)
    text(s) = the first 8 bytes, little endian, of blake2b(s in UTF-8, digest_size=8)
    start   = mix(mix(mix(mix(seed) ^ text(purpose)) ^ replicate) ^ text(layer))
    hash    = mix(mix(start ^ text(object id)) ^ text(account id))
    offset  = (((hash >> 32) * (2 * steps + 1)) >> 32) - steps          uniform on -steps .. steps

Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators".
"""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]

JITTER = "jitter"
"""Purpose of a null replicate's shift: `offset` times the time resolution, steps = W // resolution."""
SAMPLE = "sample"
"""Purpose of a cut of a viral object (replicate 0): the accounts with the smallest (hash, account id) are kept."""

GOLDEN = 0x9E3779B97F4A7C15
FIRST = 0xBF58476D1CE4E5B9
SECOND = 0x94D049BB133111EB
MASK = 0xFFFFFFFFFFFFFFFF


def text_key(text: str) -> int:
    """64-bit key of a text id."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def text_keys(texts: Iterable[str]) -> U64:
    """Keys of many text ids, in their order."""
    return np.fromiter((text_key(text) for text in texts), dtype=np.uint64)


def mix(value: int) -> int:
    """One splitmix64 step on a Python integer."""
    z = (value + GOLDEN) & MASK
    z = ((z ^ (z >> 30)) * FIRST) & MASK
    z = ((z ^ (z >> 27)) * SECOND) & MASK
    return z ^ (z >> 31)


def mix_array(values: U64) -> U64:
    """One splitmix64 step on each element (arithmetic modulo 2^64)."""
    z = values + np.uint64(GOLDEN)
    z ^= z >> np.uint64(30)
    z *= np.uint64(FIRST)
    z ^= z >> np.uint64(27)
    z *= np.uint64(SECOND)
    z ^= z >> np.uint64(31)
    return z


def start_key(seed: int, purpose: str, replicate: int, layer: str) -> int:
    """The part of the hash that all draws of one replicate of one layer have in common."""
    state = mix(seed & MASK) ^ text_key(purpose)
    state = mix(state) ^ (replicate & MASK)
    return mix(mix(state) ^ text_key(layer))


def keyed_hash(seed: int, purpose: str, replicate: int, layer: str, object_keys: U64, account_keys: U64) -> U64:
    """64-bit hashes of (seed, purpose, replicate, layer, object, account), element by element.

    `object_keys` and `account_keys` are `text_keys` of the ids, of equal length (or one of them of length 1).
    """
    start = np.uint64(start_key(seed, purpose, replicate, layer))
    return mix_array(mix_array(object_keys ^ start) ^ account_keys)


def keyed_offsets(hashes: U64, steps: int) -> NDArray[np.int64]:
    """Uniform whole numbers on [-steps, steps], one a hash; `steps` below 2^31."""
    span = np.uint64(2 * steps + 1)
    return (((hashes >> np.uint64(32)) * span) >> np.uint64(32)).astype(np.int64) - steps


def keyed_uniforms(hashes: U64) -> NDArray[np.float64]:
    """Numbers in (0, 1), one a hash, from the upper 52 bits; never 0 or 1."""
    return ((hashes >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
