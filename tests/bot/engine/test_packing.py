import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.packing import bits, event_order, sorted_events

ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(-50, 50), st.integers(0, 9)), min_size=1, max_size=80)
WIDTHS = [63, 11, 5]
"""All three columns fit; object and time fit; nothing fits."""


@pytest.mark.parametrize("widest", WIDTHS)
@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_each_way_of_sorting_gives_the_same_order(widest: int, rows: list[tuple[int, int, int]]) -> None:
    table = np.array(rows, np.int64)
    object_, time, account = table[:, 0].astype(np.int32), table[:, 1], table[:, 2].astype(np.int32)
    order = event_order(object_, time, account, widest=widest)
    assert sorted(order.tolist()) == list(range(len(rows)))
    assert [rows[i] for i in order] == sorted(rows)
    columns = sorted_events(object_, time, account, widest=widest)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == sorted(rows)


def test_widths_that_need_more_than_63_bits_are_sorted_all_the_same() -> None:
    object_ = np.array([2**31 - 1, 0, 2**31 - 1], np.int32)
    time = np.array([2**40, 5, 0])
    account = np.array([2**31 - 1, 3, 1], np.int32)
    assert event_order(object_, time, account).tolist() == [1, 2, 0]


def test_ids_of_20_22_and_22_bits_take_the_second_way() -> None:
    object_ = np.array([2**20 - 1, 0, 0], np.int32)
    time = np.array([2**22 - 1, 0, 0])
    account = np.array([2**22 - 1, 9, 3], np.int32)
    assert bits(2**20 - 1) + bits(2**22 - 1) + bits(2**22 - 1) == 64
    assert event_order(object_, time, account).tolist() == [2, 1, 0]


def test_no_events_have_an_empty_order() -> None:
    nothing = np.empty(0, np.int32)
    assert event_order(nothing, np.empty(0, np.int64), nothing).tolist() == []
    assert len(sorted_events(nothing, np.empty(0, np.int64), nothing)[0]) == 0


def test_bits_hold_the_largest_value() -> None:
    assert [bits(n) for n in (0, 1, 2, 255, 256)] == [1, 1, 2, 8, 9]
