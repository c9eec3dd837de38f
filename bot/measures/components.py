"""Connected components of edge lists, without a graph object of the whole corpus."""

from dataclasses import dataclass

import numpy as np

from bot.protocols import I32, I64


@dataclass(frozen=True, slots=True)
class Components:
    """`nodes` ascending; `label[i]` = component of nodes[i]; per component: accounts and distinct edges."""

    nodes: I64
    label: I64
    sizes: I64
    edges: I64

    def cycles(self) -> I64:
        """Edges beyond a spanning tree, m - n + 1, per component: chance components are tree-like."""
        return self.edges - self.sizes + 1


def components(source: I32 | I64, target: I32 | I64) -> Components:
    """Components of distinct undirected edges; labels count up in order of each component's smallest node."""
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - the process that listens imports this module and counts nothing
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - the same

    nodes, ends = np.unique(np.concatenate([source, target]).astype(np.int64), return_inverse=True)
    if not len(nodes):
        nothing = np.zeros(0, dtype=np.int64)
        return Components(nothing, nothing, nothing, nothing)
    left, right = ends[: len(source)], ends[len(source) :]
    shape = (len(nodes), len(nodes))
    graph = coo_matrix((np.ones(len(left), dtype=np.int8), (left, right)), shape=shape)
    count, raw = connected_components(graph, directed=False)
    first = np.full(count, len(nodes), dtype=np.int64)
    np.minimum.at(first, raw, np.arange(len(nodes)))
    rank = np.empty(count, dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(count)
    label = rank[raw]
    sizes = np.bincount(label, minlength=count).astype(np.int64)
    edges = np.bincount(label[left], minlength=count).astype(np.int64)
    return Components(nodes, label, sizes, edges)


def largest(source: I32 | I64, target: I32 | I64) -> tuple[int, int]:
    """(accounts of the largest component, most edges beyond a spanning tree in any component); (0, 0) if none."""
    found = components(source, target)
    if not len(found.sizes):
        return (0, 0)
    return int(found.sizes.max()), int(found.cycles().max())


def needed_to_stand_out(null: tuple[int, ...], share: float = 0.95) -> int:
    """Smallest whole number that is larger than the null's value in at least `share` of the replicates."""
    ordered = sorted(null)
    rank = int(np.ceil(share * len(ordered) - 1e-9))
    return ordered[max(rank, 1) - 1] + 1 if ordered else 0
