"""What given pairs of accounts shared: each common object within the window, by pair and object."""

from dataclasses import dataclass

import numpy as np

from bot.engine.compiled import kernel
from bot.engine.layers import Events
from bot.protocols import I32, I64


@dataclass(frozen=True, slots=True)
class SharedEvents:
    """Index of the pair, and positions of the source's and of the target's event."""

    pair: I64
    left: I64
    right: I64


def shared_events(events: Events, window: int, source: I32, target: I32) -> SharedEvents:
    """Common objects of each pair within the window, in order of the pair, then the object."""
    begin, place = places(events.account, events.n_accounts)
    columns = (begin, place, events.object, events.time, window, source, target)
    total = merge_pairs(*columns, np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64))
    pair, left, right = (np.empty(total, np.int64) for _ in range(3))
    merge_pairs(*columns, pair, left, right)
    return SharedEvents(pair, left, right)


@kernel
def places(account: I32, n: int) -> tuple[I64, I32]:
    """Each account's positions, ascending: (begin of length n + 1, positions)."""
    begin = np.zeros(n + 1, np.int64)
    for i in range(len(account)):
        begin[account[i] + 1] += 1
    for i in range(n):
        begin[i + 1] += begin[i]
    cursor = begin[:-1].copy()
    place = np.empty(len(account), np.int32)
    for i in range(len(account)):
        place[cursor[account[i]]] = i
        cursor[account[i]] += 1
    return begin, place


@kernel
def merge_pairs(
    begin: I64,
    place: I32,
    object_: I32,
    time: I64,
    window: int,
    source: I32,
    target: I32,
    pair: I64,
    left: I64,
    right: I64,
) -> int:
    """Merge both accounts' events by object; writes as many matches as there is room for, returns all of them."""
    n = 0
    for i in range(len(source)):
        p, p_end = begin[source[i]], begin[source[i] + 1]
        q, q_end = begin[target[i]], begin[target[i] + 1]
        while p < p_end and q < q_end:
            x, y = place[p], place[q]
            if object_[x] == object_[y]:
                if abs(time[x] - time[y]) <= window:
                    if n < len(pair):
                        pair[n], left[n], right[n] = i, x, y
                    n += 1
                p += 1
                q += 1
            elif object_[x] < object_[y]:
                p += 1
            else:
                q += 1
    return n
