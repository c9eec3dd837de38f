"""The edge definitions of two other tools, kept apart from our detectors.

*CooRTweet 2.1.3* (`pairs`): undirected, weight = number of row pairs within the window. *coordination-network-
toolkit* (`messages`): directed a -> b, weight = a's messages that have a message of b with the same object within
the window. Both windows are inclusive. The reference outputs under tests/data/reference hold them to the letter.

Times here are microseconds; rows are those of one layer in input order.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.engine import kernels, packing
from bot.protocols import F64, I32, I64

Flags = NDArray[np.bool_]
SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a layer in input order; `own` marks rows whose object is their own content."""

    object: I32
    account: I32
    content: I32
    time: I64
    own: Flags

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.object)

    def where(self, keep: Flags) -> "Rows":
        """The rows that are marked."""
        return Rows(self.object[keep], self.account[keep], self.content[keep], self.time[keep], self.own[keep])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Row pairs: positions of the older and of the newer row, and their gap in microseconds."""

    older: I64
    newer: I64
    gap: I64

    def where(self, keep: Flags) -> "Pairs":
        """The pairs that are marked."""
        return Pairs(self.older[keep], self.newer[keep], self.gap[keep])

    def __len__(self) -> int:
        """Number of pairs."""
        return len(self.older)


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges with source and target dense ids, sorted; gaps are mean seconds."""

    source: I32
    target: I32
    weight: I64
    gap: F64
    older: I64
    newer: I64
    objects: I64
    symmetry: F64

    def __len__(self) -> int:
        """Number of edges."""
        return len(self.source)


def count_pairs(rows: Rows, window: int) -> int:
    """How many row pairs lie within `window` microseconds, before anything is made."""
    order = packing.event_order(rows.object, rows.time, rows.account)
    return int(kernels.pair_events(rows.object[order], rows.time[order], np.array([window]))[0])


def all_pairs(rows: Rows, rank: I64, window: int) -> Pairs:
    """All row pairs of one object within `window` microseconds; of equal times the smaller rank is the older."""
    order = np.lexsort((rank, rows.time, rows.object))
    object_, time = rows.object[order], rows.time[order]
    left, right = kernels.emit_pairs(object_, time, window)
    return Pairs(order[left], order[right], time[right] - time[left])


def reading_rank(rows: Rows) -> I64:
    """CooRTweet's reading order: accounts by first appearance, then rows as they came."""
    _, first, back = np.unique(rows.account, return_index=True, return_inverse=True)
    rank = np.empty(len(rows), np.int64)
    rank[np.lexsort((np.arange(len(rows)), first[back]))] = np.arange(len(rows))
    return rank


def row_pairs(rows: Rows, window: int, participation: int, *, both: bool, keep_loops: bool) -> tuple[Rows, Pairs]:
    """CooRTweet's pairs, and the rows that their positions refer to (accounts with enough rows)."""
    kept = rows.where(np.bincount(rows.account, minlength=1)[rows.account] >= participation)
    rank = reading_rank(kept)
    pairs = all_pairs(kept, rank, window)
    if not keep_loops:
        pairs = pairs.where(~loops(kept, pairs))
    pairs = pairs.where(participating(kept, pairs, participation, both=both))
    first = np.full(int(kept.object.max(initial=-1)) + 1, len(kept))
    np.minimum.at(first, kept.object, rank)
    older, newer = rank[pairs.older], rank[pairs.newer]
    order = np.lexsort((np.minimum(older, newer), np.maximum(older, newer), first[kept.object[pairs.older]]))
    return kept, Pairs(pairs.older[order], pairs.newer[order], pairs.gap[order])


def loops(rows: Rows, pairs: Pairs) -> Flags:
    """Pairs in which the object is one of the contents, or contents or accounts are equal."""
    same = (rows.content[pairs.older] == rows.content[pairs.newer]) | (
        rows.account[pairs.older] == rows.account[pairs.newer]
    )
    found: Flags = same | rows.own[pairs.older] | rows.own[pairs.newer]
    return found


def participating(rows: Rows, pairs: Pairs, participation: int, *, both: bool) -> Flags:
    """Pairs with either (or both) contents of an account that has enough rows among the paired contents."""
    size = int(rows.content.max(initial=-1)) + 1
    paired = np.zeros(size, np.bool_)
    paired[rows.content[pairs.older]] = True
    paired[rows.content[pairs.newer]] = True
    taking_part = rows.where(paired[rows.content])
    enough = np.bincount(taking_part.account, minlength=1)[taking_part.account] >= participation
    good = np.zeros(size, np.bool_)
    good[taking_part.content[enough]] = True
    older, newer = good[rows.content[pairs.older]], good[rows.content[pairs.newer]]
    return np.logical_and(older, newer) if both else np.logical_or(older, newer)


def fast_flags(rows: Rows, pairs: Pairs, window: int, participation: int, *, both: bool) -> Flags:
    """CooRTweet's fast window: pairs whose contents also pair within the narrower window, participation included."""
    near = pairs.where(pairs.gap <= window)
    near = near.where(participating(rows, near, participation, both=both))
    size = np.int64(int(rows.content.max(initial=-1)) + 1)
    key = rows.content[pairs.older] * size + rows.content[pairs.newer]
    return np.isin(key, rows.content[near.older] * size + rows.content[near.newer])


