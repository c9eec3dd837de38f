"""The network panel: accounts by role, kept edges between them, and who reposted the cluster's posters."""

from collections import Counter
from typing import TYPE_CHECKING

from bot.protocols import F64
from bot.report import Role
from bot.reporting.panels import style
from bot.reporting.panels.layout import Network, place

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

NAMED_INSIDE = 30
"""Up to so many accounts, each carries its label; beyond, only posters and the best tied ones do."""
NAMED_BESIDE = 10
LARGE_POSTERS = 20
FULL_OPACITY = 250
"""So many lines are drawn almost opaque; more lines are fainter, so that dense and thin parts still differ."""


def draw_network(axes: "Axes", network: Network) -> None:
    """Draw lines, accounts, labels and the legend."""
    where = place(network)
    large = roles_drawn_large(network)
    _draw_lines(axes, network, where)
    for role in style.MARKS:
        _draw_role(axes, network, where, role, large=role in large)
    _draw_names(axes, network, where, large)
    shown = f" ({len(network.nodes)} of {network.total} shown)" if len(network.nodes) < network.total else ""
    style.title(axes, f"Who is tied to whom{shown}")
    axes.set_axis_off()
    axes.margins(0.05)
    handles, words = _legend(network)
    axes.legend(
        handles,
        words,
        loc="upper left",
        bbox_to_anchor=(0.0, 0.0),
        ncols=2,
        frameon=False,
        fontsize=style.TEXT_SIZE,
        labelcolor=style.INK,
        handletextpad=0.4,
        columnspacing=1.4,
    )


def roles_drawn_large(network: Network) -> frozenset[Role]:
    """Roles whose marks are large enough to hold a label: all in a small group, a few posters in a crowd."""
    if len(network.nodes) <= NAMED_INSIDE:
        return frozenset(Role)
    posters = sum(node.role is Role.POSTER for node in network.nodes)
    return frozenset({Role.POSTER}) if posters <= LARGE_POSTERS else frozenset()


def _draw_lines(axes: "Axes", network: Network, where: F64) -> None:
    from matplotlib.collections import LineCollection  # noqa: PLC0415 - heavy: loads with the first picture

    for pairs, widths, colour, depth in (
        (sorted(network.boosts), [0.8] * len(network.boosts), style.BOOST, 1),
        (list(network.ties), [min(5.0, 0.7 + 0.35 * weight) for weight in network.ties.values()], style.EDGE, 2),
    ):
        thin = 0.5 if len(network.nodes) > NAMED_INSIDE else 1.0
        opacity = min(0.8, max(0.06, FULL_OPACITY / max(len(pairs), 1)))
        lines = [where[[a, b]] for a, b in pairs]
        scaled = [width * thin for width in widths]
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=scaled, alpha=opacity, zorder=depth))


def _draw_role(axes: "Axes", network: Network, where: F64, role: Role, *, large: bool) -> None:
    at = [i for i, node in enumerate(network.nodes) if node.role is role]
    mark = style.MARKS[role]
    size = 640 if large else 46
    axes.scatter(
        where[at, 0],
        where[at, 1],
        s=size,
        c=mark.colour,
        marker=mark.shape,
        edgecolors="white",
        linewidths=1.2,
        zorder=4,
    )


def _draw_names(axes: "Axes", network: Network, where: F64, large: frozenset[Role]) -> None:
    for node, (x, y) in zip(network.nodes, where, strict=True):
        if node.role in large:
            axes.text(x, y, node.label, color="white", fontsize=10, weight="bold", ha="center", va="center", zorder=5)
    degree = Counter(i for pair in network.ties for i in pair if network.nodes[i].role not in large)
    for i in _apart(sorted(degree, key=lambda i: (-degree[i], i)), where)[:NAMED_BESIDE]:
        axes.annotate(
            network.nodes[i].label,
            where[i],
            xytext=(8, 5),
            textcoords="offset points",
            zorder=6,
            fontsize=style.SMALL_SIZE,
            weight="bold",
            color=style.INK,
            bbox={"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.75},
        )


def _apart(order: list[int], where: F64) -> list[int]:
    """Of the nodes in order, those whose label would not cover one that is already there."""
    kept: list[int] = []
    for i in order:
        gaps = [abs(where[i] - where[j]) for j in kept]
        if all(dx > 0.2 or dy > 0.09 for dx, dy in gaps):
            kept.append(i)
    return kept


def _legend(network: Network) -> tuple[list["Line2D"], list[str]]:
    from matplotlib.lines import Line2D  # noqa: PLC0415 - the same

    counts = Counter(node.role for node in network.nodes)
    present = [(style.MARKS[role], counts[role]) for role in style.MARKS if counts[role]]
    handles = [Line2D([], [], linestyle="", marker=m.shape, markersize=11, color=m.colour) for m, _ in present]
    words = [f"{count} {mark.word if count == 1 else mark.words}" for mark, count in present]
    if network.ties:
        handles.append(Line2D([], [], color=style.EDGE, linewidth=3))
        words.append("acted on the same things together")
    if network.boosts:
        handles.append(Line2D([], [], color=style.BOOST, linewidth=3))
        words.append("reposted a poster")
    return handles, words
