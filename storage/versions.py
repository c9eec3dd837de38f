"""Reads clusters as earlier runs found them: what a rerun is compared with."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from storage.database import Transaction
from storage.tables import ClusterReportRow, RunRow


@dataclass(frozen=True, slots=True)
class EarlierReport:
    """A cluster in an earlier run; `report_id` is where its accounts are."""

    report_id: int
    run_number: int
    version: int


def earlier_report(tx: Transaction, cluster_id: int, run_id: int, version: int | None = None) -> EarlierReport | None:
    """The newest published report of a cluster from before this run, or the newest of one version."""
    statement = (
        select(col(ClusterReportRow.id), col(RunRow.number), col(ClusterReportRow.version))
        .join(RunRow, col(RunRow.id) == col(ClusterReportRow.run_id))
        .where(col(ClusterReportRow.cluster_id) == cluster_id, col(RunRow.state) == "done")
        .where(col(RunRow.id) != run_id)
        .order_by(col(RunRow.number).desc())
        .limit(1)
    )
    if version is not None:
        statement = statement.where(col(ClusterReportRow.version) == version)
    row = tx.session.execute(statement).first()
    return EarlierReport(*row) if row is not None else None
