"""Pictures of clusters for the thread and the page: labels A1, A2 ... only, the same bytes for the same cluster.

matplotlib by its object API (no pyplot, no global state), loaded with the first picture.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import NotFound
from bot.protocols import Engine
from bot.report import ClusterAccount, ClusterReport, Report, Role
from bot.reporting import wording
from bot.reporting.gather import Scene, gather
from bot.reporting.habits import Habits, gather_habits, worth_drawing
from bot.reporting.panels import style
from bot.reporting.panels.clock import draw_clock
from bot.reporting.panels.dates import draw_dates
from bot.reporting.panels.forms import draw_forms
from bot.reporting.panels.hours import draw_hours
from bot.reporting.panels.network import draw_network
from bot.reporting.panels.scripts import draw_scripts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOTS_PER_INCH = 100
SIZE = (12.0, 7.0)
STYLE_ENDING = "-style.png"
STYLE_CAVEAT = "Contrasts of style between groups of accounts; they say nothing about any person."
NETWORK_PLACE = (0.02, 0.16, 0.52, 0.71)
DATES_PLACE = (0.61, 0.55, 0.36, 0.32)
HOURS_PLACE = (0.61, 0.07, 0.33, 0.34)
SCRIPTS_PLACE = (0.07, 0.645, 0.42, 0.225)
CLOCK_PLACE = (0.56, 0.645, 0.41, 0.225)
FORMS_PLACE = (0.34, 0.155, 0.63, 0.315)
"""Left, bottom, width and height of the panels, as shares of the picture."""


def render_cluster_pictures(
    engine: Engine, report: Report, cluster_id: str, folder: Path, excluded: Collection[str] = frozenset()
) -> tuple[Path, ...]:
    """Write the pictures of one cluster into the folder, which is made, and return their paths.

    `C1.png` is always there; `C1-style.png` where a detector of style has something to say of the cluster, or where it
    writes in more than one script. Accounts in `excluded` are left out of every panel; the labels of the others stay
    as they are.

    Raises:
        NotFound: the report has no such cluster.
    """
    cluster = next((c for c in report.clusters if c.id == cluster_id), None)
    if cluster is None:
        raise NotFound(f"This run has no cluster {cluster_id}.", hint="Look at the list of clusters again.")
    kept = [account for account in cluster.accounts if account.account_id not in excluded]
    folder.mkdir(parents=True, exist_ok=True)
    title, habits = headline(cluster.id, kept), gather_habits(engine, cluster, kept)
    figures = [(f"{cluster.id}.png", draw_cluster(title, gather(engine, cluster, kept)))]
    if worth_drawing(cluster, habits):
        figures.append((f"{cluster.id}{STYLE_ENDING}", draw_style(title, habits)))
    for name, figure in figures:
        figure.savefig(folder / name, format="png", metadata={"Software": None})
    return tuple(folder / name for name, _ in figures)


def picture_alt(cluster: ClusterReport, picture: Path, excluded: Collection[str] = frozenset()) -> str:
    """What a person who cannot see this picture of the cluster is told of it; `excluded` as the picture leaves out."""
    if picture.name.endswith(STYLE_ENDING):
        return (
            f"{cluster.id}, how it writes and when, beside all other accounts: the scripts of its own posts over time, "
            "its hours of the day in UTC, and the most common forms of its posts."
        )
    kept = [account for account in cluster.accounts if account.account_id not in excluded]
    counts = Counter(account.role for account in kept)
    size = len(kept) - counts[Role.PERIPHERAL]
    out = len(cluster.accounts) - len(kept)
    roles = (
        f"{counts[role]} {mark.words if counts[role] > 1 else mark.word}"
        for role, mark in style.MARKS.items()
        if counts[role]
    )
    return (
        f"{cluster.id}, {wording.counted(size, 'account')} ({', '.join(roles) or 'none left'})"
        f"{f', {out} excluded' if out else ''}: the network of who acted together with whom, "
        "when the accounts were made, and at which hours of the week they act."
    )


def headline(cluster_id: str, kept: Sequence[ClusterAccount]) -> str:
    """'C1: 296 accounts, 16 more by one link': who only touches the group is not counted as part of it."""
    loose = sum(account.role is Role.PERIPHERAL for account in kept)
    return f"{cluster_id}: {wording.counted(len(kept) - loose, 'account')}" + (
        f", {loose} more by one link" if loose else ""
    )


def draw_cluster(title: str, scene: Scene) -> "Figure":
    """The figure of one cluster: its network, creation dates and hours of the week."""
    figure = figure_of(title)
    draw_network(figure.add_axes(NETWORK_PLACE), scene.network)
    draw_dates(figure.add_axes(DATES_PLACE), scene.created, scene.created_elsewhere)
    draw_hours(figure.add_axes(HOURS_PLACE), scene.times, scene.noun)
    return figure


def draw_style(title: str, habits: Habits) -> "Figure":
    """The figure of a cluster's style: scripts over time, hours of the day, forms of posts."""
    figure = figure_of(f"{title} · how they write, and when")
    figure.text(0.02, 0.015, STYLE_CAVEAT, fontsize=style.SMALL_SIZE, color=style.QUIET)
    draw_scripts(figure.add_axes(SCRIPTS_PLACE), habits.writing)
    draw_clock(figure.add_axes(CLOCK_PLACE), habits.clock)
    draw_forms(figure.add_axes(FORMS_PLACE), habits.forms)
    return figure


def figure_of(title: str, size: tuple[float, float] = SIZE) -> "Figure":
    """An empty figure under a headline."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - heavy: loads with the first picture
    from matplotlib.figure import Figure  # noqa: PLC0415 - the same

    figure = Figure(figsize=size, dpi=DOTS_PER_INCH, facecolor="white")
    FigureCanvasAgg(figure)
    figure.text(0.02, 1 - 0.385 / size[1], title, fontsize=20, weight="bold", color=style.INK)
    return figure
