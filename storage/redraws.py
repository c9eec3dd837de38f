"""Wishes to draw a cluster's pictures again, claimed by lease; a wish that comes while one is drawn is not lost."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlmodel import col

from storage import leases
from storage.database import Transaction
from storage.intakes import insert_once
from storage.tables import RedrawRow


@dataclass(frozen=True, slots=True)
class Redraw:
    """A claimed wish."""

    cluster_id: int
    team_id: str
    revision: int
    token: str
    attempts: int


def ask(tx: Transaction, team_id: str, cluster_id: int, at: int) -> None:
    """Wish for new pictures of a cluster."""
    row = {"cluster_id": cluster_id, "team_id": team_id, "revision": 1, "drawn": 0, "attempts": 0, "not_before": at}
    if not insert_once(tx, RedrawRow, ("cluster_id",), row):
        wanted = update(RedrawRow).where(col(RedrawRow.cluster_id) == cluster_id)
        tx.session.execute(wanted.values(revision=col(RedrawRow.revision) + 1, attempts=0, not_before=at))


def anything_due(tx: Transaction, now: int) -> bool:
    """Whether some wish waits."""
    due = (col(RedrawRow.revision) > col(RedrawRow.drawn), col(RedrawRow.not_before) <= now)
    statement = select(col(RedrawRow.cluster_id)).where(*due, leases.free(RedrawRow, now)).limit(1)
    return tx.session.execute(statement).first() is not None


def claim(tx: Transaction, *, token: str, now: int, until: int) -> Redraw | None:
    """Claim the oldest wish."""
    due = (col(RedrawRow.revision) > col(RedrawRow.drawn)) & (col(RedrawRow.not_before) <= now)
    row = leases.claim(tx, RedrawRow, due, token=token, now=now, until=until, key="cluster_id")
    return Redraw(row.cluster_id, row.team_id, row.revision, token, row.attempts) if row is not None else None


def finish(tx: Transaction, redraw: Redraw) -> None:
    """The wish is met (or given up): a newer one stays due."""
    mine = col(RedrawRow.cluster_id) == redraw.cluster_id
    leases.fenced(tx, RedrawRow, mine, redraw.token, drawn=redraw.revision, lease_token=None, lease_expires_at=None)
