"""Kept edges seen from a group: which of them lie inside it, and what each account's strongest one is."""

from collections.abc import Iterable

import numpy as np

from bot.protocols import F64, I32, I64, EdgeSet


def edges_inside(edge_set: EdgeSet, members: I32) -> EdgeSet:
    """The edges of which both ends are members (`members` ascending)."""
    mask = np.isin(edge_set.source, members) & np.isin(edge_set.target, members)
    return EdgeSet(
        detector=edge_set.detector,
        layer=edge_set.layer,
        window=edge_set.window,
        source=edge_set.source[mask],
        target=edge_set.target[mask],
        weight=edge_set.weight[mask],
        surprise=edge_set.surprise[mask],
        k_star=edge_set.k_star,
        fdr=edge_set.fdr,
        expected=edge_set.expected,
        fdr_at=edge_set.fdr_at,
    )


def tied_accounts(edge_set: EdgeSet) -> I32:
    """Accounts at either end of any edge, ascending."""
    return np.union1d(edge_set.source, edge_set.target).astype(np.int32)


def pair_codes(edge_set: EdgeSet) -> I64:
    """One number per edge: source * 2^32 + target."""
    return (edge_set.source.astype(np.int64) << 32) + edge_set.target


def distinct_pairs(edge_sets: Iterable[EdgeSet]) -> I64:
    """Codes of the distinct pairs of several edge sets."""
    parts = [pair_codes(item) for item in edge_sets]
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)


def edges_across(edge_set: EdgeSet, owner: I32) -> tuple[I64, I32, I32]:
    """(pair code, owner of the source, owner of the target) of edges between different owners; `owner` -1 = nobody."""
    source, target = owner[edge_set.source], owner[edge_set.target]
    across = (source >= 0) & (target >= 0) & (source != target)
    return pair_codes(edge_set)[across], source[across], target[across]


def best_rate(edge_sets: Iterable[EdgeSet], members: I32) -> F64:
    """Each member's smallest false-discovery rate over its edges, at their weights; 1 for a member without edges."""
    best = np.ones(len(members))
    for item in edge_sets:
        rates = np.asarray(item.fdr_at)[item.weight - (item.k_star or 0)]
        for ends in (item.source, item.target):
            np.minimum.at(best, np.searchsorted(members, ends), rates)
    return best
