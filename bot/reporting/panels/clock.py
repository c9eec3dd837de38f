"""The panel of hours of the day: the group's share of posts in each hour (UTC) beside that of all other accounts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.protocols import F64
from bot.reporting.panels import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NO_HOURS = np.zeros(0, dtype=np.float64)
"""What a side without posts has."""
HOUR_LABELS = range(0, 25, 3)


@dataclass(frozen=True, slots=True)
class Clock:
    """Shares of posts by hour of the day (24 each), of the group and of the others; a side without posts is empty."""

    own: F64
    others: F64
    posts: int


def draw_clock(axes: "Axes", clock: Clock) -> None:
    """Draw the group as bars and the others as a line, on one scale, or say that there are no hours."""
    if not len(clock.own):
        style.title(axes, "Hours of the day")
        style.say_instead(axes, "no hours in the data")
        return
    style.title(axes, f"Hours of {clock.posts:,} {'post' if clock.posts == 1 else 'posts'}, UTC")
    edges = np.arange(25)
    axes.bar(edges[:-1], clock.own, 1.0, align="edge", color=style.BAR, edgecolor="white", label="this group", zorder=2)
    if len(clock.others):
        axes.stairs(clock.others, edges, color=style.INK, linewidth=1.8, label="all other accounts", zorder=3)
    axes.set_xlim(0, 24)
    axes.set_xticks(HOUR_LABELS, [f"{hour % 24:02}" for hour in HOUR_LABELS])
    axes.grid(axis="y", color=style.GRID, zorder=0)
    style.percent_axis(axes.yaxis)
    style.quiet_frame(axes)
    axes.tick_params(axis="x", pad=9)
    style.legend_below(axes, reverse=bool(len(clock.others)))
