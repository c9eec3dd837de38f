from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.reporting.panels.hours import week_of_hours


def test_new_year_1970_was_a_thursday() -> None:
    assert week_of_hours(np.array([0]))[3, 0] == 1


@given(st.lists(st.integers(min_value=0, max_value=4_000_000_000), min_size=1, max_size=30))
def test_each_time_falls_into_its_weekday_and_hour(times: list[int]) -> None:
    expected = np.zeros((7, 24), dtype=np.int64)
    for time in times:
        moment = datetime.fromtimestamp(time, tz=UTC)
        expected[moment.weekday(), moment.hour] += 1
    assert np.array_equal(week_of_hours(np.array(times)), expected)
