"""Compiles every kernel once, by doing a tiny analysis of each kind, so that the first real one does not wait."""

import numpy as np

from bot.engine import coaction, compiled, hashing, layers, lines, null, own_edges, packing, peer_rows, plain, shared
from bot.engine.layers import Events
from bot.engine.tables import LayerRows
from bot.measures.keyed import text_keys

OBJECTS, ACCOUNTS = 5, 4
LIMITS = coaction.Limits(threads=1, rows=1 << 20)


def warm() -> int:
    """Run everything on a handful of events; returns the number of kernels, all of them compiled afterwards."""
    events = sample()
    keys = text_keys(map(str, range(OBJECTS))), text_keys(map(str, range(ACCOUNTS)))
    _count(events)
    layers.cut(events, layers.viral(events, 3), "repost", 7, keys)
    null.null_edges(events, null.plan_of((10, 60), (60, 60)), null.Jitter("repost", 7, 2, 1, keys), LIMITS)
    hashing.event_draws(7, "sample", "repost", keys, events.object, events.account)
    ends = np.array([0], np.int32), np.array([1], np.int32)
    shared.shared_events(events, 60, *ends)
    own_edges.count_events(events, 60)
    plain.weights(events, np.array([60]))
    peer_rows.common_tokens(np.array([0, 1]), np.array([0], np.int32), ends[0], ends[0])
    return len(compiled.KERNELS)


def sample() -> Events:
    """Every account on every object, once."""
    object_ = np.repeat(np.arange(OBJECTS, dtype=np.int32), ACCOUNTS)
    account = np.tile(np.arange(ACCOUNTS, dtype=np.int32), OBJECTS)
    time = object_.astype(np.int64) * 1000 + account
    row = np.arange(len(time))
    rows = LayerRows(row, object_, account, time, np.zeros(len(time), np.bool_))
    return layers.earliest(rows, OBJECTS, ACCOUNTS, lambda row: ["" for _ in row])


def _count(events: Events) -> None:
    """Each width of counter, and each way of sorting."""
    line = lines.line_of(events, 60)
    if line is not None:
        for kind in (np.int16, np.int32, np.int64):
            coaction.count_span(line, lines.levels(np.array([60]), 3), (3, kind), (1, 1, 9), 1 << 20, (0, ACCOUNTS))
    coaction.count_pairs(events, (10, 60), 1, LIMITS)
    packing.sorted_events(events.object, events.time, events.account)
    packing.event_order(events.object, events.time, events.account, widest=16)
