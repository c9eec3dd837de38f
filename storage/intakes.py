"""Requests as they came, and the keys of deliveries that were handled."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from bot.model import Intake
from storage.database import Transaction
from storage.tables import DeliveryRow, IntakeRow


def add(
    tx: Transaction,
    *,
    team_id: str,
    channel_id: str,
    user_id: str,
    kind: str,
    text: str,
    payload: Mapping[str, Any],
    delivery_key: str,
    at: int,
) -> tuple[Intake, bool, int | None]:
    """Save a request; gives (request, whether it is new, the case that grew out of it)."""
    values = {"team_id": team_id, "channel_id": channel_id, "user_id": user_id, "kind": kind, "text": text}
    values |= {"payload": dict(payload), "delivery_key": delivery_key, "received_at": at, "dismissed": ""}  # type: ignore[dict-item]
    new = insert_once(tx, IntakeRow, ("team_id", "delivery_key"), values)
    wanted = (col(IntakeRow.team_id) == team_id, col(IntakeRow.delivery_key) == delivery_key)
    row = tx.session.execute(select(IntakeRow).where(*wanted)).scalar_one()
    return _intake(row), new, row.case_id


def insert_once(tx: Transaction, table: type[Any], unique: tuple[str, ...], values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same unique columns is there; True if it was inserted."""
    insert: Any = postgresql.insert if tx.dialect == "postgresql" else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_nothing(index_elements=list(unique))
    inserted = tx.session.connection().execute(statement.returning(getattr(table, unique[0])))
    return inserted.first() is not None


def first_delivery(tx: Transaction, team_id: str, key: str, at: int) -> bool:
    """True the first time a key is seen."""
    return insert_once(tx, DeliveryRow, ("team_id", "key"), {"team_id": team_id, "key": key, "at": at})


def seen(tx: Transaction, team_id: str, key: str) -> bool:
    """Whether a key was seen."""
    wanted = (col(DeliveryRow.team_id) == team_id, col(DeliveryRow.key) == key)
    return tx.session.execute(select(col(DeliveryRow.key)).where(*wanted)).first() is not None


def old_deliveries(tx: Transaction, before: int) -> bool:
    """Whether there are keys of deliveries from before that time."""
    statement = select(col(DeliveryRow.key)).where(col(DeliveryRow.at) < before).limit(1)
    return tx.session.execute(statement).first() is not None


def forget_deliveries(tx: Transaction, before: int, limit: int) -> int:
    """Delete up to `limit` keys of deliveries that are too old to come again; gives how many."""
    old = select(DeliveryRow).where(col(DeliveryRow.at) < before).limit(limit)
    rows = tx.session.execute(old).scalars().all()
    for row in rows:
        tx.session.delete(row)
    return len(rows)


def get(tx: Transaction, team_id: str, intake_id: int) -> tuple[Intake, int | None] | None:
    """The request and the case that grew out of it."""
    row = tx.session.get(IntakeRow, intake_id, with_for_update=True)
    return (_intake(row), row.case_id) if row is not None and row.team_id == team_id else None


def pending(tx: Transaction) -> tuple[Intake, ...]:
    """Requests that were saved, and neither opened nor dismissed."""
    statement = select(IntakeRow).where(col(IntakeRow.case_id).is_(None), col(IntakeRow.dismissed) == "")
    return tuple(_intake(row) for row in tx.session.execute(statement.order_by(col(IntakeRow.id))).scalars())


def of_case(tx: Transaction, case_id: int) -> tuple[Intake, ...]:
    """The requests that a case grew out of."""
    wanted = select(IntakeRow).where(col(IntakeRow.case_id) == case_id).order_by(col(IntakeRow.id))
    return tuple(_intake(row) for row in tx.session.execute(wanted).scalars())


def settle(tx: Transaction, intake_id: int, *, case_id: int | None = None, dismissed: str = "") -> None:
    """Say what became of a request."""
    tx.session.execute(
        update(IntakeRow).where(col(IntakeRow.id) == intake_id).values(case_id=case_id, dismissed=dismissed)
    )


def _intake(row: IntakeRow) -> Intake:
    return Intake(
        row.id or 0,
        row.team_id,
        row.channel_id,
        row.user_id,
        row.kind,
        row.text,
        row.payload,
        row.received_at,
    )
