"""Runs: rows that a worker claims by lease and finishes behind a fence."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import defer
from sqlmodel import col

from bot.model import Run, RunState
from bot.report import Report
from storage import leases
from storage.codec import decode, encode
from storage.database import Transaction
from storage.tables import CaseRow, RunRow

_ACTIVE = (RunState.WAITING.value, RunState.RUNNING.value)


def add(
    tx: Transaction,
    team_id: str,
    case_id: int,
    *,
    parameters: Mapping[str, Any],
    seed: int,
    version: str,
    requested_by: str,
    purpose: str,
    at: int,
) -> Run:
    """Insert a waiting run with the case's next number."""
    row = RunRow(
        team_id=team_id,
        case_id=case_id,
        number=last_number(tx, case_id) + 1,
        purpose=purpose,
        state=RunState.WAITING.value,
        parameters=dict(parameters),
        seed=seed,
        version=version,
        requested_by=requested_by,
        created_at=at,
    )
    tx.session.add(row)
    tx.session.flush()
    return _run(row)


def get(tx: Transaction, run_id: int) -> Run | None:
    """A run by its id."""
    row = tx.session.get(RunRow, run_id, populate_existing=True)
    return _run(row) if row is not None else None


def requests(tx: Transaction, case_id: int) -> tuple[tuple[int, str, int, RunState], ...]:
    """Who asked for each run of a case, and when: (number, person, time, state)."""
    statement = (
        select(col(RunRow.number), col(RunRow.requested_by), col(RunRow.created_at), col(RunRow.state))
        .where(col(RunRow.case_id) == case_id)
        .order_by(col(RunRow.number))
    )
    return tuple((number, who, at, RunState(state)) for number, who, at, state in tx.session.execute(statement))


def of_case(tx: Transaction, case_id: int) -> tuple[Run, ...]:
    """All analyses of a case, oldest first."""
    wanted = (col(RunRow.case_id) == case_id, col(RunRow.purpose) == "analysis")
    report_column: Any = RunRow.report
    bare = select(RunRow).where(*wanted).options(defer(report_column)).order_by(col(RunRow.number))
    statement = bare.execution_options(populate_existing=True)
    return tuple(_run(row) for row in tx.session.execute(statement).scalars())


def last_number(tx: Transaction, case_id: int) -> int:
    """The number of the case's newest run of any purpose (0 = none)."""
    statement = select(func.coalesce(func.max(col(RunRow.number)), 0)).where(col(RunRow.case_id) == case_id)
    return int(tx.session.execute(statement).scalar_one())


def active(tx: Transaction, case_id: int) -> Run | None:
    """The case's waiting or running run, if there is one."""
    wanted = (col(RunRow.case_id) == case_id, col(RunRow.state).in_(_ACTIVE))
    row = tx.session.execute(select(RunRow).where(*wanted).limit(1)).scalar_one_or_none()
    return _run(row) if row is not None else None


def report(tx: Transaction, run_id: int) -> Report | None:
    """The report of a finished run, without its clusters."""
    stored = tx.session.execute(select(col(RunRow.report)).where(col(RunRow.id) == run_id)).scalar_one_or_none()
    return decode(Report, stored) if stored is not None else None


def anything_due(tx: Transaction, now: int) -> bool:
    """Whether some run waits, or has lost its worker."""
    due = (col(RunRow.state).in_(_ACTIVE), leases.free(RunRow, now))
    return tx.session.execute(select(col(RunRow.id)).where(*due).limit(1)).first() is not None


def claim(tx: Transaction, *, token: str, now: int, until: int) -> Run | None:
    """Claim the oldest run that waits, or whose worker is gone."""
    row = leases.claim(tx, RunRow, col(RunRow.state).in_(_ACTIVE), token=token, now=now, until=until)
    if row is None:
        return None
    change(tx, row.id or 0, token, state=RunState.RUNNING.value)
    return get(tx, row.id or 0)


def change(tx: Transaction, run_id: int, token: str, **columns: Any) -> None:  # noqa: ANN401 (the columns of a run)
    """Set columns of a run that we hold; LeaseLost if we don't any more."""
    leases.fenced(tx, RunRow, col(RunRow.id) == run_id, token, **columns)


def finish(
    tx: Transaction,
    run_id: int,
    token: str,
    state: RunState,
    *,
    at: int,
    error: str = "",
    hint: str = "",
    found: Report | None = None,
) -> None:
    """End a run that we hold."""
    stored = encode(found) if found is not None else None
    columns = {"state": state.value, "finished_at": at, "error": error, "hint": hint, "report": stored}
    change(tx, run_id, token, **columns, lease_token=None, lease_expires_at=None)


def ask_to_cancel(tx: Transaction, run_id: int, by: str, at: int) -> Run:
    """A waiting run is cancelled at once; a running one is told to stop by its worker."""
    wanted = (col(RunRow.id) == run_id, col(RunRow.state).in_(_ACTIVE))
    tx.session.execute(update(RunRow).where(*wanted).values(cancelled_by=by))
    done = {"state": RunState.CANCELLED.value, "finished_at": at}
    tx.session.execute(
        update(RunRow).where(col(RunRow.id) == run_id, col(RunRow.state) == RunState.WAITING.value).values(**done)
    )
    run = get(tx, run_id)
    if run is None:
        raise LookupError(f"run {run_id} is gone")
    return run


def cancelled_by(tx: Transaction, run_id: int) -> str:
    """Who asked for the run to stop ('' = nobody)."""
    return str(tx.session.execute(select(col(RunRow.cancelled_by)).where(col(RunRow.id) == run_id)).scalar_one())


def requested_by(tx: Transaction, run_id: int) -> str:
    """Who asked for the run."""
    return str(tx.session.execute(select(col(RunRow.requested_by)).where(col(RunRow.id) == run_id)).scalar_one())


def show(tx: Transaction, case_id: int, run_id: int) -> None:
    """Let people see the results of this run from now on."""
    tx.session.execute(update(CaseRow).where(col(CaseRow.id) == case_id).values(shown_run_id=run_id))


def _run(row: RunRow) -> Run:
    return Run(
        id=row.id or 0,
        case_id=row.case_id,
        number=row.number,
        state=RunState(row.state),
        stage=row.stage,
        done=row.done,
        total=row.total,
        parameters=row.parameters,
        seed=row.seed,
        version=row.version,
        input_sha256=row.input_sha256,
        created_at=row.created_at,
        finished_at=row.finished_at,
        error=row.error,
        attempts=row.attempts,
        lease_token=row.lease_token,
        hint=row.hint,
        purpose=row.purpose,
    )
