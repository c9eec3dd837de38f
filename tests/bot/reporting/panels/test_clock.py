import numpy as np
import pytest
from matplotlib.figure import Figure

from bot.reporting.panels.clock import NO_HOURS, Clock, draw_clock

OWN = np.roll(np.array([0.5, 0.5, *[0.0] * 22]), 6)
OTHERS = np.full(24, 1 / 24)


def test_group_and_others_stand_on_one_scale() -> None:
    axes = Figure().add_subplot()
    draw_clock(axes, Clock(OWN, OTHERS, 40))
    heights = [patch.get_height() for patch in axes.containers[0]]
    assert heights[6:8] == [0.5, 0.5]
    assert sum(heights) == pytest.approx(1.0)
    assert axes.get_ylim()[1] > 0.5
    assert len(axes.figure.axes) == 1


def test_the_title_counts_the_posts_and_names_the_zone() -> None:
    axes = Figure().add_subplot()
    draw_clock(axes, Clock(OWN, OTHERS, 1234))
    assert axes.get_title(loc="left") == "Hours of 1,234 posts, UTC"


@pytest.mark.parametrize(
    ("others", "words"), [(OTHERS, ["this group", "all other accounts"]), (NO_HOURS, ["this group"])]
)
def test_the_legend_names_the_sides_that_are_there(others: np.ndarray, words: list[str]) -> None:
    axes = Figure().add_subplot()
    draw_clock(axes, Clock(OWN, others, 40))
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == words


def test_data_without_hours_say_so() -> None:
    axes = Figure().add_subplot()
    draw_clock(axes, Clock(NO_HOURS, NO_HOURS, 0))
    assert [text.get_text() for text in axes.texts] == ["no hours in the data"]
