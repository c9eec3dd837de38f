import numpy as np
from hypothesis import given, settings

from bot.engine import kernels
from bot.engine.layers import Events
from tests.bot.engine.drawn import event_lists, events_of

QUICK = settings(max_examples=40, deadline=None)
SHIFT = 8


def gaps(events: Events) -> list[int]:
    """Gaps of all pairs of events of one object."""
    rows = list(zip(events.object.tolist(), events.time.tolist(), strict=True))
    return [abs(t - u) for i, (o, t) in enumerate(rows) for p, u in rows[:i] if o == p]


@QUICK
@given(event_lists())
def test_pair_events_are_counted_with_both_ends_of_the_window(events: Events) -> None:
    windows = (0, 10, 60)
    found = kernels.pair_events(events.object, events.time, np.array(windows))
    assert found.tolist() == [sum(gap <= window for gap in gaps(events)) for window in windows]


@QUICK
@given(event_lists())
def test_emitted_pairs_are_as_many_as_were_counted_and_each_lies_within(events: Events) -> None:
    left, right = kernels.emit_pairs(events.object, events.time, 30)
    assert len(left) == sum(gap <= 30 for gap in gaps(events))
    assert (events.object[left] == events.object[right]).all()
    assert ((events.time[right] - events.time[left]) <= 30).all()
    assert (left < right).all()


@QUICK
@given(event_lists())
def test_on_the_line_near_means_same_object_and_within_the_window(events: Events) -> None:
    key = kernels.lay(events.object, events.time, events.account, 30, SHIFT)[1:-1]
    place = key >> SHIFT
    for i in range(len(events)):
        for k in range(i):
            near = events.object[i] == events.object[k] and events.time[i] - events.time[k] <= 30
            assert (place[i] - place[k] <= 30) == near
            if near:
                assert place[i] - place[k] == events.time[i] - events.time[k]


@QUICK
@given(event_lists())
def test_a_key_holds_its_account_and_the_line_ends_where_it_says(events: Events) -> None:
    key = kernels.lay(events.object, events.time, events.account, 30, SHIFT)
    assert (key[1:-1] & 255).tolist() == events.account.tolist()
    if len(events):
        assert int(key[-2] >> SHIFT) == kernels.line_end(events.object, events.time, 30)


def test_only_events_with_a_neighbour_get_a_place() -> None:
    events = events_of([(0, 1, 0), (0, 2, 30), (0, 3, 61), (1, 1, 61)], 2, 4)
    key = kernels.lay(events.object, events.time, events.account, 30, SHIFT)
    begin, place = kernels.near_places(key, SHIFT, 30, 4)
    assert begin.tolist() == [0, 0, 1, 2, 2]
    assert place.tolist() == [1, 2]


def test_the_first_row_of_an_account_and_object_is_kept() -> None:
    object_ = np.array([0, 0, 0, 1, 1], np.int32)
    account = np.array([2, 1, 2, 2, 2], np.int32)
    assert kernels.first_of_each(object_, account, 3).tolist() == [0, 1, 3]


def test_offsets_tell_where_each_id_starts() -> None:
    assert kernels.offsets(np.array([0, 0, 2], np.int32), 4).tolist() == [0, 2, 2, 3, 3]


def test_counters_of_several_windows_share_one_word() -> None:
    assert kernels.total(0b011_010_001, 3, 3) == 6