def runs(*columns: NDArray[np.generic]) -> tuple[I64, I64]:
    """Sort rows by the columns (first is the main one): the permutation, and where each run of equal rows starts."""
    order = np.lexsort(columns[::-1])
    if len(order) == 0:
        return order, np.empty(0, np.int64)
    changed = np.zeros(len(order), np.bool_)
    changed[0] = True
    for column in columns:
        ordered = column[order]
        changed[1:] |= ordered[1:] != ordered[:-1]
    return order, np.flatnonzero(changed)


def distinct(group: I64, value: NDArray[np.generic], n: int) -> I64:
    """Number of distinct values in each group 0 .. n-1."""
    order, starts = runs(group, value)
    return np.bincount(group[order[starts]], minlength=n)


def pair_edges(rows: Rows, pairs: Pairs) -> Edges:
    """CooRTweet's undirected edges: weight = pairs, distinct older and newer contents, distinct objects."""
    x, y = rows.account[pairs.older], rows.account[pairs.newer]
    return _edges(rows, pairs, np.minimum(x, y), np.maximum(x, y))


def message_edges(rows: Rows, pairs: Pairs) -> Edges:
    """The toolkit's directed edges: weight = distinct messages of the source. `pairs` are of distinct messages."""
    ways = Pairs(
        np.concatenate((pairs.older, pairs.newer)),
        np.concatenate((pairs.newer, pairs.older)),
        np.concatenate((pairs.gap, pairs.gap)),
    )
    edges = _edges(rows, ways, rows.account[ways.older], rows.account[ways.newer])
    return Edges(
        edges.source, edges.target, edges.older, edges.gap, edges.older, edges.newer, edges.objects, edges.symmetry
    )


def _edges(rows: Rows, pairs: Pairs, source: I32, target: I32) -> Edges:
    order, starts = runs(source, target)
    group = np.empty(len(order), np.int64)
    group[order] = np.cumsum(np.bincount(starts, minlength=len(order))[: len(order)]) - 1
    n = len(starts)
    weight = np.bincount(group, minlength=n)
    total = np.add.reduceat(pairs.gap[order], starts) if n else np.empty(0, np.int64)
    older = distinct(group, rows.content[pairs.older], n)
    newer = distinct(group, rows.content[pairs.newer], n)
    objects = distinct(group, rows.object[pairs.older], n)
    symmetry = np.minimum(older, newer) / np.maximum(older, newer)
    first = order[starts]
    return Edges(source[first], target[first], weight, total / (weight * SECOND), older, newer, objects, symmetry)


def first_messages(rows: Rows, *, per_object: bool = False) -> Rows:
    """The toolkit's key: the first row of a message id wins (for links: of a message id and link)."""
    order, starts = runs(rows.content, rows.object) if per_object else runs(rows.content)
    keep = np.zeros(len(rows), np.bool_)
    keep[order[starts]] = True
    return rows.where(keep)


def messages_pairs(rows: Rows, window: int) -> Pairs:
    """All pairs of different messages of one object within the window."""
    pairs = all_pairs(rows, np.arange(len(rows)), window)
    return pairs.where(rows.content[pairs.older] != rows.content[pairs.newer])


def over_quantile(weight: I64 | F64, quantile: float) -> I64:
    """1 where a weight is strictly above the type-7 quantile of all weights."""
    if len(weight) == 0:
        return np.empty(0, np.int64)
    return (weight > np.quantile(weight, quantile)).astype(np.int64)


def account_stats(edges: Edges, rows: Rows, pairs: Pairs) -> tuple[I32, F64, F64, I64]:
    """CooRTweet's account statistics: account, mean gap and mean symmetry over its distinct (gap, symmetry), shares."""
    account = np.concatenate((edges.source, edges.target))
    gap, symmetry = np.concatenate((edges.gap, edges.gap)), np.concatenate((edges.symmetry, edges.symmetry))
    order, starts = runs(account, gap, symmetry)
    kept = order[starts]
    accounts, group = np.unique(account[kept], return_inverse=True)
    n = np.bincount(group)
    shares = np.concatenate((rows.content[pairs.older], rows.content[pairs.newer]))
    sharer = np.concatenate((rows.account[pairs.older], rows.account[pairs.newer]))
    unique = distinct(np.searchsorted(accounts, sharer), shares, len(accounts))
    return accounts, np.bincount(group, gap[kept]) / n, np.bincount(group, symmetry[kept]) / n, unique


def group_stats(rows: Rows, pairs: Pairs) -> tuple[I32, I64]:
    """CooRTweet's group statistics: object, and the distinct accounts that are the first end of an edge that holds it.

    The first end is the account that its graph met first: first ends of edges in order of appearance, then the others.
    """
    x, y = rows.account[pairs.older], rows.account[pairs.newer]
    low, high = np.minimum(x, y), np.maximum(x, y)
    order, starts = runs(low, high)
    appearing = np.sort(order[starts])
    met, first = np.unique(np.concatenate((low[appearing], high[appearing])), return_index=True)
    at_low, at_high = first[np.searchsorted(met, low)], first[np.searchsorted(met, high)]
    end = np.where(at_low <= at_high, low, high)
    objects, group = np.unique(rows.object[pairs.older], return_inverse=True)
    return objects, distinct(group, end, len(objects))
