"""Claims rows by lease and finishes them behind a fence: who lost the lease writes nothing more."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, CursorResult, or_, select, update

from bot.errors import LeaseLost
from storage.database import Transaction

Row = TypeVar("Row")


def free(table: Any, now: int) -> ColumnElement[bool]:  # noqa: ANN401 (any table with lease columns)
    """Rows that nobody holds: never claimed, given back, or the lease ran out."""
    expires: ColumnElement[Any] = table.lease_expires_at
    return or_(expires.is_(None), expires <= now)


def claim(
    tx: Transaction, table: type[Row], due: ColumnElement[bool], *, token: str, now: int, until: int, key: str = "id"
) -> Row | None:
    """Claim the row of the smallest key for which `due` holds, past rows that another transaction is claiming."""
    rows: Any = table
    number = getattr(rows, key)
    choice = select(number).where(due, free(table, now)).order_by(number).limit(1).with_for_update(skip_locked=True)
    statement = (
        update(table)
        .where(number == choice.scalar_subquery())
        .values(lease_token=token, lease_expires_at=until, attempts=rows.attempts + 1)
        .returning(rows)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    found: Row | None = tx.session.execute(statement).scalars().first()
    return found


def fenced(tx: Transaction, table: Any, key: ColumnElement[bool], token: str, **values: Any) -> None:  # noqa: ANN401
    """Write `values` to the row if the lease is still ours, else raise LeaseLost."""
    statement = (
        update(table)
        .where(key, table.lease_token == token)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    result: CursorResult[Any] = tx.session.connection().execute(statement)
    if result.rowcount != 1:
        raise LeaseLost("another worker holds this now")
