from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.reporting.panels.hours import draw_hours, fullest_share, week_of_hours
from bot.reporting.plots import figure_of


def test_new_year_1970_was_a_thursday() -> None:
    assert week_of_hours(np.array([0]))[3, 0] == 1


@given(st.lists(st.integers(min_value=0, max_value=4_000_000_000), min_size=1, max_size=30))
def test_each_time_falls_into_its_weekday_and_hour(times: list[int]) -> None:
    expected = np.zeros((7, 24), dtype=np.int64)
    for time in times:
        moment = datetime.fromtimestamp(time, tz=UTC)
        expected[moment.weekday(), moment.hour] += 1
    assert np.array_equal(week_of_hours(np.array(times)), expected)


def test_maps_beside_each_other_have_one_scale_in_percent() -> None:
    busy, few = np.array([0] * 90 + [3600] * 10), np.array([0, 3600, 7200, 10800])
    top = max(fullest_share(times) for times in (busy, few))
    assert top == 0.9
    limits, values = [], []
    for times in (busy, few):
        axes = figure_of("both").add_subplot()
        draw_hours(axes, times, "posts", share_of=top)
        (image,) = axes.get_images()
        limits.append(image.get_clim())
        values.append(float(np.max(np.asarray(image.get_array()))))
    assert limits == [(0, 90), (0, 90)]
    assert values == [90, 25]
    assert fullest_share(np.array([-1])) == 0
