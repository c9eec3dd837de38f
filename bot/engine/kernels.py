"""The counting loops, compiled.

Pairs are counted account by account: for each of an account's events, walk left and right while the other event is
within the window, and add one to a counter of the other account. So no pair event is ever stored or sorted: memory
is a number for each account, not one for each pair event, and rows come out in order of the source.

The events of a layer lie on one *line*: sorted by (object, time, account), gaps between neighbours clipped to the
widest window plus one, so that "same object and within the window" is one comparison of places on the line. A place
and its account are packed into one integer (`key`), so that a visit touches one word of memory.
"""

import numpy as np
from numpy.typing import NDArray

from bot.engine.compiled import kernel
from bot.protocols import I8, I32, I64

END = 1 << 62
"""Beyond every place on a line: sentinels at both ends save the loops a bounds check."""


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
def line_end(object_: I32, time: I64, widest: int) -> int:
    """The last place on the line."""
    place = 0
    for i in range(1, len(object_)):
        gap = time[i] - time[i - 1] if object_[i] == object_[i - 1] else widest + 1
        place += min(gap, widest + 1)
    return place


@kernel
def lay(object_: I32, time: I64, account: I32, widest: int, shift: int) -> I64:
    """Places on the line, each packed with its account in the lower `shift` bits, between two sentinels."""
    key = np.empty(len(object_) + 2, np.int64)
    key[0] = -END
    key[-1] = END
    place = np.int64(0)
    for i in range(len(object_)):
        if i > 0:
            gap = time[i] - time[i - 1] if object_[i] == object_[i - 1] else widest + 1
            place += min(gap, widest + 1)
        key[i + 1] = (place << shift) | account[i]
    return key


@kernel
def near_places(key: I64, shift: int, widest: int, n_accounts: int) -> tuple[I64, I32]:
    """Each account's events that have a neighbour within the window: (begin of length n + 1, indices into key)."""
    mask = (np.int64(1) << shift) - 1
    begin = np.zeros(n_accounts + 1, np.int64)
    near = np.zeros(len(key), np.bool_)
    for i in range(1, len(key) - 1):
        place = key[i] >> shift
        near[i] = (place - (key[i - 1] >> shift) <= widest) | ((key[i + 1] >> shift) - place <= widest)
        begin[(key[i] & mask) + 1] += near[i]
    for a in range(n_accounts):
        begin[a + 1] += begin[a]
    cursor = begin[:-1].copy()
    place_of = np.empty(begin[-1], np.int32)
    for i in range(1, len(key) - 1):
        if near[i]:
            a = key[i] & mask
            place_of[cursor[a]] = i
            cursor[a] += 1
    return begin, place_of


@kernel
def trim(key: I64, shift: int, widest: int, low: int) -> I64:
    """The line without accounts below `low` and without events that have no neighbour within the window."""
    mask = (np.int64(1) << shift) - 1
    out = np.empty(len(key), np.int64)
    out[0] = key[0]
    n = 1
    for i in range(1, len(key) - 1):
        place = key[i] >> shift
        near = (place - (key[i - 1] >> shift) <= widest) | ((key[i + 1] >> shift) - place <= widest)
        out[n] = key[i]
        n += int(near & ((key[i] & mask) >= low))
    out[n] = key[-1]
    return out[: n + 1].copy()


@kernel
def count_row(
    a: int, begin: I64, place: I32, key: I64, shift: int, level: I8, counts: NDArray[np.signedinteger], touched: I32
) -> int:
    """Count account a's meetings with accounts above it; returns how many accounts were touched.

    `level[gap]` is the bit at which the counter of the smallest window that holds the gap stands in counts[b]. No
    branch depends on which of two accounts is the larger (it would be mispredicted half of the time): what does not
    count adds zero. The event eight steps ahead is looked at early, so that its memory is there when its turn comes.
    """
    mask = (np.int64(1) << shift) - 1
    widest = len(level) - 1
    last = len(place) - 1
    ahead = np.int64(0)
    n = 0
    for k in range(begin[a], begin[a + 1]):
        p = place[k]
        ahead ^= key[place[min(k + 8, last)]]
        t = key[p] >> shift
        for step in (-1, 1):
            q = p + step
            while True:
                other = key[q]
                gap = (t - (other >> shift)) * -step
                if gap > widest:
                    break
                b = other & mask
                count = counts[b]
                adds = np.int64(b > a)
                counts[b] = count + (adds << level[gap])
                touched[n] = b
                n += int(adds & np.int64(count == 0))
                q += step
    touched[n] = ahead & 1
    return n


