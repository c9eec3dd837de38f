"""An account's strength is the sum of its edge weights."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.measures.crowds import window_strengths
from bot.protocols import ShareRecord
from tests.bot.reference_engine import ReferenceEngine

ROWS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6), st.integers(0, 200)), min_size=1, max_size=40)


@given(ROWS, st.integers(0, 60))
def test_strength_is_the_sum_of_an_accounts_edge_weights(rows: list[tuple[int, int, int]], window: int) -> None:
    engine = ReferenceEngine(
        ShareRecord("url", f"o{o}", f"a{a}", f"c{index}", t) for index, (o, a, t) in enumerate(rows)
    )
    pairs = engine.co_actions("url", (window,), seed=1, pair_budget=10**9, min_weight=1)
    expected: Counter[int] = Counter()
    for source, target, weight in zip(pairs.source, pairs.target, pairs.weight[:, 0], strict=True):
        expected[int(source)] += int(weight)
        expected[int(target)] += int(weight)
    found = window_strengths(engine.shares("url"), window)
    assert found.tolist() == [expected[index] for index in range(len(found))]


def test_a_layer_without_shares_has_no_strengths() -> None:
    engine = ReferenceEngine([ShareRecord("url", "o", "a", "c", 1)])
    assert window_strengths(engine.shares("text"), 60).tolist() == np.zeros(1).tolist()
