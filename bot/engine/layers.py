"""A layer made ready for counting: one event per account and object, sorted, viral objects cut to the budget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np

from bot.engine import hashing, kernels, packing
from bot.engine.tables import LayerRows, Tables
from bot.measures.keyed import SAMPLE, U64
from bot.protocols import I32, I64

Contents = Callable[[I64], Sequence[str]]
"""Content ids of input rows."""


@dataclass(frozen=True, slots=True)
class Events:
    """Events sorted by object, time, account; `row` is the input row that each came from."""

    object: I32
    account: I32
    time: I64
    row: I64
    n_objects: int
    n_accounts: int

    def __len__(self) -> int:
        """Number of events."""
        return len(self.object)

    def take(self, positions: I64) -> "Events":
        """The events at the given positions."""
        return Events(
            self.object[positions],
            self.account[positions],
            self.time[positions],
            self.row[positions],
            self.n_objects,
            self.n_accounts,
        )


def earliest(rows: LayerRows, n_objects: int, n_accounts: int, contents_of: Contents) -> Events:
    """One event per (account, object): the earliest row; of equal times the one with the smallest content id."""
    order = packing.event_order(rows.object, rows.time, rows.account)
    settle_contents(rows, order, contents_of)
    object_, account, time, row = rows.object[order], rows.account[order], rows.time[order], rows.row[order]
    keep = kernels.first_of_each(object_, account, n_accounts)
    return Events(object_[keep], account[keep], time[keep], row[keep], n_objects, n_accounts)


def load(tables: Tables, layer: str) -> Events:
    """The layer's events; an account's own object is no share."""
    rows = tables.layer_rows(layer, owned=False)

    def contents_of(row: I64) -> list[str]:
        return tables.content_ids(layer, row)

    return earliest(rows, tables.n_objects(layer), len(tables.account_ids), contents_of)


def settle_contents(rows: LayerRows, order: I64, contents_of: Contents) -> None:
    """Put rows of one object, account and time in order of their content ids, in place; asks only for such rows."""
    object_, account, time = rows.object[order], rows.account[order], rows.time[order]
    same = np.zeros(len(order) + 1, np.bool_)
    same[1:-1] = (object_[1:] == object_[:-1]) & (account[1:] == account[:-1]) & (time[1:] == time[:-1])
    tied = np.flatnonzero(same[1:] | same[:-1])
    if len(tied) == 0:
        return
    group = np.cumsum(~same[tied])
    content = coded(contents_of(rows.row[order[tied]]))[0]
    order[tied] = order[tied][np.lexsort((content, group))]


def coded(values: Sequence[str]) -> tuple[I32, list[str]]:
    """Ranks of texts among their distinct values in byte order, and these values."""
    names = sorted(set(values))
    code = {name: index for index, name in enumerate(names)}
    return np.array([code[value] for value in values], dtype=np.int32), names


def affordable(pair_budget: int) -> int:
    """The most accounts whose pairs stay within the budget: the largest k with k (k - 1) / 2 <= budget."""
    return (1 + isqrt(1 + 8 * pair_budget)) // 2


def viral(events: Events, pair_budget: int) -> list[tuple[int, int, int]]:
    """Objects with more accounts than the budget affords: (object, kept, total)."""
    total = np.bincount(events.object, minlength=1)
    keep = affordable(pair_budget)
    return [(int(o), keep, int(total[o])) for o in np.flatnonzero(total > keep)]


def cut(events: Events, over: list[tuple[int, int, int]], layer: str, seed: int, keys: tuple[U64, U64]) -> Events:
    """Keep, of each object in `over`, the accounts with the smallest (keyed hash, account)."""
    first = kernels.offsets(events.object, events.n_objects)
    kept = np.ones(len(events), dtype=np.bool_)
    for object_, keep, _ in over:
        low, high = int(first[object_]), int(first[object_ + 1])
        account = events.account[low:high]
        hashes = hashing.event_draws(seed, SAMPLE, layer, keys, events.object[low:high], account)
        kept[low:high] = False
        kept[low + hashing.smallest(hashes, account, keep)] = True
    return events.take(np.flatnonzero(kept))
