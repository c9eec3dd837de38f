"""Which clusters kept edges tie to one another: clusters are disjoint, but what they do need not be."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.measures.edges import edges_across
from bot.measures.tables import accounts_of
from bot.protocols import I32, Context
from bot.report import ClusterReport, Neighbour

FEWEST_PAIRS = 3
"""Fewer pairs across may be chance."""

_Across = dict[tuple[int, int], dict[str, set[int]]]


def with_neighbours(context: Context, groups: Sequence[I32], reports: Sequence[ClusterReport]) -> list[ClusterReport]:
    """The reports (in the order of their groups' accounts) with the clusters that each is tied to, most pairs first."""
    found = _across(context, groups)
    told: dict[int, list[Neighbour]] = defaultdict(list)
    for (one, other), layers in found.items():
        codes = np.array(sorted(set().union(*layers.values())), dtype=np.int64)
        if len(codes) < FEWEST_PAIRS:
            continue
        ends = np.unique(np.concatenate([codes >> 32, codes & 0xFFFFFFFF]))
        for here, there in ((one, other), (other, one)):
            inside = int(np.isin(ends, groups[here]).sum())
            told[here].append(Neighbour(reports[there].id, len(codes), inside, tuple(sorted(layers))))
    return [
        replace(report, neighbours=tuple(sorted(told[index], key=lambda item: (-item.pairs, item.id))))
        for index, report in enumerate(reports)
    ]


def _across(context: Context, groups: Sequence[I32]) -> _Across:
    """{(cluster, later cluster): {layer: pair codes}}."""
    owner = np.full(len(accounts_of(context)), -1, dtype=np.int32)
    for index, members in enumerate(groups):
        owner[members] = index
    found: _Across = defaultdict(lambda: defaultdict(set))
    for item in context.edge_sets:
        for code, one, other in zip(*(column.tolist() for column in edges_across(item, owner)), strict=True):
            found[min(one, other), max(one, other)][item.layer].add(code)
    return found
