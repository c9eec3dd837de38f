"""The compiled loops of the null model: which events can matter, and what each jittered copy gives."""

import numpy as np
from numpy.typing import NDArray

from bot.engine.compiled import kernel
from bot.engine.kernels import count_row
from bot.protocols import I8, I16, I32, I64


@kernel
def mark_range(
    low: int,
    high: int,
    begin: I64,
    place: I32,
    key: I64,
    shift: int,
    level: I8,
    counts: I32,
    touched: I32,
    marked: NDArray[np.bool_],
) -> None:
    """Mark both events wherever an account of low .. high - 1 meets another on at least two objects."""
    mask = (np.int64(1) << shift) - 1
    widest = len(level) - 1
    for a in range(low, high):
        if begin[a + 1] - begin[a] < 2:
            continue
        n = count_row(a, begin, place, key, shift, level, counts, touched)
        if most(counts, touched, n) > 1:
            for k in range(begin[a], begin[a + 1]):
                p = place[k]
                left, right = reachable(p, key, shift, widest)
                for q in range(left, right):
                    if counts[key[q] & mask] > 1:
                        marked[p - 1] = True
                        marked[q - 1] = True
        for i in range(n):
            counts[touched[i]] = 0


@kernel
def most(counts: I32, touched: I32, n: int) -> int:
    """The largest count of a row."""
    out = 0
    for i in range(n):
        out = max(out, counts[touched[i]])
    return out


@kernel
def reachable(p: int, key: I64, shift: int, reach: int) -> tuple[int, int]:
    """Half-open range of the events on the line within reach of p."""
    t = key[p] >> shift
    left = p
    while t - (key[left - 1] >> shift) <= reach:
        left -= 1
    right = p + 1
    while (key[right] >> shift) - t <= reach:
        right += 1
    return left, right


@kernel
def meetings(a: int, begin: I64, place: I32, key: I64, shift: int, reach: int, cursor: I32, pairs: I32) -> None:
    """Write (p, q) of account a's meetings with each candidate b from cursor[b] on; cursor[b] < 0: no candidate."""
    mask = (np.int64(1) << shift) - 1
    for k in range(begin[a], begin[a + 1]):
        p = place[k]
        left, right = reachable(p, key, shift, reach)
        for q in range(left, right):
            b = key[q] & mask
            if b > a and cursor[b] >= 0:
                pairs[cursor[b], 0] = p - 1
                pairs[cursor[b], 1] = q - 1
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
    key: I64,
    shift: int,
    level: I8,
    time: I64,
    windows: I64,
    column: I64,
    offsets: NDArray[np.int32],
    counts: I32,
    touched: I32,
    cursor: I32,
    replicate: I16,
    source: I32,
    target: I32,
    weight: I32,
) -> tuple[int, int]:
    """Pairs of weight >= 2 of source accounts low .. high - 1: (first account not done, rows written).

    Stops before an account whose pairs no longer fit. Rows come by source, target, replicate. `counts` is zero and
    `cursor` is -1 everywhere, before and after.
    """
    here = np.zeros((len(windows), offsets.shape[2]), np.int32)
    written = 0
    for a in range(low, high):
        if begin[a + 1] - begin[a] < 2:
            continue
        n = count_row(a, begin, place, key, shift, level, counts, touched)
        size, kept = candidates(counts, touched, n, cursor)
        before, fits = written, True
        if kept:
            pairs = np.empty((size, 2), np.int32)
            meetings(a, begin, place, key, shift, len(level) - 1, cursor, pairs)
            for b in np.sort(touched[:kept]):
                copies(pairs, cursor[b] - counts[b], cursor[b], time, windows, column, offsets, here)
                rows = (replicate[written:], source[written:], target[written:], weight[written:])
                found = write_copies(a, b, here, *rows)
                fits = fits and written + found <= len(source)
                written = min(written + found, len(source))
        for i in range(n):
            counts[touched[i]] = 0
            cursor[touched[i]] = -1
        if not fits:
            return a, before
    return high, written


@kernel
def candidates(counts: I32, touched: I32, n: int, cursor: I32) -> tuple[int, int]:
    """Give each account that is met twice or more its place in the list of meetings: (meetings, accounts).

    These accounts come first in `touched` afterwards.
    """
    size, kept = 0, 0
    for i in range(n):
        b = touched[i]
        if counts[b] > 1:
            cursor[b] = size
            size += counts[b]
            touched[i] = touched[kept]
            touched[kept] = b
            kept += 1
    return size, kept


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