@kernel
def count_range(
    low: int,
    high: int,
    begin: I64,
    place: I32,
    key: I64,
    shift: int,
    level: I8,
    bits: int,
    min_weight: int,
    counts: NDArray[np.signedinteger],
    touched: I32,
    histogram: I64,
    source: I32,
    target: I32,
    weight: I32,
) -> tuple[int, int]:
    """Pairs of source accounts low .. high - 1: (first account not done, rows written).

    Stops before an account whose pairs no longer fit into the output. `counts` is zero before and after; it holds one
    counter of `bits` bits for each window. `histogram[j, w]` gains one for every pair of weight w > 1 in window j
    (pairs of weight 1 follow from the number of pair events).
    """
    written = 0
    windows = histogram.shape[0]
    for a in range(low, high):
        if begin[a + 1] - begin[a] < min(min_weight, 2):
            continue
        n = count_row(a, begin, place, key, shift, level, counts, touched)
        heavy = touched[: sift(touched, n, counts, bits, windows, min(min_weight, 2))]
        wanted = 0
        for b in heavy:
            wanted += total(counts[b], bits, windows) >= min_weight
        fits = written + wanted <= len(source)
        if fits:
            tally(heavy, counts, bits, histogram)
            written = write_row(a, np.sort(heavy), counts, bits, min_weight, source, target, weight, written)
        for b in heavy:
            counts[b] = 0
        if not fits:
            return a, written
    return high, written


@kernel
def total(count: int, bits: int, windows: int) -> int:
    """Sum of the counters packed into one word."""
    mask = (np.int64(1) << bits) - 1
    out = np.int64(0)
    for j in range(windows):
        out += (np.int64(count) >> (j * bits)) & mask
    return int(out)


@kernel
def sift(touched: I32, n: int, counts: NDArray[np.signedinteger], bits: int, windows: int, least: int) -> int:
    """Bring accounts with a total of at least `least` to the front, set the others' counters to zero; how many."""
    kept = 0
    for i in range(n):
        b = touched[i]
        if total(counts[b], bits, windows) >= least:
            touched[kept] = b
            kept += 1
        else:
            counts[b] = 0
    return kept


@kernel
def tally(heavy: I32, counts: NDArray[np.signedinteger], bits: int, histogram: I64) -> None:
    """Add one row's weights above 1 to the histogram."""
    mask = (np.int64(1) << bits) - 1
    for b in heavy:
        w = np.int64(0)
        for j in range(histogram.shape[0]):
            w += (np.int64(counts[b]) >> (j * bits)) & mask
            histogram[j, w] += w > 1


@kernel
def write_row(
    a: int,
    others: I32,
    counts: NDArray[np.signedinteger],
    bits: int,
    min_weight: int,
    source: I32,
    target: I32,
    weight: I32,
    written: int,
) -> int:
    """Write one source's pairs of enough weight, in the order of `others`; returns the new number of rows."""
    mask = (np.int64(1) << bits) - 1
    for b in others:
        if total(counts[b], bits, weight.shape[1]) >= min_weight:
            source[written] = a
            target[written] = b
            w = np.int64(0)
            for j in range(weight.shape[1]):
                w += (np.int64(counts[b]) >> (j * bits)) & mask
                weight[written, j] = w
            written += 1
    return written


@kernel
def emit_pairs(object_: I32, time: I64, window: int) -> tuple[I64, I64]:
    """Positions (left, right) of all pairs of events of one object within the window; columns sorted."""
    size = 0
    left = 0
    for i in range(len(object_)):
        while object_[left] != object_[i] or time[i] - time[left] > window:
            left += 1
        size += i - left
    first = np.empty(size, np.int64)
    second = np.empty(size, np.int64)
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
