"""A case as an export holds it."""

from dataclasses import dataclass

from bot.model import Case, Cluster, Run, Verdict, Vote
from bot.report import Rejected, Report
from bot.triage.views import Note, SharedObject


@dataclass(frozen=True, slots=True)
class ExportedCluster:
    """A cluster in an export: excluded accounts are gone, every vote and every verdict is there.

    `shared` is what its strongest ties have in common, with both posts; empty once raw posts have expired.
    """

    cluster: Cluster
    votes: tuple[Vote, ...]
    verdicts: tuple[Verdict, ...]
    excluded: int
    shared: tuple[SharedObject, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportView:
    """A case for an export; `report` holds the clusters with accounts and edges, without anybody excluded."""

    case: Case
    run: Run
    report: Report
    clusters: tuple[ExportedCluster, ...]
    rejected: tuple[Rejected, ...] = ()
    exported_at: int = 0
