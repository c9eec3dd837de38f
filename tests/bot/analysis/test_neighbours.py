"""Groups are disjoint; what ties one to another is told on both."""

import numpy as np

from bot.analysis.neighbours import with_neighbours
from bot.protocols import Context, EdgeSet
from bot.report import Neighbour
from tests.bot.worlds import context_of, person
from tests.worlds_of_triage import cluster

NAMES = "abcdefgh"


def edges(layer: str, *pairs: str) -> EdgeSet:
    ends = np.array([[NAMES.index(pair[0]), NAMES.index(pair[1])] for pair in pairs], dtype=np.int32)
    nothing = np.ones(len(pairs))
    return EdgeSet("D1b", layer, None, ends[:, 0], ends[:, 1], nothing.astype(np.int32), nothing, None, None, None)


def told(*edge_sets: EdgeSet) -> list[tuple[Neighbour, ...]]:
    context: Context = context_of([person(name) for name in NAMES], edge_sets=edge_sets)
    groups = [np.array([0, 1, 2], dtype=np.int32), np.array([4, 5, 6], dtype=np.int32)]
    reports = [cluster("C1", "abc"), cluster("C2", "efg")]
    return [report.neighbours for report in with_neighbours(context, groups, reports)]


def test_both_groups_are_told_with_distinct_pairs_accounts_and_layers() -> None:
    first, second = told(edges("url", "ae", "af", "be"), edges("domain", "ae", "ag"))
    assert first == (Neighbour("C2", 4, 2, ("domain", "url")),)
    assert second == (Neighbour("C1", 4, 3, ("domain", "url")),)


def test_two_pairs_across_are_not_told() -> None:
    assert told(edges("url", "ae", "af")) == [(), ()]


def test_ties_inside_a_group_and_to_accounts_of_none_do_not_count() -> None:
    assert told(edges("url", "ab", "ac", "bc", "ad", "dh", "eh")) == [(), ()]
