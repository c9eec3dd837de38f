"""Groups with a verdict, for the team's figures: what was said of each, when, and on what evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import load_only
from sqlmodel import col

from bot.measures.review import drawn_for_review
from bot.model import Person, VerdictKind
from bot.report import ClusterReport, Suggestion
from storage.cases import visible
from storage.clusters import NAMED
from storage.codec import decode
from storage.database import Transaction
from storage.tables import CaseRow, ClusterReportRow, ClusterRow, RunRow, VerdictRow


@dataclass(frozen=True, slots=True)
class Judged:
    """One group's newest judged version: `shown_at` it could be voted on, `decided_at` its first verdict came."""

    cluster_id: int
    version: int
    channel_id: str
    suggestion: Suggestion
    drawn: bool
    kind: VerdictKind
    overridden: bool
    shown_at: int
    decided_at: int
    detectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Standing:
    """The newest verdict of one version, and when the first one came."""

    row: VerdictRow
    first_at: int


def judged(tx: Transaction, person: Person, since: int) -> tuple[Judged, ...]:
    """The newest judged version of each group that the person may see, if its verdict came since then."""
    standing = _standing(tx, person)
    newest = {cluster_id: max(version for one, version in standing if one == cluster_id) for cluster_id, _ in standing}
    wanted = {
        cluster_id: standing[cluster_id, version]
        for cluster_id, version in newest.items()
        if standing[cluster_id, version].row.at >= since
    }
    return tuple(_judged(tx, wanted))


def unflagged(tx: Transaction, person: Person, since: int) -> tuple[int, int]:
    """How many groups without a signal runs found since then, each version once, and how many of them were drawn."""
    statement = (
        select(col(ClusterReportRow.cluster_id), col(ClusterReportRow.version), col(ClusterReportRow.fingerprint))
        .add_columns(col(RunRow.seed))
        .join(ClusterRow, col(ClusterRow.id) == col(ClusterReportRow.cluster_id))
        .join(RunRow, col(RunRow.id) == col(ClusterReportRow.run_id))
        .join(CaseRow, col(CaseRow.id) == col(ClusterRow.case_id))
        .where(visible(person), col(ClusterReportRow.suggestion) == Suggestion.NO_SIGNAL.value)
        .where(col(ClusterRow.key) != NAMED, col(RunRow.state) == "done", col(RunRow.finished_at) >= since)
    )
    found = {(one, version): (seed, print_) for one, version, print_, seed in tx.session.execute(statement)}
    return len(found), sum(drawn_for_review(seed, print_) for seed, print_ in found.values())


def _standing(tx: Transaction, person: Person) -> Mapping[tuple[int, int], _Standing]:
    """The standing verdict of each judged version; versions whose verdict was withdrawn are left out."""
    statement = (
        select(VerdictRow)
        .join(ClusterRow, col(ClusterRow.id) == col(VerdictRow.cluster_id))
        .join(CaseRow, col(CaseRow.id) == col(ClusterRow.case_id))
        .where(visible(person))
        .order_by(col(VerdictRow.id))
    )
    found: dict[tuple[int, int], _Standing] = {}
    for row in tx.session.execute(statement).scalars():
        place = (row.cluster_id, row.version)
        first_at = found[place].first_at if place in found else row.at
        found[place] = _Standing(row, first_at)
    return {place: one for place, one in found.items() if one.row.kind}


def _judged(tx: Transaction, wanted: Mapping[int, _Standing]) -> Iterator[Judged]:
    statement = (
        select(ClusterRow, ClusterReportRow, RunRow, col(CaseRow.channel_id))
        .join(ClusterReportRow, col(ClusterReportRow.cluster_id) == col(ClusterRow.id))
        .join(RunRow, col(RunRow.id) == col(ClusterReportRow.run_id))
        .join(CaseRow, col(CaseRow.id) == col(ClusterRow.case_id))
        .where(col(ClusterRow.id).in_(list(wanted)), col(RunRow.state) == "done")
        .order_by(col(ClusterRow.id), func.coalesce(col(RunRow.finished_at), col(RunRow.created_at)))
        .options(load_only(RunRow.seed, RunRow.finished_at, RunRow.created_at))  # type: ignore[arg-type]
    )
    told: set[int] = set()
    for cluster, found, run, channel_id in tx.session.execute(statement):
        standing = wanted[found.cluster_id]
        if found.version == standing.row.version and found.cluster_id not in told:
            told.add(found.cluster_id)  # the version's first run is when it could be judged
            yield _one(cluster, found, run, channel_id, standing)


def _one(cluster: ClusterRow, found: ClusterReportRow, run: RunRow, channel_id: str, standing: _Standing) -> Judged:
    report = decode(ClusterReport, found.report)
    silent = found.suggestion == Suggestion.NO_SIGNAL and cluster.key != NAMED
    return Judged(
        cluster_id=found.cluster_id,
        version=found.version,
        channel_id=channel_id,
        suggestion=Suggestion(found.suggestion),
        drawn=silent and drawn_for_review(run.seed, found.fingerprint),
        kind=VerdictKind(standing.row.kind),
        overridden=standing.row.override_by is not None,
        shown_at=run.finished_at or found.created_at,
        decided_at=standing.first_at,
        detectors=frozenset(one.detector for one in report.findings if one.applicable and one.bucket > 0),
    )
