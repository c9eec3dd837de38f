"""The panel of hours: how often the group's accounts acted in each hour of each weekday, UTC."""

from typing import TYPE_CHECKING

import numpy as np

from bot.protocols import I64
from bot.reporting.panels import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOUR = 3600
EPOCH_WEEKDAY = 3
"""1 January 1970 was a Thursday."""


def week_of_hours(times: I64) -> I64:
    """Counts, shape (7, 24): rows Monday to Sunday, columns the hours of the day in UTC."""
    hours = times // HOUR
    weekday = (hours // 24 + EPOCH_WEEKDAY) % 7
    return np.bincount(weekday * 24 + hours % 24, minlength=7 * 24).astype(np.int64).reshape(7, 24)


def fullest_share(times: I64) -> float:
    """What share of all times falls into the fullest hour of the week; 0 where there are none."""
    known = times[times >= 0]
    return float(week_of_hours(known).max() / len(known)) if len(known) else 0.0


def draw_hours(axes: "Axes", times: I64, noun: str, *, share_of: float | None = None) -> None:
    """Draw the heat map of times (unix seconds), or say that there are none; `noun` is what happened at them.

    With `share_of` the colours are percent of all times and end at that value: maps beside each other have one scale.
    """
    from matplotlib.colors import PowerNorm  # noqa: PLC0415 - heavy: loads with the first picture
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - the same

    known = times[times >= 0]
    if not len(known):
        style.title(axes, f"{noun.capitalize()} by hour and weekday")
        style.say_instead(axes, "no times in the data")
        return
    style.title(axes, f"{len(known):,} {noun} by hour and weekday, UTC")
    counts = week_of_hours(known)
    values = counts if share_of is None else 100 * counts / len(known)
    norm = PowerNorm(0.5, vmin=0, vmax=None if share_of is None else 100 * share_of)
    image = axes.imshow(values, cmap="Blues", aspect="auto", norm=norm)
    axes.set_yticks(range(7), DAYS)
    axes.set_xticks(range(0, 24, 3), [f"{hour:02}" for hour in range(0, 24, 3)])
    axes.tick_params(colors=style.QUIET, labelsize=style.SMALL_SIZE, length=0)
    axes.spines[:].set_visible(False)
    bar = axes.figure.colorbar(image, cax=axes.inset_axes((1.02, 0.0, 0.03, 1.0)))
    bar.outline.set_visible(False)
    bar.ax.tick_params(colors=style.QUIET, labelsize=style.SMALL_SIZE, length=0)
    bar.ax.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=share_of is None))
    if share_of is not None:
        bar.ax.yaxis.set_major_formatter(lambda value, _: f"{value:g} %")
