"""A layer made ready for counting: one event per account and object, sorted, viral objects cut to the budget."""

from dataclasses import dataclass
from math import isqrt

import numpy as np

from bot.engine import hashing, kernels, packing
from bot.engine.tables import LayerRows, Tables
from bot.measures.keyed import SAMPLE, U64
from bot.protocols import I32, I64


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


def earliest(rows: LayerRows, n_objects: int, n_accounts: int) -> Events:
    """One event per (account, object): the earliest row; rows of equal time keep the order they come in."""
    order = packing.event_order(rows.object, rows.time, rows.account)
    object_, account, time, row = rows.object[order], rows.account[order], rows.time[order], rows.row[order]
    keep = kernels.first_of_each(object_, account, n_accounts)
    return Events(object_[keep], account[keep], time[keep], row[keep], n_objects, n_accounts)


def load(tables: Tables, layer: str) -> Events:
    """The layer's events; an account's own object is no share; ties in time go to the smallest content id."""
    rows = tables.layer_rows(layer, owned=False)
    events = earliest(rows, tables.n_objects(layer), len(tables.account_ids))
    return settle_contents(tables, layer, rows, events)


def settle_contents(tables: Tables, layer: str, rows: LayerRows, events: Events) -> Events:
    """Where several rows of one account and object share the earliest time, point to the smallest content id."""
    order = packing.event_order(rows.object, rows.time, rows.account)
    object_, account, time = rows.object[order], rows.account[order], rows.time[order]
    same = (object_[1:] == object_[:-1]) & (account[1:] == account[:-1]) & (time[1:] == time[:-1])
    if not same.any():
        return events
    tied = np.flatnonzero(np.concatenate(([False], same)) | np.concatenate((same, [False])))
    contents = tables.content_ids(layer, rows.row[order[tied]])
    best: dict[tuple[int, int, int], tuple[bytes, int]] = {}
    for position, content in zip(order[tied].tolist(), contents, strict=True):
        key = (int(rows.object[position]), int(rows.time[position]), int(rows.account[position]))
        found = (content.encode("utf-8", "surrogatepass"), int(rows.row[position]))
        best[key] = min(best.get(key, found), found)
    row = events.row.copy()
    keys = zip(events.object.tolist(), events.time.tolist(), events.account.tolist(), strict=True)
    for index, key in enumerate(keys):
        if key in best:
            row[index] = best[key][1]
    return Events(events.object, events.account, events.time, row, events.n_objects, events.n_accounts)


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
