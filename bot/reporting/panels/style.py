"""Colours, shapes and type of all pictures: light ground, legible where Slack shows 1200 pixels on half of them.

The colours are Okabe and Ito's (2008), which colour-blind people tell apart; roles differ in shape as well.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.report import Role

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

INK: Final = "#1d1c1d"
QUIET: Final = "#5c5c5c"
GRID: Final = "#e4e4e4"
EDGE: Final = "#7d8590"
BOOST: Final = "#e6b08a"
BAR: Final = "#56b4e9"
TITLE_SIZE: Final = 16
TEXT_SIZE: Final = 14
SMALL_SIZE: Final = 13


@dataclass(frozen=True, slots=True)
class Mark:
    """How accounts of one role are drawn, and the words for one and for many of them."""

    colour: str
    shape: str
    word: str
    words: str


MARKS: Final = {
    Role.POSTER: Mark("#d55e00", "s", "poster", "posters"),
    Role.AMPLIFIER: Mark("#0072b2", "o", "amplifier", "amplifiers"),
    Role.MEMBER: Mark("#009e73", "h", "member", "members"),
    Role.PERIPHERAL: Mark("#8f8f8f", "D", "touches by one link", "touch by one link"),
}


def title(axes: "Axes", text: str) -> None:
    """Head a panel."""
    axes.set_title(text, fontsize=TITLE_SIZE, color=INK, loc="left", pad=9)


def say_instead(axes: "Axes", text: str) -> None:
    """Leave a panel empty but for a sentence: nothing to see is said, not hidden."""
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor("#f6f6f6")
    axes.spines[:].set_visible(False)
    axes.text(0.5, 0.5, text, fontsize=TITLE_SIZE, color=QUIET, ha="center", va="center", transform=axes.transAxes)


def quiet_frame(axes: "Axes") -> None:
    """Take back what is not data."""
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(QUIET)
    axes.tick_params(colors=QUIET, labelsize=SMALL_SIZE, length=0)


def percent(share: float) -> str:
    """A share in words that never round something to nothing."""
    return "under 1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


def percent_axis(axis: "Axis") -> None:
    """Write shares as whole per cent."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415 - heavy: loads with the first picture

    axis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.3g} %"))


def legend_below(axes: "Axes", columns: int = 2, *, reverse: bool = False) -> None:
    """Put the legend under the panel, where it covers no data."""
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(-0.02, -0.12),
        ncols=columns,
        reverse=reverse,
        frameon=False,
        fontsize=SMALL_SIZE,
        labelcolor=INK,
        handlelength=1.2,
        columnspacing=1.4,
    )
