"""The panel of creation dates: the group's as bars, the other accounts' of the data as a line of the same total."""

from typing import TYPE_CHECKING

import numpy as np

from bot.protocols import F64, I64
from bot.reporting.panels import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DAY = 86_400
WIDTHS = ((1, "day"), (7, "week"), (30, "30 days"), (91, "quarter"), (365, "year"))
MOST_BINS = 70


def draw_dates(axes: "Axes", group: I64, others: I64) -> None:
    """Draw creation dates (unix seconds, -1 = not known), or say that the data hold none."""
    known, rest = group[group >= 0] / DAY, others[others >= 0] / DAY
    if not len(known):
        style.title(axes, "Accounts made")
        style.say_instead(axes, "not in the data")
        return
    edges, word = bins(np.concatenate([known, rest]))
    unknown = f" ({len(group) - len(known)} not known)" if len(known) < len(group) else ""
    style.title(axes, f"Accounts made, by {word}{unknown}")
    counts = np.histogram(known, edges)[0]
    axes.bar(edges[:-1], counts, np.diff(edges), align="edge", color=style.BAR, label="this group", zorder=2)
    if len(rest):
        usual = np.histogram(rest, edges)[0] * (len(known) / len(rest))
        axes.stairs(usual, edges, color=style.INK, linewidth=1.6, label="all other accounts, scaled", zorder=3)
    _finish(axes)


def bins(days: F64) -> tuple[F64, str]:
    """Edges in days since 1970 that hold all days, and the word for their width: the finest with at most 70 bins."""
    first, last = np.floor(days.min()), np.floor(days.max()) + 1
    width, word = next(((w, name) for w, name in WIDTHS if last - first <= w * MOST_BINS), WIDTHS[-1])
    count = int(np.ceil((last - first) / width))
    return first + width * np.arange(count + 1, dtype=np.float64), word


def date_axis(axes: "Axes") -> None:
    """Write days since 1970 as dates."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter  # noqa: PLC0415 - heavy

    locator = AutoDateLocator(minticks=3, maxticks=6)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]


def _finish(axes: "Axes") -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - heavy: loads with the first picture

    date_axis(axes)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.set_ylabel("accounts", fontsize=style.SMALL_SIZE, color=style.QUIET)
    axes.grid(axis="y", color=style.GRID, zorder=0)
    axes.legend(frameon=False, fontsize=style.SMALL_SIZE, labelcolor=style.INK, loc="best")
    style.quiet_frame(axes)
