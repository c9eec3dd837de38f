"""Components are the ones that NetworkX finds."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.measures.components import components, largest, needed_to_stand_out

PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda p: p[0] < p[1]), unique=True)


@given(PAIRS)
def test_sizes_and_cycles_are_networkxs(pairs: list[tuple[int, int]]) -> None:
    graph = nx.Graph(pairs)
    parts = sorted(nx.connected_components(graph), key=min)
    found = components(np.array([a for a, _ in pairs], dtype=np.int64), np.array([b for _, b in pairs], dtype=np.int64))
    assert found.sizes.tolist() == [len(part) for part in parts]
    cycles = [graph.subgraph(part).number_of_edges() - len(part) + 1 for part in parts]
    assert found.cycles().tolist() == cycles


def test_labels_count_up_by_the_smallest_account() -> None:
    found = components(np.array([7, 2], dtype=np.int32), np.array([9, 3], dtype=np.int32))
    assert dict(zip(found.nodes.tolist(), found.label.tolist(), strict=True)) == {2: 0, 3: 0, 7: 1, 9: 1}


def test_no_edges_have_no_largest_component() -> None:
    assert largest(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)) == (0, 0)


def test_the_most_cycles_may_lie_in_another_component_than_the_most_accounts() -> None:
    chain = [(0, 1), (1, 2), (2, 3), (3, 4)]
    triangle = [(10, 11), (11, 12), (10, 12)]
    ends = np.array(chain + triangle, dtype=np.int64)
    assert largest(ends[:, 0], ends[:, 1]) == (5, 1)


def test_standing_out_means_more_than_in_95_of_100_replicates() -> None:
    assert needed_to_stand_out(tuple(range(1, 21))) == 20
    assert needed_to_stand_out((0,) * 29 + (50,)) == 1
    assert needed_to_stand_out((0,) * 28 + (50, 50)) == 51
    assert needed_to_stand_out(()) == 0
