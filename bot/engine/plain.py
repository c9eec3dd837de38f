"""The same counts without packing, for data whose widths do not fit, and for tests to hold the fast forms against."""

import numpy as np

from bot.engine import kernels, packing
from bot.engine.layers import Events
from bot.protocols import I32, I64


def weights(events: Events, windows: I64) -> tuple[I32, I32, I32]:
    """All pairs (source < target) that meet within the widest window, and their weight in each window; sorted.

    Makes every pair event of the widest window, so memory grows with their number.
    """
    left, right = kernels.emit_pairs(events.object, events.time, int(windows[-1]))
    low = np.minimum(events.account[left], events.account[right])
    high = np.maximum(events.account[left], events.account[right])
    gap = np.abs(events.time[right] - events.time[left])
    order = np.lexsort((high, low))
    low, high, gap = low[order], high[order], gap[order]
    if len(low) == 0:
        return low, high, np.empty((0, len(windows)), np.int32)
    starts = np.flatnonzero(np.concatenate(([True], (low[1:] != low[:-1]) | (high[1:] != high[:-1]))))
    within = (gap[:, None] <= windows[None, :]).astype(np.int32)
    return low[starts], high[starts], np.add.reduceat(within, starts, axis=0).astype(np.int32)


def moved(events: Events, by: I64) -> Events:
    """A copy in which each event is moved by so many seconds, sorted again."""
    time = events.time + by
    order = packing.event_order(events.object, time, events.account)
    return Events(
        events.object[order],
        events.account[order],
        time[order],
        events.row[order],
        events.n_objects,
        events.n_accounts,
    )
