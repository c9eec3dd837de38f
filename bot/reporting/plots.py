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
from bot.reporting.panels import style
from bot.reporting.panels.dates import draw_dates
from bot.reporting.panels.hours import draw_hours
from bot.reporting.panels.network import draw_network

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOTS_PER_INCH = 100
SIZE = (12.0, 7.0)
NETWORK_PLACE = (0.02, 0.16, 0.52, 0.71)
DATES_PLACE = (0.61, 0.55, 0.36, 0.32)
HOURS_PLACE = (0.61, 0.07, 0.33, 0.34)
"""Left, bottom, width and height of the panels, as shares of the picture."""


def render_cluster_pictures(
    engine: Engine, report: Report, cluster_id: str, folder: Path, excluded: Collection[str] = frozenset()
) -> tuple[Path, ...]:
    """Write the pictures of one cluster (`C1.png`) into the folder, which is made, and return their paths.

    Accounts in `excluded` are left out of every panel; the labels of the others stay as they are.

    Raises:
        NotFound: the report has no such cluster.
    """
    cluster = next((c for c in report.clusters if c.id == cluster_id), None)
    if cluster is None:
        raise NotFound(f"This run has no cluster {cluster_id}.", hint="Look at the list of clusters again.")
    kept = [account for account in cluster.accounts if account.account_id not in excluded]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{cluster.id}.png"
    figure = draw_cluster(headline(cluster.id, kept), gather(engine, cluster, kept))
    figure.savefig(path, format="png", metadata={"Software": None})
    return (path,)


def picture_alt(cluster: ClusterReport) -> str:
    """What a person who cannot see the picture is told of it."""
    counts = Counter(account.role for account in cluster.accounts)
    roles = (
        f"{counts[role]} {mark.words if counts[role] > 1 else mark.word}"
        for role, mark in style.MARKS.items()
        if counts[role]
    )
    return (
        f"{cluster.id}, {cluster.size} accounts ({', '.join(roles)}): the network of who acted together with whom, "
        "when the accounts were made, and at which hours of the week they act."
    )


def headline(cluster_id: str, kept: Sequence[ClusterAccount]) -> str:
    """'C1: 296 accounts, 16 more by one link': who only touches the group is not counted as part of it."""
    loose = sum(account.role is Role.PERIPHERAL for account in kept)
    return f"{cluster_id}: {wording.counted(len(kept) - loose, 'account')}" + (
        f", {loose} more by one link" if loose else ""
    )


def draw_cluster(title: str, scene: Scene) -> "Figure":
    """The figure of one cluster with its three panels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - heavy: loads with the first picture
    from matplotlib.figure import Figure  # noqa: PLC0415 - the same

    figure = Figure(figsize=SIZE, dpi=DOTS_PER_INCH, facecolor="white")
    FigureCanvasAgg(figure)
    figure.text(0.02, 0.945, title, fontsize=20, weight="bold", color=style.INK)
    draw_network(figure.add_axes(NETWORK_PLACE), scene.network)
    draw_dates(figure.add_axes(DATES_PLACE), scene.created, scene.created_elsewhere)
    draw_hours(figure.add_axes(HOURS_PLACE), scene.times, scene.noun)
    return figure
