"""The panel of forms: how much of a group's own posts has its most common outer forms, and of the others' posts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bot.reporting.panels import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

THICK = 0.36
FEWEST_ROWS = 3
"""A form alone is a bar, not a wall."""


@dataclass(frozen=True, slots=True)
class FormShare:
    """One form of posts in words, its share of the group's own posts and of the others' (0 where there are none)."""

    words: str
    own: float
    others: float


@dataclass(frozen=True, slots=True)
class Forms:
    """The group's most common forms, of how many posts of its own; `others` posts were compared, all or a sample."""

    shares: tuple[FormShare, ...]
    posts: int
    others: int
    sampled: bool = False


def draw_forms(axes: "Axes", forms: Forms, names: tuple[str, str] = ("this group", "all other accounts")) -> None:
    """Draw pairs of bars, the group's above the others', or say that the group has no posts of its own."""
    if not forms.shares:
        style.title(axes, "Forms of its own posts")
        style.say_instead(axes, "no posts of its own in the data")
        return
    style.title(axes, f"Most common forms of {forms.posts:,} {'post' if forms.posts == 1 else 'posts'} of its own")
    at = np.arange(len(forms.shares))
    _bars(axes, at - THICK / 2, [form.own for form in forms.shares], names[0], style.BAR, style.BAR)
    if forms.others:
        word = f"{names[1]} ({forms.others:,} of their posts)" if forms.sampled else names[1]
        _bars(axes, at + THICK / 2, [form.others for form in forms.shares], word, "white", style.INK)
    axes.set_yticks(at, [form.words for form in forms.shares])
    axes.set_ylim(max(len(forms.shares), FEWEST_ROWS) - 0.5, -0.5)
    axes.set_xlim(0, 1.12 * max(max(form.own, form.others) for form in forms.shares))
    axes.grid(axis="x", color=style.GRID, zorder=0)
    style.percent_axis(axes.xaxis)
    style.quiet_frame(axes)
    style.legend_below(axes)


def _bars(axes: "Axes", at: NDArray[np.floating[Any]], shares: list[float], label: str, inside: str, edge: str) -> None:
    bars = axes.barh(at, shares, THICK, label=label, color=inside, edgecolor=edge, linewidth=1.6, zorder=2)
    words = [style.percent(share) for share in shares]
    axes.bar_label(bars, words, padding=4, fontsize=style.SMALL_SIZE, color=style.INK)
