"""Large components come apart where they should and hold together where they should."""

import numpy as np

from bot.measures.communities import Partition, partition

SEEDS = range(10)


def split(pairs: list[tuple[int, int]], nodes: int) -> Partition:
    """Partition with weight 1 on every pair."""
    ends = np.array(sorted(set(pairs)), dtype=np.int64)
    return partition(ends[:, 0], ends[:, 1], np.ones(len(ends)), nodes, SEEDS)


def block(start: int, size: int, degree: float, seed: int = 1) -> list[tuple[int, int]]:
    """A random group with a mean degree, kept connected by a ring."""
    rng = np.random.default_rng(seed)
    ring = [(start + i, start + i + 1) for i in range(size - 1)]
    chords = [(start + a, start + b) for a in range(size) for b in range(a + 1, size) if rng.random() < degree / size]
    return ring + chords


def test_a_group_of_14_tied_by_one_edge_to_a_large_one_comes_apart() -> None:
    found = split([*block(0, 300, 12), *block(300, 14, 12), (5, 303)], 314)
    assert len(set(found.label[:300].tolist())) == 1
    assert set(found.label[300:].tolist()) == {1}


def test_small_groups_in_a_string_of_many_are_all_found() -> None:
    groups = [block(14 * index, 14, 13, seed=index) for index in range(40)]
    links = [(14 * index, 14 * index + 14) for index in range(39)]
    found = split([pair for group in groups for pair in group] + links, 14 * 40)
    assert found.label.max() + 1 == 40


def test_one_loose_group_stays_one() -> None:
    found = split(block(0, 200, 10), 200)
    assert found.label.max() == 0
    assert found.stability.min() > 0.7


def test_a_component_of_thirty_is_left_whole() -> None:
    pairs = [*block(0, 15, 14), *block(15, 15, 14), (0, 15)]
    assert split(pairs, 30).label.max() == 0


def test_the_same_graph_gives_the_same_communities() -> None:
    pairs = [*block(0, 60, 6), *block(60, 60, 6), (3, 66), (9, 71), (11, 80)]
    first, second = split(pairs, 120), split(pairs, 120)
    assert np.array_equal(first.label, second.label)
    assert np.array_equal(first.stability, second.stability)
