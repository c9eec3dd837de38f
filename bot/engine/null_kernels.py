"""The compiled loops of the null model: which events can matter, and what each jittered copy gives."""

import numpy as np
from numpy.typing import NDArray

from bot.engine.compiled import kernel
from bot.engine.kernels import count_row
from bot.protocols import I16, I32, I64


@kernel
def mark_range(
    low: int,
    high: int,
    begin: I64,
    place: I32,
    object_: I32,
    time: I64,
    account: I32,
    reach: I64,
    counts: I32,
    touched: I32,
    marked: NDArray[np.bool_],
) -> None:
    """Mark both events wherever account a in [low, high) meets another within reach on at least two objects."""
    for a in range(low, high):
        n = count_row(a, begin, place, object_, time, account, reach, counts, touched)
        for k in range(begin[a], begin[a + 1]):
            p = place[k]
            left, right = reachable(p, object_, time, reach[0])
            for q in range(left, right):
                if counts[account[q], 0] > 1:
                    marked[p] = True
                    marked[q] = True
        for i in range(n):
            counts[touched[i]] = 0


@kernel
def reachable(p: int, object_: I32, time: I64, reach: int) -> tuple[int, int]:
    """Half-open range of the positions of p's object within reach of p."""
    left = p
    while left > 0 and object_[left - 1] == object_[p] and time[p] - time[left - 1] <= reach:
        left -= 1
    right = p + 1
    while right < len(object_) and object_[right] == object_[p] and time[right] - time[p] <= reach:
        right += 1
    return left, right


@kernel
def meetings(
    a: int, begin: I64, place: I32, object_: I32, time: I64, account: I32, reach: int, cursor: I32, pairs: I32
) -> None:
    """Write (p, q) of account a's meetings with each candidate b from cursor[b] on; cursor[b] < 0: no candidate."""
    for k in range(begin[a], begin[a + 1]):
        p = place[k]
        left, right = reachable(p, object_, time, reach)
        for q in range(left, right):
            b = account[q]
            if b > a and cursor[b] >= 0:
                pairs[cursor[b], 0] = p
                pairs[cursor[b], 1] = q
                cursor[b] += 1


@kernel
def copies(
    pairs: I32, low: int, high: int, time: I64, windows: I64, column: I64, offsets: NDArray[np.int32], weight: I32
) -> None:
    """weight[j, r] = meetings low .. high - 1 that lie within window j in copy r."""
    weight[:] = 0
    replicates = offsets.shape[2]
    for e in range(low, high):
        p, q = pairs[e, 0], pairs[e, 1]
        gap = np.int32(time[p] - time[q])
        for j in range(len(windows)):
            one, other = offsets[column[j], p], offsets[column[j], q]
            limit = np.int32(windows[j])
            for r in range(replicates):
                moved = np.int32(gap + one[r] - other[r])
                weight[j, r] += np.int32(abs(moved) <= limit)


@kernel
def null_range(
    low: int,
    high: int,
    begin: I64,
    place: I32,
    object_: I32,
    time: I64,
    account: I32,
    reach: I64,
    windows: I64,
    column: I64,
    offsets: NDArray[np.int32],
    counts: I32,
    touched: I32,
    replicate: I16,
    source: I32,
    target: I32,
    weight: I32,
) -> tuple[int, int]:
    """Pairs of weight >= 2 of source accounts low .. high - 1: (first account not done, rows written).

    Stops before an account whose pairs no longer fit. Rows come by source, target, replicate.
    """
    cursor = np.full(counts.shape[0], -1, np.int32)
    here = np.zeros((len(windows), offsets.shape[2]), np.int32)
    written = 0
    for a in range(low, high):
        n = count_row(a, begin, place, object_, time, account, reach, counts, touched)
        total, kept = 0, 0
        for i in range(n):
            b = touched[i]
            if counts[b, 0] > 1:
                cursor[b] = total
                total += counts[b, 0]
                touched[i] = touched[kept]
                touched[kept] = b
                kept += 1
        before, fits = written, True
        if kept:
            pairs = np.empty((total, 2), np.int32)
            meetings(a, begin, place, object_, time, account, reach[0], cursor, pairs)
            for b in np.sort(touched[:kept]):
                copies(pairs, cursor[b] - counts[b, 0], cursor[b], time, windows, column, offsets, here)
                room = len(source) - written
                found = write_copies(a, b, here, replicate[written:], source[written:], target[written:], weight[written:])
                fits = fits and found <= room
                written += min(found, room)
        for i in range(n):
            counts[touched[i], 0] = 0
            cursor[touched[i]] = -1
        if not fits:
            return a, before
    return high, written


@kernel
def write_copies(a: int, b: int, here: I32, replicate: I16, source: I32, target: I32, weight: I32) -> int:
    """Write the copies in which the pair reaches weight 2 in any window, as far as there is room; returns how many."""
    n = 0
    for r in range(here.shape[1]):
        largest = 0
        for j in range(here.shape[0]):
            largest = max(largest, here[j, r])
        if largest > 1:
            if n < len(source):
                replicate[n], source[n], target[n] = r, a, b
                weight[n] = here[:, r]
            n += 1
    return n
