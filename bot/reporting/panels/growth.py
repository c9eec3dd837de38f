"""The panel of growth: which share of a data set's accounts existed at each time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from bot.protocols import F64, I64
from bot.reporting.panels import style
from bot.reporting.panels.dates import DAY, date_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#0072b2", "#d55e00")
DASHES = ("solid", (0, (5, 2)))
"""The lines differ in dashes as well as in colour, and each has its name at its side."""


def draw_growth(axes: "Axes", sides: Sequence[tuple[str, I64]]) -> None:
    """Draw (name, creation dates in unix seconds, -1 = not known) as steps from nobody to everybody."""
    known = [(name, np.sort(dates[dates >= 0]) / DAY) for name, dates in sides]
    drawn = [(name, days) for name, days in known if len(days)]
    style.title(axes, "Growth: share of the accounts that existed by then")
    if not drawn:
        style.say_instead(axes, "creation dates are not in the data")
        return
    last = max(float(days[-1]) for _, days in drawn)
    for (_, days), colour, dash in zip(drawn, COLOURS, DASHES, strict=False):
        share = np.arange(1, len(days) + 1) / len(days)
        axes.step(
            np.append(days, last), np.append(share, 1.0), where="post", color=colour, linestyle=dash, linewidth=2.2
        )
    _name(axes, drawn)
    axes.set_ylim(0.0, 1.04)
    date_axis(axes)
    axes.grid(axis="y", color=style.GRID, zorder=0)
    style.percent_axis(axes.yaxis)
    style.quiet_frame(axes)


def _name(axes: "Axes", drawn: Sequence[tuple[str, F64]]) -> None:
    """Write each name at its line, where the lines are farthest apart: above the higher one, under the lower one."""
    low, high = min(days[0] for _, days in drawn), max(days[-1] for _, days in drawn)
    times = np.linspace(low + 0.15 * (high - low), low + 0.85 * (high - low), 80)
    shares = np.array([np.searchsorted(days, times, side="right") / len(days) for _, days in drawn])
    at = int(np.argmax(np.ptp(shares, axis=0)))
    for place in range(len(drawn)):
        above = shares[place, at] == shares[:, at].max() and (place == 0 or shares[0, at] < shares[place, at])
        side, shift, up = ("right", (-6, 7), "bottom") if above else ("left", (6, -7), "top")
        axes.annotate(
            drawn[place][0], (times[at], shares[place, at]), shift, textcoords="offset points", ha=side, va=up,
            fontsize=style.TEXT_SIZE, weight="bold", color=COLOURS[place],
        )  # fmt: skip
