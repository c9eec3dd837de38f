"""Our own definition of an edge, for `shoal edges`: weight = distinct objects shared by two accounts in the window."""

from dataclasses import dataclass

import numpy as np

from bot.engine import coaction, kernels, layers, peers, shared
from bot.engine.layers import Events
from bot.engine.peers import SECOND, Pairs, Rows
from bot.engine.tables import Tables
from bot.protocols import F64, I32, I64


@dataclass(frozen=True, slots=True)
class ObjectEdges:
    """Undirected edges, source < target (dense ids), sorted; gaps are mean seconds over the shared objects."""

    source: I32
    target: I32
    weight: I64
    gap: F64

    def __len__(self) -> int:
        """Number of edges."""
        return len(self.source)


def taking_part(events: Events, participation: int) -> Events:
    """Events of accounts with at least `participation` distinct objects."""
    objects = np.bincount(events.account, minlength=events.n_accounts)
    return events.take(np.flatnonzero(objects[events.account] >= participation))


def count_events(events: Events, window: int) -> int:
    """Number of pair events within the window (seconds), before any pair is made."""
    return int(kernels.pair_events(events.object, events.time, np.array([window]))[0])


def load_events(tables: Tables, layer: str, participation: int, *, both: bool) -> Events:
    """The layer's events; where both accounts must take part, the others are left out."""
    events = layers.load(tables, layer)
    return taking_part(events, participation) if both else events


def object_edges(events: Events, window: int, participation: int, limits: coaction.Limits) -> ObjectEdges:
    """Edges within the window (seconds), at least one of whose accounts takes part."""
    counted = coaction.count_pairs(events, (window,), 1, limits)
    degree = np.bincount(events.account, minlength=events.n_accounts)
    keep = np.maximum(degree[counted.source], degree[counted.target]) >= participation
    source, target = counted.source[keep], counted.target[keep]
    found = shared.shared_events(events, window, source, target)
    gaps = np.abs(events.time[found.left] - events.time[found.right])
    total = np.bincount(found.pair, gaps, minlength=len(source))
    weight = counted.weight[keep, 0].astype(np.int64)
    return ObjectEdges(source, target, weight, total / weight)


def object_pairs(events: Events, window: int, participation: int, contents: I32) -> tuple[Rows, Pairs]:
    """The pair events behind the edges, older first; of equal times the smaller content id is the older."""
    rows = Rows(events.object, events.account, contents, events.time * SECOND, np.zeros(len(events), np.bool_))
    pairs = peers.all_pairs(rows, contents.astype(np.int64), window * SECOND)
    degree = np.bincount(events.account, minlength=events.n_accounts)
    either = np.maximum(degree[events.account[pairs.older]], degree[events.account[pairs.newer]])
    return rows, pairs.where(either >= participation)
