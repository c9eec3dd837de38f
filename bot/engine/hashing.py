"""The compiled form of the keyed draws that `bot.measures.keyed` defines; tests hold the two against each other.

A draw depends on (seed, purpose, replicate, layer, object, account) alone: not on row order, threads or what else
was drawn. `start` is `keyed.start_key`, keys are `keyed.text_keys` of the ids.
"""

import numpy as np

from bot.engine.compiled import kernel
from bot.measures import keyed
from bot.measures.keyed import U64
from bot.protocols import I32, I64

_GOLDEN = np.uint64(keyed.GOLDEN)
_FIRST = np.uint64(keyed.FIRST)
_SECOND = np.uint64(keyed.SECOND)
_S27 = np.uint64(27)
_S30 = np.uint64(30)
_S31 = np.uint64(31)
_S32 = np.uint64(32)


@kernel
def mix(value: np.uint64) -> np.uint64:
    """One splitmix64 step."""
    z = value + _GOLDEN
    z = (z ^ (z >> _S30)) * _FIRST
    z = (z ^ (z >> _S27)) * _SECOND
    return z ^ (z >> _S31)


@kernel
def draws(start: np.uint64, object_keys: U64, account_keys: U64, object_: I32, account: I32) -> U64:
    """64-bit draws of events given by dense ids; keys are indexed by dense id."""
    out = np.empty(len(object_), np.uint64)
    for i in range(len(object_)):
        out[i] = mix(mix(object_keys[object_[i]] ^ start) ^ account_keys[account[i]])
    return out


@kernel
def offsets_into(
    out: I32,
    starts: U64,
    object_keys: U64,
    account_keys: U64,
    object_: I32,
    account: I32,
    steps: int,
    step: int,
    low: int,
    high: int,
) -> None:
    """Fill out[i, r] with the seconds by which event i moves in replicate r, for low <= i < high.

    A shift is a whole number of steps in [-steps, steps], each `step` seconds long.
    """
    span = np.uint64(2 * steps + 1)
    for i in range(low, high):
        object_key, account_key = object_keys[object_[i]], account_keys[account[i]]
        for r in range(len(starts)):
            value = mix(mix(object_key ^ starts[r]) ^ account_key)
            out[i, r] = (np.int64(((value >> _S32) * span) >> _S32) - steps) * step


def starts(seed: int, purpose: str, replicates: range, layer: str) -> U64:
    """The starting keys of several replicates."""
    return np.array([keyed.start_key(seed, purpose, r, layer) for r in replicates], dtype=np.uint64)


def event_draws(seed: int, purpose: str, layer: str, keys: tuple[U64, U64], object_: I32, account: I32) -> U64:
    """Draws of replicate 0 for events; `keys` are those of objects and of accounts."""
    start = np.uint64(keyed.start_key(seed, purpose, 0, layer))
    result: U64 = draws(start, keys[0], keys[1], object_, account)
    return result


def smallest(hashes: U64, account: I32, keep: int) -> I64:
    """Positions of the `keep` smallest (hash, account), ascending."""
    return np.sort(np.lexsort((account, hashes))[:keep])
