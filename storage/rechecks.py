"""Schedules of rechecks: one row a cluster, claimed by lease when due."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from bot.model import Person, Recheck, RecheckState
from storage import leases
from storage.cases import visible
from storage.database import Transaction
from storage.tables import CaseRow
from storage.watch_tables import RecheckRow


@dataclass(frozen=True, slots=True)
class Pace:
    """The parts of a schedule that people don't see."""

    by_hand: bool
    hurried_until: int | None
    requests: int
    attempts: int


def of_cluster(tx: Transaction, cluster_id: int, *, lock: bool = False) -> Recheck | None:
    """The recheck of a cluster."""
    statement = select(RecheckRow).where(col(RecheckRow.cluster_id) == cluster_id)
    if lock:
        statement = statement.with_for_update()
    row = tx.session.execute(statement.execution_options(populate_existing=True)).scalar_one_or_none()
    return _recheck(row) if row is not None else None


def get(tx: Transaction, person: Person, recheck_id: int) -> Recheck | None:
    """A recheck if the person may see its case."""
    statement = (
        select(RecheckRow)
        .join(CaseRow, col(CaseRow.id) == col(RecheckRow.case_id))
        .where(visible(person), col(RecheckRow.id) == recheck_id)
        .with_for_update(of=RecheckRow)
        .execution_options(populate_existing=True)
    )
    row = tx.session.execute(statement).scalar_one_or_none()
    return _recheck(row) if row is not None else None


def of_cases(tx: Transaction, case_ids: Iterable[int]) -> tuple[Recheck, ...]:
    """All rechecks of these cases, the next due first."""
    statement = select(RecheckRow).where(col(RecheckRow.case_id).in_(list(case_ids)))
    rows = tx.session.execute(statement.order_by(col(RecheckRow.due_at), col(RecheckRow.id))).scalars()
    return tuple(_recheck(row) for row in rows)


def add(
    tx: Transaction,
    team_id: str,
    case_id: int,
    cluster_id: int,
    *,
    source: str,
    every: str,
    due_at: int,
    by: str,
    by_hand: bool,
    at: int,
) -> Recheck:
    """Start a schedule."""
    row = RecheckRow(
        team_id=team_id,
        case_id=case_id,
        cluster_id=cluster_id,
        state=RecheckState.SCHEDULED.value,
        source=source,
        due_at=due_at,
        every=every,
        by_hand=by_hand,
        started_at=at,
        created_by=by,
    )
    tx.session.add(row)
    tx.session.flush()
    return _recheck(row)


def change(tx: Transaction, recheck_id: int, **columns: Any) -> Recheck:  # noqa: ANN401 (the columns of a recheck)
    """Set columns; a look under way loses its lease, so that it cannot overwrite what a person chose."""
    wanted = update(RecheckRow).where(col(RecheckRow.id) == recheck_id)
    tx.session.execute(wanted.values(**columns, lease_token=None, lease_expires_at=None))
    return _recheck(tx.session.get_one(RecheckRow, recheck_id, populate_existing=True))


def anything_due(tx: Transaction, now: int) -> bool:
    """Whether some recheck is due."""
    ready = (RecheckState.SCHEDULED.value, RecheckState.RUNNING.value)
    due = (col(RecheckRow.state).in_(ready), col(RecheckRow.due_at) <= now, leases.free(RecheckRow, now))
    return tx.session.execute(select(col(RecheckRow.id)).where(*due).limit(1)).first() is not None


def claim(tx: Transaction, *, token: str, now: int, until: int) -> Recheck | None:
    """Claim one recheck that is due, or whose process is gone."""
    ready = (RecheckState.SCHEDULED.value, RecheckState.RUNNING.value)
    due = col(RecheckRow.state).in_(ready) & (col(RecheckRow.due_at) <= now)
    row = leases.claim(tx, RecheckRow, due, token=token, now=now, until=until)
    if row is None:
        return None
    keep(tx, row.id or 0, token, state=RecheckState.RUNNING.value)
    return _recheck(tx.session.get_one(RecheckRow, row.id, populate_existing=True))


def keep(tx: Transaction, recheck_id: int, token: str, **columns: Any) -> None:  # noqa: ANN401 (the columns of a recheck)
    """Set columns of a recheck that we hold; LeaseLost if we don't any more."""
    leases.fenced(tx, RecheckRow, col(RecheckRow.id) == recheck_id, token, **columns)


def pace(tx: Transaction, recheck_id: int) -> Pace:
    """The hidden parts of a schedule."""
    row = tx.session.get_one(RecheckRow, recheck_id, populate_existing=True)
    return Pace(row.by_hand, row.hurried_until, row.requests, row.attempts)


def _recheck(row: RecheckRow) -> Recheck:
    return Recheck(
        id=row.id or 0,
        case_id=row.case_id,
        cluster_id=row.cluster_id,
        state=RecheckState(row.state),
        source=row.source,
        step=row.step,
        due_at=row.due_at,
        every=row.every,
        started_at=row.started_at,
        last_checked_at=row.last_checked_at,
        created_by=row.created_by,
        lease_token=row.lease_token,
        looks=row.looks,
    )
