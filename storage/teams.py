"""Which teams the database knows."""

from sqlalchemy import select
from sqlmodel import col

from storage.database import Transaction
from storage.tables import CaseRow


def with_cases(tx: Transaction) -> tuple[str, ...]:
    """Teams that have a case."""
    return tuple(sorted(tx.session.execute(select(col(CaseRow.team_id)).distinct()).scalars()))
