from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine import coaction, lines
from bot.engine.coaction import Counted, Limits, count_pairs
from bot.engine.layers import Events
from bot.errors import UserError
from tests.bot.engine.drawn import event_lists, events_of, values

LIMITS = Limits(threads=2, rows=10**6)
QUICK = settings(max_examples=60, deadline=None)


def by_definition(events: Events, windows: tuple[int, ...]) -> dict[tuple[int, int], list[int]]:
    weights: dict[tuple[int, int], list[int]] = {}
    for i, k in combinations(range(len(events)), 2):
        gap = abs(int(events.time[i]) - int(events.time[k]))
        if events.object[i] == events.object[k] and gap <= windows[-1]:
            pair = tuple(sorted((int(events.account[i]), int(events.account[k]))))
            row = weights.setdefault((pair[0], pair[1]), [0] * len(windows))
            for j, window in enumerate(windows):
                row[j] += gap <= window
    return weights


def as_dict(counted: Counted) -> dict[tuple[int, int], list[int]]:
    rows = zip(counted.source.tolist(), counted.target.tolist(), counted.weight.tolist(), strict=True)
    return {(a, b): weight for a, b, weight in rows}


@QUICK
@given(event_lists(), st.sampled_from([(0,), (60,), (10, 60, 300), (1, 2, 3, 4, 5, 6, 7, 8)]), st.integers(1, 4))
def test_pairs_are_those_of_the_definition_in_order(events: Events, windows: tuple[int, ...], least: int) -> None:
    counted = count_pairs(events, windows, least, LIMITS)
    expected = {pair: w for pair, w in by_definition(events, windows).items() if w[-1] >= least}
    assert list(as_dict(counted).items()) == sorted(expected.items())


@QUICK
@given(event_lists(), st.integers(1, 4))
def test_the_histogram_speaks_of_all_pairs_whatever_is_held(events: Events, least: int) -> None:
    windows = (10, 60, 300)
    counted = count_pairs(events, windows, least, LIMITS)
    weights = list(by_definition(events, windows).values())
    for j, histogram in enumerate(counted.histogram):
        for weight in range(1, len(histogram)):
            assert histogram[weight] == sum(row[j] == weight for row in weights)
        assert len(histogram) == 1 + max((row[j] for row in weights), default=0)


@QUICK
@given(event_lists(), st.integers(1, 3))
def test_too_few_bits_for_packing_change_nothing(events: Events, least: int) -> None:
    packed = count_pairs(events, (10, 60), least, LIMITS)
    unpacked = count_pairs(events, (10, 60), least, Limits(threads=2, rows=10**6, bits=4))
    assert values(packed) == values(unpacked)


def test_more_windows_than_counters_fit_are_counted_all_the_same() -> None:
    events = events_of([(o, a, a) for o in range(40) for a in range(3)], 40, 3)
    windows = tuple(range(1, 16))
    assert lines.counter(40, len(windows)) is None
    counted = count_pairs(events, windows, 1, LIMITS)
    assert as_dict(counted) == by_definition(events, windows)


@pytest.mark.parametrize("block", [1, 7])
def test_a_small_output_block_changes_nothing(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    events = events_of([(o, a, a * 3) for o in range(5) for a in range(60)], 5, 60)
    whole = count_pairs(events, (60,), 1, LIMITS)
    monkeypatch.setattr(coaction, "BLOCK", block)
    assert values(count_pairs(events, (60,), 1, LIMITS)) == values(whole)


def test_more_pairs_than_memory_allows_stop_with_a_hint() -> None:
    events = events_of([(0, a, 0) for a in range(30)], 1, 30)
    with pytest.raises(UserError, match="more than 100 pairs of accounts have a weight of 1 or more") as caught:
        count_pairs(events, (60,), 1, Limits(threads=1, rows=100))
    assert "memory" in caught.value.hint


def test_room_grows_with_memory_and_shrinks_with_windows() -> None:
    assert coaction.room(1024, 1) > coaction.room(512, 1) > coaction.room(512, 3) > 0


def test_no_events_give_no_pairs() -> None:
    counted = count_pairs(events_of([], 1, 1), (10, 60), 1, LIMITS)
    assert (len(counted.source), [h.tolist() for h in counted.histogram]) == (0, [[0], [0]])


def test_pairs_of_weight_one_follow_from_the_pair_events() -> None:
    histogram = np.array([[0, 0, 3, 1]])
    coaction.add_ones(histogram, np.array([20]))
    assert histogram.tolist() == [[0, 11, 3, 1]]


def test_weights_never_fall_from_one_window_to_a_wider_one() -> None:
    events = events_of([(o, a, (a * 37 + o * 11) % 90) for o in range(6) for a in range(8)], 6, 8)
    for row in count_pairs(events, (5, 20, 60), 1, LIMITS).weight.tolist():
        assert all(one <= other for one, other in pairwise(row))
