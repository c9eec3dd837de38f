"""A case as an export holds it, and what a format plugin must be."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.model import Case, Cluster, Member, Note, Run, Verdict, Vote
from bot.report import Rejected, Report, SharedObject
from bot.reporting.exclusions import NOBODY, Exclusions


@dataclass(frozen=True, slots=True)
class ExportedCluster:
    """A cluster in an export: excluded accounts are counted and not named, every vote and every verdict is there.

    `verdicts` and `notes` begin with the oldest. `shared` is what its strongest ties have in common, with both posts,
    the most surprising first; empty once raw posts have expired. `exclusions` finds what must not be in a file.
    """

    cluster: Cluster
    votes: tuple[Vote, ...]
    verdicts: tuple[Verdict, ...]
    excluded: int
    shared: tuple[SharedObject, ...] = ()
    notes: tuple[Note, ...] = ()
    exclusions: Exclusions = NOBODY


@dataclass(frozen=True, slots=True)
class CaseExport:
    """A case for an export; `report` holds the clusters with accounts and edges, without anybody excluded.

    `exported_at` is UTC milliseconds; tables leave it out, so that their bytes stay the same.
    """

    case: Case
    run: Run
    report: Report
    clusters: tuple[ExportedCluster, ...]
    rejected: tuple[Rejected, ...] = ()
    exported_at: int = 0


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """An export plugin: `suffix` ends the file's name, `render` gives its bytes."""

    title: str
    suffix: str
    render: Callable[[CaseExport], bytes]


def members_of(item: ExportedCluster) -> dict[str, Member]:
    """{account id: member} of the accounts that the export may name, in the order of their labels."""
    named = {account.account_id for account in item.cluster.report.accounts}
    return {member.account_id: member for member in item.cluster.members if member.account_id in named}
