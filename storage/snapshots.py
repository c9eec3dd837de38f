"""What accounts looked like, and which changes were told: rows are only ever added."""

from collections.abc import Iterable, Mapping
from dataclasses import fields

from sqlalchemy import select
from sqlmodel import col

from bot.model import AccountState, Change, Snapshot
from storage.database import Transaction
from storage.watch_tables import RecheckChangeRow, SnapshotRow

_FIELDS = tuple(field.name for field in fields(Snapshot))


def add(tx: Transaction, team_id: str, recheck_id: int, look: int, found: Iterable[Snapshot]) -> None:
    """Append snapshots."""
    tx.session.add_all(
        SnapshotRow(
            team_id=team_id, recheck_id=recheck_id, look=look, **{name: getattr(item, name) for name in _FIELDS}
        )
        for item in found
    )
    tx.session.flush()


def seen_in(tx: Transaction, recheck_id: int, look: int) -> frozenset[str]:
    """Accounts that this look has saved already (it may have been taken up after a crash)."""
    wanted = (col(SnapshotRow.recheck_id) == recheck_id, col(SnapshotRow.look) == look)
    return frozenset(tx.session.execute(select(col(SnapshotRow.account_id)).where(*wanted)).scalars())


def history(tx: Transaction, recheck_id: int) -> Mapping[str, tuple[Snapshot, ...]]:
    """All snapshots by account, oldest first."""
    statement = select(SnapshotRow).where(col(SnapshotRow.recheck_id) == recheck_id)
    found: dict[str, tuple[Snapshot, ...]] = {}
    for row in tx.session.execute(statement.order_by(col(SnapshotRow.at), col(SnapshotRow.id))).scalars():
        found[row.account_id] = (*found.get(row.account_id, ()), _snapshot(row))
    return found


def tell(tx: Transaction, team_id: str, recheck_id: int, look: int, changes: Iterable[Change], at: int) -> None:
    """Append changes that the thread is being told."""
    tx.session.add_all(
        RecheckChangeRow(
            team_id=team_id,
            recheck_id=recheck_id,
            look=look,
            account_id=change.account_id,
            handle=change.handle,
            what=change.what,
            before=change.before,
            after=change.after,
            at=at,
        )
        for change in changes
    )
    tx.session.flush()


def told(tx: Transaction, recheck_id: int) -> Mapping[str, tuple[Change, ...]]:
    """Changes that were told already, by account, oldest first."""
    statement = select(RecheckChangeRow).where(col(RecheckChangeRow.recheck_id) == recheck_id)
    found: dict[str, tuple[Change, ...]] = {}
    for row in tx.session.execute(statement.order_by(col(RecheckChangeRow.id))).scalars():
        change = Change(row.account_id, row.handle, row.what, row.before, row.after)
        found[row.account_id] = (*found.get(row.account_id, ()), change)
    return found


def _snapshot(row: SnapshotRow) -> Snapshot:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Snapshot(**values | {"state": AccountState(row.state)})
