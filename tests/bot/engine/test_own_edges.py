import numpy as np
import pytest

from bot.engine import own_edges
from bot.engine.coaction import Limits
from tests.bot.engine.drawn import events_of

LIMITS = Limits(threads=2, rows=1000)
EVENTS = events_of([(0, 0, 0), (0, 1, 10), (0, 2, 40), (1, 0, 100), (1, 1, 105), (2, 1, 0), (2, 3, 61)], 3, 4)


def test_weight_counts_objects_and_the_gap_is_their_mean() -> None:
    edges = own_edges.object_edges(EVENTS, 60, 1, LIMITS)
    rows = list(zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), strict=True))
    assert rows == [(0, 1, 2), (0, 2, 1), (1, 2, 1)]
    assert edges.gap.tolist() == pytest.approx([7.5, 40.0, 30.0], abs=1e-12)
    assert len(edges) == 3


def test_pair_events_are_counted_before_they_are_made() -> None:
    assert own_edges.count_events(EVENTS, 60) == 4
    assert own_edges.count_events(EVENTS, 61) == 5


def test_accounts_with_too_few_objects_are_left_out() -> None:
    kept = own_edges.taking_part(EVENTS, 2)
    assert sorted(set(kept.account.tolist())) == [0, 1]


def test_one_active_account_is_enough_for_an_edge() -> None:
    edges = own_edges.object_edges(EVENTS, 60, 3, LIMITS)
    assert list(zip(edges.source.tolist(), edges.target.tolist(), strict=True)) == [(0, 1), (1, 2)]


def test_the_pairs_behind_the_edges_are_as_many_as_their_weights() -> None:
    contents = np.arange(len(EVENTS), dtype=np.int32)
    for participation in (1, 3):
        _, pairs = own_edges.object_pairs(EVENTS, 60, participation, contents)
        assert len(pairs) == own_edges.object_edges(EVENTS, 60, participation, LIMITS).weight.sum()
