import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine import shared
from bot.engine.layers import Events
from tests.bot.engine.drawn import event_lists, events_of


@settings(max_examples=40, deadline=None)
@given(event_lists(), st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=6))
def test_common_objects_within_the_window_come_by_pair_then_object(
    events: Events, pairs: list[tuple[int, int]]
) -> None:
    at = {(int(o), int(a)): i for i, (o, a) in enumerate(zip(events.object, events.account, strict=True))}
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    found = shared.shared_events(events, 60, ends[:, 0].copy(), ends[:, 1].copy())
    expected = [
        (i, at[o, a], at[o, b])
        for i, (a, b) in enumerate(pairs)
        for o in range(7)
        if (o, a) in at and (o, b) in at and abs(int(events.time[at[o, a]]) - int(events.time[at[o, b]])) <= 60
    ]
    assert list(zip(found.pair.tolist(), found.left.tolist(), found.right.tolist(), strict=True)) == expected


def test_an_account_s_places_are_listed_in_order() -> None:
    begin, place = shared.places(np.array([1, 0, 1, 3], np.int32), 4)
    assert (begin.tolist(), place.tolist()) == ([0, 1, 3, 3, 4], [1, 0, 2, 3])


def test_no_pairs_share_nothing() -> None:
    nobody = np.empty(0, np.int32)
    assert len(shared.shared_events(events_of([(0, 1, 2)], 1, 2), 60, nobody, nobody).pair) == 0
