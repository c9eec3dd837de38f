import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine import lines
from tests.bot.engine.drawn import events_of


def test_a_line_is_laid_where_place_and_account_fit() -> None:
    events = events_of([(0, a, 10 * a) for a in range(5)], 1, 5)
    line = lines.line_of(events, 60)
    assert line is not None
    assert (line.shift, line.deepest, len(line.key)) == (3, 1, 7)


def test_a_line_that_needs_too_many_bits_is_not_laid() -> None:
    events = events_of([(0, a, 10 * a) for a in range(5)], 1, 5)
    assert lines.line_of(events, 60, room=8) is None
    assert lines.line_of(events, 60, room=9) is not None


def test_counters_take_the_smallest_integer_that_holds_all_windows() -> None:
    assert lines.counter(100, 1) == (7, np.int16)
    assert lines.counter(100, 3) == (7, np.int32)
    assert lines.counter(2_000_000, 3) == (21, np.int64)
    assert lines.counter(2_100_000, 3) is None


def test_a_gap_counts_for_the_smallest_window_that_holds_it() -> None:
    level = lines.levels(np.array([0, 2, 5]), 7)
    assert level.tolist() == [0, 7, 7, 14, 14, 14]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=40), st.integers(1, 20))
def test_ranges_cover_every_account_once_in_order(events: list[int], pieces: int) -> None:
    begin = np.concatenate(([0], np.cumsum(events)))
    ranges = lines.work_ranges(begin, pieces)
    assert [a for low, high in ranges for a in range(low, high)] == list(range(len(events)))
    assert len(ranges) <= pieces
