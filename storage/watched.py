"""The watch-list of a channel: accounts to look at again, with who put them there and why."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from storage.database import Transaction
from storage.sight_tables import WatchedRow


@dataclass(frozen=True, slots=True)
class Watched:
    """One account on a watch-list, as `platform:name`."""

    id: int
    account: str
    reason: str
    added_by: str
    added_at: int


def listed(tx: Transaction, team_id: str, channel_id: str) -> tuple[Watched, ...]:
    """The list, the oldest first."""
    wanted = (col(WatchedRow.team_id) == team_id, col(WatchedRow.channel_id) == channel_id)
    present = select(WatchedRow).where(*wanted, col(WatchedRow.removed_at).is_(None)).order_by(col(WatchedRow.id))
    return tuple(
        Watched(row.id or 0, row.account, row.reason, row.added_by, row.added_at)
        for row in tx.session.execute(present).scalars()
    )


def add(tx: Transaction, team_id: str, channel_id: str, account: str, reason: str, *, by: str, at: int) -> None:
    """Put an account on the list."""
    tx.session.add(
        WatchedRow(team_id=team_id, channel_id=channel_id, account=account, reason=reason, added_by=by, added_at=at)
    )
    tx.session.flush()


def remove(tx: Transaction, watched_id: int, *, by: str, at: int) -> None:
    """Take an account off the list."""
    row = tx.session.get_one(WatchedRow, watched_id, with_for_update=True)
    row.removed_by, row.removed_at = by, at
    tx.session.add(row)
    tx.session.flush()
