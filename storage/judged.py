"""Groups with a verdict, for the team's figures: what was said of each, when, and on what evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import load_only
from sqlmodel import col

from bot.measures.review import drawn_for_review
from bot.model import Person, VerdictKind
from bot.report import ClusterReport, Suggestion
from storage.cases import visible
from storage.clusters import NAMED
from storage.codec import decode
from storage.database import Transaction
from storage.proof_tables import PurgeRow
from storage.tables import CaseRow, ClusterReportRow, ClusterRow, RunRow, VerdictRow

FIGURES, JUDGED, UNFLAGGED = "figures", "judged", "unflagged"
"""Where a purge keeps what the figures count, and its two lists."""


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
    wanted = {key: one for key, one in _newest(_standing(tx, visible(person))).items() if one.row.at >= since}
    return (*_judged(tx, wanted), *_purged(tx, person, wanted))


def unflagged(tx: Transaction, person: Person, since: int) -> tuple[int, int]:
    """How many groups without a signal runs found since then, each version once, and how many of them were drawn."""
    found = _unflagged(tx, visible(person))
    drawn = [one["drawn"] for one in (*found, *_kept(tx, person, UNFLAGGED)) if one["at"] >= since]
    return len(drawn), sum(drawn)


def figures(tx: Transaction, case_id: int) -> dict[str, Any]:
    """What the team's figures count of a case, to be kept when it is purged: no account, and no word of a person."""
    mine = col(CaseRow.id) == case_id
    found = _judged(tx, _newest(_standing(tx, mine)))
    return {JUDGED: [_as_kept(one) for one in found], UNFLAGGED: _unflagged(tx, mine)}


def _as_kept(one: Judged) -> dict[str, Any]:
    return {
        "cluster_id": one.cluster_id,
        "version": one.version,
        "channel_id": one.channel_id,
        "suggestion": one.suggestion.value,
        "drawn": one.drawn,
        "shown_at": one.shown_at,
        "detectors": sorted(one.detectors),
    }


def _kept(tx: Transaction, person: Person, what: str) -> Iterator[dict[str, Any]]:
    """What was kept of the purged cases that the person may see."""
    statement = (
        select(col(PurgeRow.kept)).join(CaseRow, col(CaseRow.id) == col(PurgeRow.case_id)).where(visible(person))
    )
    for kept in tx.session.execute(statement).scalars():
        yield from kept.get(FIGURES, {}).get(what, ())


def _purged(tx: Transaction, person: Person, wanted: Mapping[int, _Standing]) -> Iterator[Judged]:
    for one in _kept(tx, person, JUDGED):
        standing = wanted.get(one["cluster_id"])
        if standing is not None:
            yield Judged(
                cluster_id=one["cluster_id"],
                version=one["version"],
                channel_id=one["channel_id"],
                suggestion=Suggestion(one["suggestion"]),
                drawn=one["drawn"],
                kind=VerdictKind(standing.row.kind),
                overridden=standing.row.override_by is not None,
                shown_at=one["shown_at"],
                decided_at=standing.first_at,
                detectors=frozenset(one["detectors"]),
            )


def _unflagged(tx: Transaction, wanted: ColumnElement[bool]) -> list[dict[str, Any]]:
    """Each version of a group without a signal: whether it was drawn, and when a run found it last."""
    statement = (
        select(col(ClusterReportRow.cluster_id), col(ClusterReportRow.version), col(ClusterReportRow.fingerprint))
        .add_columns(col(RunRow.seed), col(RunRow.finished_at))
        .join(ClusterRow, col(ClusterRow.id) == col(ClusterReportRow.cluster_id))
        .join(RunRow, col(RunRow.id) == col(ClusterReportRow.run_id))
        .join(CaseRow, col(CaseRow.id) == col(ClusterRow.case_id))
        .where(wanted, col(ClusterReportRow.suggestion) == Suggestion.NO_SIGNAL.value)
        .where(col(ClusterRow.key) != NAMED, col(RunRow.state) == "done", col(RunRow.finished_at).is_not(None))
        .order_by(col(RunRow.finished_at))
    )
    found = {
        (cluster_id, version): {"drawn": drawn_for_review(seed, print_), "at": at}
        for cluster_id, version, print_, seed, at in tx.session.execute(statement)
    }
    return list(found.values())


def _newest(standing: Mapping[tuple[int, int], _Standing]) -> dict[int, _Standing]:
    """The standing verdict of each group's newest judged version."""
    newest = {cluster_id: max(version for one, version in standing if one == cluster_id) for cluster_id, _ in standing}
    return {cluster_id: standing[cluster_id, version] for cluster_id, version in newest.items()}


def _standing(tx: Transaction, wanted: ColumnElement[bool]) -> Mapping[tuple[int, int], _Standing]:
    """The standing verdict of each judged version; versions whose verdict was withdrawn are left out."""
    statement = (
        select(VerdictRow)
        .join(ClusterRow, col(ClusterRow.id) == col(VerdictRow.cluster_id))
        .join(CaseRow, col(CaseRow.id) == col(ClusterRow.case_id))
        .where(wanted)
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
