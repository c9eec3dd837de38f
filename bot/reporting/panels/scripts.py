"""The panel of scripts: which share of a group's own posts is written in which script, over time."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.protocols import F64, I64
from bot.reporting.panels import style
from bot.reporting.panels.dates import DAY, MOST_BINS, WIDTHS, date_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#0072b2", "#e69f00", "#009e73")
"""One for each of the most frequent scripts, in their order; all others together are grey."""
OTHERS = "other scripts"
OTHERS_COLOUR = "#b8b8b8"
FEWEST_A_BIN = 8
"""Posts that a bin holds on average: shares of three posts jump about and say nothing."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The group's own posts that hold letters: times (unix seconds) and the script of each."""

    times: I64
    scripts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """Shares of scripts, shape (scripts, bins), zero where a bin is empty; edges in days since 1970."""

    names: tuple[str, ...]
    totals: tuple[int, ...]
    edges: F64
    word: str
    shares: F64


def draw_scripts(axes: "Axes", writing: Writing) -> None:
    """Draw the shares as stacked steps, or say that there is nothing to read."""
    if not writing.scripts:
        style.title(axes, "Scripts of its own posts")
        style.say_instead(axes, "no texts of its own in the data")
        return
    bands, count = bands_of(writing), len(writing.scripts)
    style.title(axes, f"Scripts of {count:,} {'post' if count == 1 else 'posts'} of its own, by {bands.word}")
    steps = np.column_stack((bands.shares, bands.shares[:, -1]))
    colours = [OTHERS_COLOUR if name == OTHERS else colour for name, colour in zip(bands.names, _cycle(), strict=False)]
    words = [f"{name} {style.percent(total / count)}" for name, total in zip(bands.names, bands.totals, strict=True)]
    axes.stackplot(
        bands.edges, steps, step="post", colors=colours, labels=words, edgecolor="white", linewidth=0.8, zorder=2
    )
    axes.set_xlim(float(bands.edges[0]), float(bands.edges[-1]))
    date_axis(axes)
    axes.set_ylim(0.0, 1.0)
    style.percent_axis(axes.yaxis)
    style.quiet_frame(axes)
    style.legend_below(axes)


def bands_of(writing: Writing) -> Bands:
    """The shares in bins of days, weeks or longer: at most 70 of them, of eight posts or more on average."""
    days = writing.times / DAY
    edges, word = _bins(days)
    counts = Counter(writing.scripts)
    order = sorted(counts, key=lambda name: (-counts[name], name))
    shown = order[: len(COLOURS)]
    groups = [(name.capitalize(), {name}) for name in shown]
    if rest := set(order[len(COLOURS) :]):
        groups.append((OTHERS, rest))
    scripts = np.array(writing.scripts)
    rows = np.array([np.histogram(days[np.isin(scripts, sorted(names))], edges)[0] for _, names in groups], dtype=float)
    return Bands(
        tuple(name for name, _ in groups),
        tuple(sum(counts[name] for name in names) for _, names in groups),
        edges,
        word,
        np.asarray(rows / np.maximum(rows.sum(axis=0), 1.0), dtype=np.float64),
    )


def _bins(days: F64) -> tuple[F64, str]:
    first, last = np.floor(days.min()), np.floor(days.max()) + 1
    most = min(MOST_BINS, max(1, len(days) // FEWEST_A_BIN))
    fits = ((width, word) for width, word in WIDTHS if last - first <= width * most)
    width, word = next(fits, WIDTHS[-1])
    count = int(np.ceil((last - first) / width))
    return first + width * np.arange(count + 1, dtype=np.float64), word


def _cycle() -> tuple[str, ...]:
    return (*COLOURS, OTHERS_COLOUR)
