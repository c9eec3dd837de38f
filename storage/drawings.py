"""The pictures that were drawn of clusters: an exclusion draws them anew, and the newest drawing counts."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, update
from sqlmodel import col

from storage.database import Transaction
from storage.tables import ClusterReportRow, PictureRow


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture's row; `place` is relative to the data folder."""

    id: int
    cluster_id: int
    version: int
    number: int
    alt: str
    place: str
    slack_file_id: str | None


def newest(tx: Transaction, report_id: int) -> tuple[PictureFile, ...]:
    """The newest drawing of a cluster's pictures."""
    wanted = col(PictureRow.cluster_report_id) == report_id
    last = select(func.max(col(PictureRow.drawing))).where(wanted).scalar_subquery()
    found = _pictures(tx, wanted & (col(PictureRow.drawing) == last))
    return tuple(row for row in found if row.place)


def how_many(tx: Transaction, report_id: int) -> int:
    """How many times a cluster's pictures were drawn."""
    statement = select(func.coalesce(func.max(col(PictureRow.drawing)), 0))
    return int(tx.session.execute(statement.where(col(PictureRow.cluster_report_id) == report_id)).scalar_one())


def picture(tx: Transaction, team_id: str, picture_id: int) -> PictureFile | None:
    """One picture."""
    found = _pictures(tx, (col(PictureRow.id) == picture_id) & (col(PictureRow.team_id) == team_id))
    return found[0] if found else None


def uploaded(tx: Transaction, picture_id: int, slack_file_id: str) -> None:
    """Slack has the picture."""
    tx.session.execute(update(PictureRow).where(col(PictureRow.id) == picture_id).values(slack_file_id=slack_file_id))


def _pictures(tx: Transaction, wanted: ColumnElement[bool]) -> tuple[PictureFile, ...]:
    statement = (
        select(PictureRow, ClusterReportRow)
        .join(ClusterReportRow, col(ClusterReportRow.id) == col(PictureRow.cluster_report_id))
        .where(wanted)
        .order_by(col(PictureRow.number))
    )
    return tuple(
        PictureFile(row.id or 0, found.cluster_id, found.version, row.number, row.alt, row.place, row.slack_file_id)
        for row, found in tx.session.execute(statement)
    )
