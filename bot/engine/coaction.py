"""Co-action pairs of one layer for all windows in one pass, on both cores, whatever the size of the result.

Accounts are cut into ranges of about equal work; each range is counted by a kernel that holds no interpreter lock.
Ranges are put together in order, so the number of threads changes nothing.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from bot.engine import kernels
from bot.engine.layers import Events
from bot.errors import UserError
from bot.protocols import I32, I64

RANGES = 16
"""How many ranges of accounts a pass is cut into: enough to share the work, few enough to cost nothing."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Pairs (source < target) with a weight a window, and the histogram of all pairs, also of those not held."""

    source: I32
    target: I32
    weight: I32
    histogram: tuple[I64, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a pass may use: threads, and rows of output held at once."""

    threads: int
    rows: int


def room(memory_mb: int, windows: int) -> int:
    """Rows of (source, target, weights) that half of the memory holds twice (blocks, then the whole)."""
    return max(1, memory_mb * 1_000_000 // 4 // (8 + 4 * windows))


def work_ranges(begin: I64, pieces: int) -> list[tuple[int, int]]:
    """Cut accounts 0 .. n-1 into at most `pieces` ranges of about equal numbers of events."""
    n = len(begin) - 1
    marks = np.searchsorted(begin, np.linspace(0, begin[-1], pieces + 1)[1:-1])
    cuts = [0, *sorted({int(m) for m in marks if 0 < m < n}), n]
    return list(zip(cuts[:-1], cuts[1:], strict=True))


def count_pairs(events: Events, windows: Sequence[int], min_weight: int, limits: Limits) -> Counted:
    """Count pairs within each window (ascending); holds those of at least `min_weight` in the widest."""
    wide = np.array(windows, dtype=np.int64)
    begin, place = kernels.places(events.account, events.n_accounts)
    deepest = int(np.diff(begin).max(initial=0)) + 1

    def work(span: tuple[int, int]) -> tuple[list[tuple[I32, I32, I32]], I64]:
        return _count_span(events, begin, place, wide, min_weight, span, deepest, limits.rows)

    with ThreadPoolExecutor(limits.threads) as pool:
        parts = list(pool.map(work, work_ranges(begin, RANGES)))
    histogram = sum((part[1] for part in parts), np.zeros((len(wide), deepest + 1), np.int64))
    blocks = [block for part in parts for block in part[0]]
    _refuse_too_many(sum(len(block[0]) for block in blocks), limits.rows, min_weight)
    empty = (np.empty(0, np.int32), np.empty(0, np.int32), np.empty((0, len(wide)), np.int32))
    source, target, weight = (np.concatenate(columns) for columns in zip(empty, *blocks, strict=True))
    return Counted(source, target, weight, tuple(trimmed(row) for row in histogram))


def _count_span(
    events: Events, begin: I64, place: I32, windows: I64, min_weight: int, span: tuple[int, int], deepest: int, rows: int
) -> tuple[list[tuple[I32, I32, I32]], I64]:
    """One range of accounts: blocks of (source, target, weight), and the histogram."""
    counts = np.zeros((events.n_accounts, len(windows)), np.int32)
    touched = np.empty(events.n_accounts + 1, np.int32)
    histogram = np.zeros((len(windows), deepest + 1), np.int64)
    size = max(1 << 16, events.n_accounts)
    blocks, held, (low, high) = [], 0, span
    while low < high:
        source, target = np.empty(size, np.int32), np.empty(size, np.int32)
        weight = np.empty((size, len(windows)), np.int32)
        low, n = kernels.count_range(
            low,
            high,
            begin,
            place,
            events.object,
            events.time,
            events.account,
            windows,
            min_weight,
            counts,
            touched,
            histogram,
            source,
            target,
            weight,
        )
        blocks.append((source[:n].copy(), target[:n].copy(), weight[:n].copy()))
        held += n
        _refuse_too_many(held, rows, min_weight)
    return blocks, histogram


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
