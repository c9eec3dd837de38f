import numpy as np
from hypothesis import given, settings

from bot.engine import plain
from bot.engine.layers import Events
from tests.bot.engine.drawn import event_lists, events_of


def test_each_pair_is_weighed_in_each_window() -> None:
    events = events_of([(0, 2, 0), (0, 1, 5), (1, 1, 0), (1, 2, 20), (1, 0, 90)], 2, 3)
    source, target, weight = plain.weights(events, np.array([5, 30]))
    assert (source.tolist(), target.tolist(), weight.tolist()) == ([1], [2], [[1, 2]])


def test_no_events_weigh_nothing() -> None:
    source, _, weight = plain.weights(events_of([], 1, 1), np.array([5, 30]))
    assert (len(source), weight.shape) == (0, (0, 2))


@settings(max_examples=30, deadline=None)
@given(event_lists())
def test_a_moved_copy_holds_the_same_events_in_order(events: Events) -> None:
    by = (np.arange(len(events)) * 37 % 50) - 25
    copy = plain.moved(events, by)
    rows = list(zip(copy.object.tolist(), copy.time.tolist(), copy.account.tolist(), strict=True))
    moved = zip(events.object.tolist(), (events.time + by).tolist(), events.account.tolist(), strict=True)
    assert rows == sorted(moved)
