"""Edges seen from a group."""

import numpy as np

from bot.measures.edges import best_rate, distinct_pairs, edges_inside, pair_codes, tied_accounts
from tests.bot.test_clustering import edges


def test_only_edges_with_both_ends_inside_count() -> None:
    inside = edges_inside(edges([(0, 1), (1, 2), (2, 9)]), np.array([0, 1, 2], dtype=np.int32))
    assert list(zip(inside.source.tolist(), inside.target.tolist(), strict=True)) == [(0, 1), (1, 2)]
    assert tied_accounts(inside).tolist() == [0, 1, 2]
    assert len(inside.weight) == len(inside.surprise) == 2


def test_a_pair_in_two_layers_is_one_pair() -> None:
    assert len(distinct_pairs([edges([(0, 1)]), edges([(0, 1), (1, 2)], layer="url")])) == 2
    assert len(distinct_pairs([])) == 0


def test_codes_keep_source_and_target_apart() -> None:
    codes = pair_codes(edges([(3, 70_000)]))
    assert (int(codes[0]) >> 32, int(codes[0]) & 0xFFFFFFFF) == (3, 70_000)


def test_the_best_rate_of_an_account_is_that_of_its_heaviest_edge() -> None:
    members = np.array([0, 1, 2], dtype=np.int32)
    light, heavy = edges([(0, 1)], weight=2), edges([(1, 4)], weight=2)
    rates = best_rate([light], members)
    assert rates.tolist() == [0.01, 0.01, 1.0]
    assert len(heavy.fdr_at) == 2
