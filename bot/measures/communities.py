"""Communities inside one component, and how far repeats agree on them.

Leiden (Traag, Waltman & van Eck 2019) at a low resolution, so that one loose group stays one group while two groups
that a few chance edges join come apart; repeated with many seeds, and applied again inside each part.
"""

from dataclasses import dataclass

import graspologic_native as native
import numpy as np
from scipy.sparse import coo_matrix

from bot.measures.components import components
from bot.protocols import F64, I64

RESOLUTION = 0.3
"""Two parts stay one when the edges between them reach this share of what their degrees alone would give."""
SPLIT_OVER = 30
"""Components of at most this many accounts are left whole."""
DEPTH = 6


@dataclass(frozen=True, slots=True)
class Partition:
    """Community of each node (0 .. parts - 1, by smallest node) and how often repeats agreed with it (0..1)."""

    label: I64
    stability: F64


def _one_run(left: I64, right: I64, weight: F64, nodes: int, seed: int) -> I64:
    """Community of each node in one seeded run."""
    ends = (np.concatenate([left, right]), np.concatenate([right, left]))
    graph = coo_matrix((np.concatenate([weight, weight]), ends), shape=(nodes, nodes)).tocsr()
    graph.sort_indices()
    _, mapping = native.leiden_csr(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        graph.data.astype(np.float64),
        nodes,
        resolution=RESOLUTION,
        seed=seed,
    )
    labels = np.zeros(nodes, dtype=np.int64)
    for node, community in mapping.items():
        labels[node] = community
    return labels


def _agreement(left: I64, right: I64, weight: F64, nodes: int, seeds: range) -> F64:
    """Per edge, the share of the runs that put both of its ends into one community."""
    together = np.zeros(len(left))
    for seed in seeds:
        labels = _one_run(left, right, weight, nodes, seed)
        together += labels[left] == labels[right]
    return together / len(seeds)


def _consensus(left: I64, right: I64, agreement: F64, nodes: int) -> I64:
    """Parts that hang together by edges which at least half of the runs kept inside a community."""
    kept = agreement >= 0.5
    loops = np.arange(nodes, dtype=np.int64)
    return components(np.concatenate([left[kept], loops]), np.concatenate([right[kept], loops])).label


def _node_stability(left: I64, right: I64, weight: F64, agreement: F64, label: I64) -> F64:
    """Per node, the weighted mean agreement of its edges inside its part; 1 for a node without such edges."""
    inside = label[left] == label[right]
    ends = np.concatenate([left[inside], right[inside]])
    weights = np.concatenate([weight[inside], weight[inside]])
    agreed = np.concatenate([agreement[inside], agreement[inside]])
    total = np.bincount(ends, weights=weights, minlength=len(label))
    good = np.bincount(ends, weights=weights * agreed, minlength=len(label))
    return np.where(total > 0, good / np.maximum(total, 1e-12), 1.0)


def partition(left: I64, right: I64, weight: F64, nodes: int, seeds: range, depth: int = DEPTH) -> Partition:
    """Split a graph on nodes 0 .. nodes-1 until its parts are small or hold together in the repeats."""
    whole = Partition(np.zeros(nodes, dtype=np.int64), np.ones(nodes))
    if nodes <= SPLIT_OVER or depth == 0:
        return whole
    agreement = _agreement(left, right, weight, nodes, seeds)
    label = _consensus(left, right, agreement, nodes)
    stability = _node_stability(left, right, weight, agreement, label)
    if label.max() == 0:
        return Partition(label, stability)
    final, offset = np.zeros(nodes, dtype=np.int64), 0
    order = np.argsort(label, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        rows = np.flatnonzero((label[left] == label[members[0]]) & (label[right] == label[members[0]]))
        local = np.searchsorted(members, left[rows]), np.searchsorted(members, right[rows])
        part = partition(*local, weight[rows], len(members), seeds, depth - 1)
        final[members] = part.label + offset
        stability[members] = np.minimum(stability[members], part.stability)
        offset += int(part.label.max()) + 1
    return Partition(final, stability)
