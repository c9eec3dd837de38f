"""Co-action pairs of one layer for all windows in one pass, on both cores, whatever the size of the result.

Accounts are counted in bands: a pair belongs to its smaller account, so after each band its accounts leave the line
and the others have less to look at. A band is cut into ranges of about equal work; each is counted by a kernel that
holds no interpreter lock. Ranges are put together in order, so the number of threads changes nothing.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from bot.engine import kernels, lines, plain
from bot.engine.layers import Events
from bot.engine.lines import Line
from bot.errors import UserError
from bot.protocols import I32, I64

RANGES = 16
"""How many ranges of accounts a pass is cut into: enough to share the work, few enough to cost nothing."""
BANDS = 4
"""How many bands of accounts are counted one after the other; the line gets shorter after each of them."""
BLOCK = 1 << 16
"""Rows of output made at once."""

Columns = tuple[I32, I32, I32]


@dataclass(frozen=True, slots=True)
class Counted:
    """Pairs (source < target) with a weight a window, and the histogram of all pairs, also of those not held."""

    source: I32
    target: I32
    weight: I32
    histogram: tuple[I64, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a pass may use: threads, rows of output held at once, bits of a packed key."""

    threads: int
    rows: int
    bits: int = lines.WIDEST


def room(memory_mb: int, windows: int) -> int:
    """Rows of (source, target, weights) that half of the memory holds twice (blocks, then the whole)."""
    return max(1, memory_mb * 1_000_000 // 4 // (8 + 4 * windows))


def count_pairs(events: Events, windows: Sequence[int], min_weight: int, limits: Limits) -> Counted:
    """Count pairs within each window (ascending); holds those of at least `min_weight` in the widest."""
    wide = np.array(windows, dtype=np.int64)
    line = lines.line_of(events, int(wide[-1]), limits.bits)
    counter = None if line is None else lines.counter(line.deepest, len(wide))
    if line is None or counter is None:
        return _plainly(events, wide, min_weight, limits)
    level = lines.levels(wide, counter[0])

    shape = (min_weight, len(wide), line.deepest + 2)
    parts: list[tuple[list[Columns], I64]] = []
    with ThreadPoolExecutor(limits.threads) as pool:
        for low, high in lines.work_ranges(line.begin, BANDS):
            rest = line.above(low) if low else line
            spans = [(low + a, low + b) for a, b in lines.work_ranges(rest.begin[low : high + 1], RANGES)]
            parts += pool.map(partial(count_span, rest, level, counter, shape, limits.rows), spans)
            line = rest
    histogram = sum((part[1] for part in parts), np.zeros(shape[1:], np.int64))
    add_ones(histogram, kernels.pair_events(events.object, events.time, wide))
    blocks = [block for part in parts for block in part[0]]
    _refuse_too_many(sum(len(block[0]) for block in blocks), limits.rows, min_weight)
    empty = (np.empty(0, np.int32), np.empty(0, np.int32), np.empty((0, len(wide)), np.int32))
    source, target, weight = (np.concatenate(columns) for columns in zip(empty, *blocks, strict=True))
    return Counted(source, target, weight, tuple(trimmed(row) for row in histogram))


def count_span(
    line: Line,
    level: NDArray[np.int8],
    counter: tuple[int, type[np.signedinteger]],
    shape: tuple[int, int, int],
    rows: int,
    span: tuple[int, int],
) -> tuple[list[Columns], I64]:
    """One range of accounts: blocks of (source, target, weight), and the histogram of weights above 1."""
    min_weight, windows, weights = shape
    counts, touched = lines.scratch(line, counter[1])
    histogram = np.zeros((windows, weights), np.int64)
    size = max(BLOCK, line.n_accounts)
    out = (np.empty(size, np.int32), np.empty(size, np.int32), np.empty((size, windows), np.int32))
    blocks: list[Columns] = []
    held, (low, high) = 0, span
    while low < high:
        low, n = kernels.count_range(
            low,
            high,
            line.begin,
            line.place,
            line.key,
            line.shift,
            level,
            counter[0],
            min_weight,
            counts,
            touched,
            histogram,
            *out,
        )
        blocks.append((out[0][:n].copy(), out[1][:n].copy(), out[2][:n].copy()))
        held += n
        _refuse_too_many(held, rows, min_weight)
    return blocks, histogram


def add_ones(histogram: I64, pair_events: I64) -> None:
    """Fill in pairs of weight 1: the pair events that no heavier pair accounts for."""
    heavier = histogram @ np.arange(histogram.shape[1])
    histogram[:, 1] = pair_events - heavier


def _plainly(events: Events, windows: I64, min_weight: int, limits: Limits) -> Counted:
    source, target, weight = plain.weights(events, windows)
    histogram = tuple(trimmed(np.bincount(column[column > 0], minlength=1)) for column in weight.T)
    keep = weight[:, -1] >= min_weight
    _refuse_too_many(int(keep.sum()), limits.rows, min_weight)
    return Counted(source[keep], target[keep], weight[keep], histogram)


def _refuse_too_many(held: int, rows: int, min_weight: int) -> None:
    if held > rows:
        raise UserError(
            f"more than {rows:,} pairs of accounts have a weight of {min_weight} or more",
            hint="Ask for a larger weight or a smaller window, or allow more memory.",
        )


def trimmed(histogram: I64) -> I64:
    """A histogram without the zeros after its largest weight; at least index 0."""
    used = np.flatnonzero(histogram)
    return histogram[: int(used[-1]) + 1].copy() if len(used) else histogram[:1].copy()
