"""Writes what a run found, in small commits: staged rows that nobody sees until the case shows the run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from bot.report import ClusterAccount, ClusterEdge, ClusterReport
from storage.codec import decode, encode
from storage.database import Transaction
from storage.intakes import insert_once
from storage.sight_tables import SiteRow
from storage.tables import (
    ClusterReportRow,
    ClusterRow,
    EdgeChunkRow,
    EvidenceRow,
    MemberRow,
    PictureRow,
    RunRow,
)

ROWS_A_COMMIT = 500
EDGES_A_ROW = 500


@dataclass(frozen=True, slots=True)
class Prior:
    """A cluster that people already see, for matching it with what a rerun found."""

    cluster_id: int
    key: str
    version: int
    fingerprint: str
    account_ids: frozenset[str]
    report: ClusterReport


def priors(tx: Transaction, case_id: int) -> tuple[Prior, ...]:
    """Every cluster that some published run of the case found, as it was found last."""
    newest = _newest_reports(tx, case_id)
    found = []
    for cluster, report in newest:
        members = select(col(MemberRow.account_id)).where(col(MemberRow.cluster_report_id) == report.id)
        accounts = frozenset(tx.session.execute(members).scalars())
        found.append(
            Prior(
                cluster.id or 0,
                cluster.key,
                report.version,
                report.fingerprint,
                accounts,
                decode(ClusterReport, report.report),
            )
        )
    return tuple(found)


def clear(tx: Transaction, run_id: int) -> int:
    """Remove some of what an earlier attempt at this run had staged; gives how many rows (0: nothing is left)."""
    reports = select(col(ClusterReportRow.id)).where(col(ClusterReportRow.run_id) == run_id)
    for table in (MemberRow, EdgeChunkRow, EvidenceRow, PictureRow, SiteRow):
        mine = select(table).where(col(table.cluster_report_id).in_(reports)).limit(ROWS_A_COMMIT)
        if removed := _remove(tx, mine):
            return removed
    return _remove(tx, select(ClusterReportRow).where(col(ClusterReportRow.run_id) == run_id).limit(ROWS_A_COMMIT))


def _remove(tx: Transaction, wanted: Any) -> int:  # noqa: ANN401 (a select of rows)
    rows = tx.session.execute(wanted).scalars().all()
    for row in rows:
        tx.session.delete(row)
    tx.session.flush()
    return len(rows)


def add_report(tx: Transaction, team_id: str, case_id: int, run_id: int, report: ClusterReport, *, at: int) -> int:
    """Stage a cluster without its accounts and edges; gives the id under which those are staged."""
    key = {"case_id": case_id, "key": report.id}
    rank = int(report.id[1:])
    insert_once(
        tx, ClusterRow, tuple(key), {**key, "team_id": team_id, "rank": rank, "created_at": at, "claimed_by": ""}
    )
    wanted = (col(ClusterRow.case_id) == case_id, col(ClusterRow.key) == report.id)
    cluster_id = tx.session.execute(select(col(ClusterRow.id)).where(*wanted)).scalar_one()
    row = ClusterReportRow(
        team_id=team_id,
        cluster_id=cluster_id or 0,
        run_id=run_id,
        version=report.version,
        size=report.size,
        suggestion=report.suggestion.value,
        fingerprint=report.fingerprint,
        report=encode(replace(report, accounts=(), edges=())),
        created_at=at,
    )
    tx.session.add(row)
    tx.session.flush()
    return row.id or 0


def add_members(
    tx: Transaction, team_id: str, report_id: int, accounts: Sequence[ClusterAccount], *, first: int
) -> None:
    """Stage accounts; `first` is the position of the first."""
    tx.session.add_all(
        MemberRow(
            cluster_report_id=report_id,
            position=position,
            team_id=team_id,
            account_id=account.account_id,
            handle=account.handle,
            role=account.role.value,
            stability=float(account.stability),
            reasons=list(account.reasons),
            exculpatory=list(account.exculpatory),
        )
        for position, account in enumerate(accounts, start=first)
    )


def add_edges(tx: Transaction, team_id: str, report_id: int, edges: Sequence[ClusterEdge], *, position: int) -> None:
    """Stage one row of at most `EDGES_A_ROW` edges."""
    tx.session.add(
        EdgeChunkRow(
            cluster_report_id=report_id, position=position, team_id=team_id, edges=[encode(edge) for edge in edges]
        )
    )


def add_evidence(tx: Transaction, team_id: str, report_id: int, pairs: Sequence[object], *, first: int) -> None:
    """Stage shared objects with both posts."""
    tx.session.add_all(
        EvidenceRow(cluster_report_id=report_id, position=position, team_id=team_id, pair=encode(pair))
        for position, pair in enumerate(pairs, start=first)
    )


def add_picture(
    tx: Transaction, team_id: str, report_id: int, *, number: int, drawing: int, place: str, alt: str
) -> int:
    """Stage a picture; `place` is relative to the data folder."""
    row = PictureRow(team_id=team_id, cluster_report_id=report_id, number=number, drawing=drawing, place=place, alt=alt)
    tx.session.add(row)
    tx.session.flush()
    return row.id or 0


def _newest_reports(tx: Transaction, case_id: int) -> list[tuple[ClusterRow, ClusterReportRow]]:
    statement = (
        select(ClusterRow, ClusterReportRow)
        .join(ClusterReportRow, col(ClusterReportRow.cluster_id) == col(ClusterRow.id))
        .join(RunRow, col(RunRow.id) == col(ClusterReportRow.run_id))
        .where(col(ClusterRow.case_id) == case_id, col(RunRow.state) == "done")
        .order_by(col(ClusterRow.rank), col(RunRow.number))
    )
    newest = {cluster.id: (cluster, report) for cluster, report in tx.session.execute(statement)}
    return list(newest.values())
