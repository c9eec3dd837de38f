"""The counting loops, compiled.

Events of a layer lie sorted by (object, time, account) with one event per account and object. `first[o]` is where
object o starts. `place` lists each account's positions in that order (`begin[a]` .. `begin[a + 1]`).

Pairs are counted account by account: for each of its events, walk left and right while the other event is within
the window, and add one to a counter of the other account. So no pair event is ever stored or sorted: memory is the
number of accounts, not the number of pair events, and rows come out in order of the source.
"""

import numpy as np

from bot.engine.compiled import kernel
from bot.protocols import I32, I64


@kernel
def offsets(sorted_ids: I32, n: int) -> I64:
    """Where each id of 0 .. n-1 starts in a sorted column; length n + 1."""
    out = np.zeros(n + 1, np.int64)
    for i in range(len(sorted_ids)):
        out[sorted_ids[i] + 1] += 1
    for i in range(n):
        out[i + 1] += out[i]
    return out


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
def first_of_each(object_: I32, account: I32, n_accounts: int) -> I64:
    """Positions of the first event of every (object, account) in columns sorted by object, then time."""
    seen = np.full(n_accounts, -1, np.int32)
    out = np.empty(len(object_), np.int64)
    n = 0
    for i in range(len(object_)):
        if seen[account[i]] != object_[i]:
            seen[account[i]] = object_[i]
            out[n] = i
            n += 1
    return out[:n]


@kernel
def pair_events(object_: I32, time: I64, windows: I64) -> I64:
    """Number of pairs of events of one object within each window."""
    out = np.zeros(len(windows), np.int64)
    for j in range(len(windows)):
        left = 0
        for i in range(len(object_)):
            while object_[left] != object_[i] or time[i] - time[left] > windows[j]:
                left += 1
            out[j] += i - left
    return out


@kernel
def count_row(
    a: int, begin: I64, place: I32, object_: I32, time: I64, account: I32, windows: I64, counts: I32, touched: I32
) -> int:
    """Count account a's co-actions with accounts above it; returns how many accounts were touched.

    `counts[b, j]` gains the events whose gap lies in window j but in no smaller one. No branch depends on which of
    two accounts is the larger (it would be mispredicted half of the time): what does not count adds zero.
    """
    n = 0
    narrow = len(windows) - 1
    widest = windows[narrow]
    for k in range(begin[a], begin[a + 1]):
        p = place[k]
        o, t = object_[p], time[p]
        q = p - 1
        while q >= 0 and object_[q] == o and t - time[q] <= widest:
            n = touch(account[q], t - time[q], a, windows, narrow, counts, touched, n)
            q -= 1
        q = p + 1
        while q < len(account) and object_[q] == o and time[q] - t <= widest:
            n = touch(account[q], time[q] - t, a, windows, narrow, counts, touched, n)
            q += 1
    return n


@kernel
def touch(b: int, gap: int, a: int, windows: I64, narrow: int, counts: I32, touched: I32, n: int) -> int:
    """Add one to the counter of account b and the smallest window that holds the gap; list b the first time."""
    adds = np.int32(b > a)
    j = 0
    for w in range(narrow):
        j += np.int64(gap > windows[w])
    seen = np.int32(0)
    for w in range(narrow + 1):
        seen |= counts[b, w]
    counts[b, j] += adds
    touched[n] = b
    return n + np.int64((adds == 1) & (seen == 0))


@kernel
def count_range(
    low: int,
    high: int,
    begin: I64,
    place: I32,
    object_: I32,
    time: I64,
    account: I32,
    windows: I64,
    min_weight: int,
    counts: I32,
    touched: I32,
    histogram: I64,
    source: I32,
    target: I32,
    weight: I32,
) -> tuple[int, int]:
    """Pairs of source accounts low .. high - 1: (first account not done, rows written).

    Stops before an account whose pairs no longer fit into the output. `counts` is zero before and after.
    `histogram[j, w]` gains one for every pair of weight w > 0 in window j, written or not.
    """
    written = 0
    last = counts.shape[1] - 1
    for a in range(low, high):
        n = count_row(a, begin, place, object_, time, account, windows, counts, touched)
        kept = 0
        for i in range(n):
            b = touched[i]
            for j in range(last):
                counts[b, j + 1] += counts[b, j]
            if counts[b, last] >= min_weight:
                touched[i] = touched[kept]
                touched[kept] = b
                kept += 1
        fits = written + kept <= len(source)
        if fits:
            tally(touched, n, counts, histogram)
            written = write_row(a, touched[:kept], counts, source, target, weight, written)
        for i in range(n):
            counts[touched[i]] = 0
        if not fits:
            return a, written
    return high, written


@kernel
def tally(touched: I32, n: int, counts: I32, histogram: I64) -> None:
    """Add one row's weights to the histogram."""
    for i in range(n):
        for j in range(counts.shape[1]):
            w = counts[touched[i], j]
            if w > 0:
                histogram[j, w] += 1


@kernel
def write_row(a: int, kept: I32, counts: I32, source: I32, target: I32, weight: I32, written: int) -> int:
    """Write one source's pairs in order of the target; returns the new number of rows."""
    for b in np.sort(kept):
        source[written] = a
        target[written] = b
        weight[written] = counts[b]
        written += 1
    return written


@kernel
def emit_pairs(object_: I32, time: I64, window: int) -> tuple[I64, I64]:
    """Positions (left, right) of all pairs of events of one object within the window; columns sorted."""
    total = 0
    left = 0
    for i in range(len(object_)):
        while object_[left] != object_[i] or time[i] - time[left] > window:
            left += 1
        total += i - left
    first = np.empty(total, np.int64)
    second = np.empty(total, np.int64)
    n = 0
    left = 0
    for i in range(len(object_)):
        while object_[left] != object_[i] or time[i] - time[left] > window:
            left += 1
        for k in range(left, i):
            first[n] = k
            second[n] = i
            n += 1
    return first, second
