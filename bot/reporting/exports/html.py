"""The network as a page to look through: one HTML file that fetches nothing. It names accounts behind a switch."""

from bot.model import AccountStatus, Sensitivity
from bot.reporting.explorer.page import explorer_page
from bot.reporting.explorer.scene import Group, Scene
from bot.reporting.exported import CaseExport, ExportedCluster, ExportFormat, members_of
from bot.reporting.judgements import standing


def render(view: CaseExport) -> bytes:
    """The page."""
    scene = Scene(
        title=view.case.title,
        case_number=view.case.number,
        run_number=view.run.number,
        internal=view.case.sensitivity is Sensitivity.INTERNAL,
        purged=view.case.raw_purged_at is not None,
        report=view.report,
        groups=tuple(_group(item) for item in view.clusters),
    )
    return explorer_page(scene).encode("utf-8")


def _group(item: ExportedCluster) -> Group:
    members = members_of(item)
    return Group(
        report=item.cluster.report,
        labels={account_id: member.label for account_id, member in members.items()},
        unsure=frozenset(key for key, member in members.items() if member.status is AccountStatus.UNSURE),
        excluded=item.excluded,
        standing=standing(item.cluster.verdict, item.cluster.votes_in),
        shared=item.shared,
    )


EXPORT = ExportFormat("A network to look through, in a browser", "html", render)
