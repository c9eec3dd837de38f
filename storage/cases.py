"""Cases: who may see which, and their few changing columns."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlmodel import col

from bot.model import Case, CaseStatus, InputFile, Person, Sensitivity
from storage.database import Transaction
from storage.intakes import insert_once
from storage.tables import CaseRow, FileRow
from storage.watch_tables import NumberRow

_FILES = ("stored", "wanted", "unclear")


def visible(person: Person) -> ColumnElement[bool]:
    """Cases of the person's team in channels of which they are a member right now; for outsiders the open ones."""
    found = (col(CaseRow.team_id) == person.team_id) & col(CaseRow.channel_id).in_(sorted(person.channels))
    return found & (col(CaseRow.sensitivity) == Sensitivity.OPEN.value) if person.outsider else found


def next_number(tx: Transaction, team_id: str) -> int:
    """The team's next case number; a row of its own makes two cases at once wait for one another."""
    insert_once(tx, NumberRow, ("team_id",), {"team_id": team_id, "last": 0})
    statement = update(NumberRow).where(col(NumberRow.team_id) == team_id).values(last=col(NumberRow.last) + 1)
    return int(tx.session.execute(statement.returning(col(NumberRow.last))).scalar_one())


def add(tx: Transaction, **columns: Any) -> Case:  # noqa: ANN401 (the columns of a case)
    """Insert a case."""
    row = CaseRow(**columns)
    tx.session.add(row)
    tx.session.flush()
    return _case(row, ())


def get(tx: Transaction, person: Person, case_id: int, *, lock: bool = False) -> Case | None:
    """The case if the person may see it; `lock` keeps other transactions off it until ours ends."""
    return _one(tx, visible(person) & (col(CaseRow.id) == case_id), lock=lock)


def by_number(tx: Transaction, person: Person, number: int) -> Case | None:
    """The team's n-th case if the person may see it."""
    return _one(tx, visible(person) & (col(CaseRow.number) == number))


def of_channel(tx: Transaction, team_id: str, channel_id: str, number: int) -> Case | None:
    """The team's n-th case if it belongs to that channel; for work that nobody asked for."""
    wanted = (
        (col(CaseRow.team_id) == team_id) & (col(CaseRow.channel_id) == channel_id) & (col(CaseRow.number) == number)
    )
    return _one(tx, wanted)


def by_thread(tx: Transaction, person: Person, channel_id: str, thread_ts: str) -> Case | None:
    """The case of a thread."""
    place = (col(CaseRow.channel_id) == channel_id) & (col(CaseRow.thread_ts) == thread_ts)
    return _one(tx, visible(person) & place)


def of_job(tx: Transaction, case_id: int, *, lock: bool = False) -> Case:
    """The case of a row that a worker holds (no person asks)."""
    case = _one(tx, col(CaseRow.id) == case_id, lock=lock)
    if case is None:
        raise LookupError(f"case {case_id} is gone")
    return case


def listed(
    tx: Transaction, person: Person, *, status: CaseStatus | None, opened_by: str, limit: int
) -> tuple[Case, ...]:
    """Cases that the person may see, newest first."""
    wanted = select(CaseRow).where(visible(person)).order_by(col(CaseRow.id).desc()).limit(limit)
    if status is not None:
        wanted = wanted.where(col(CaseRow.status) == status.value)
    if opened_by:
        wanted = wanted.where(col(CaseRow.opened_by) == opened_by)
    return _with_files(tx, tx.session.execute(wanted).scalars())


def change(tx: Transaction, case_id: int, **columns: Any) -> Case:  # noqa: ANN401 (the columns of a case)
    """Set columns of a case."""
    tx.session.execute(update(CaseRow).where(col(CaseRow.id) == case_id).values(**columns))
    return of_job(tx, case_id)


def shown_run(tx: Transaction, case_id: int) -> int | None:
    """The run whose results people see."""
    statement = select(col(CaseRow.shown_run_id)).where(col(CaseRow.id) == case_id)
    found: int | None = tx.session.execute(statement).scalar_one()
    return found


def parameters(tx: Transaction, case_id: int) -> dict[str, Any]:
    """The parameters that were asked for when the case was opened."""
    found: dict[str, Any] = tx.session.execute(
        select(col(CaseRow.parameters)).where(col(CaseRow.id) == case_id)
    ).scalar_one()
    return found


def channels(tx: Transaction, team_id: str) -> tuple[str, ...]:
    """Channels that have a case."""
    statement = select(col(CaseRow.channel_id)).where(col(CaseRow.team_id) == team_id).distinct()
    return tuple(sorted(tx.session.execute(statement).scalars()))


def count_in(tx: Transaction, team_id: str, channel_id: str, sensitivity: Sensitivity) -> int:
    """How many cases of that sensitivity a channel has."""
    place = (col(CaseRow.team_id) == team_id, col(CaseRow.channel_id) == channel_id)
    wanted = (*place, col(CaseRow.sensitivity) == sensitivity.value)
    return int(tx.session.execute(select(func.count()).select_from(CaseRow).where(*wanted)).scalar_one())


def purged(tx: Transaction) -> tuple[int, ...]:
    """Every case that was purged, of any team."""
    statement = select(col(CaseRow.id)).where(col(CaseRow.purged_at).is_not(None)).order_by(col(CaseRow.id))
    return tuple(int(found or 0) for found in tx.session.execute(statement).scalars())


def unwarned(tx: Transaction, before: int) -> tuple[Case, ...]:
    """Cases whose raw posts expire by `before` and of which nobody was warned."""
    return _expiring(tx, before, col(CaseRow.raw_warned_at).is_(None))


def expired(tx: Transaction, now: int, warned_by: int) -> tuple[Case, ...]:
    """Cases whose raw posts have expired, and of which people were warned by `warned_by` at the latest."""
    return _expiring(tx, now, col(CaseRow.raw_warned_at) <= warned_by)


def _expiring(tx: Transaction, before: int, warned: ColumnElement[bool]) -> tuple[Case, ...]:
    due = (col(CaseRow.raw_posts_expire_at) <= before, col(CaseRow.raw_purged_at).is_(None), col(CaseRow.held_by) == "")
    statement = select(CaseRow).where(*due, warned).order_by(col(CaseRow.id)).limit(50)
    return _with_files(tx, tx.session.execute(statement.with_for_update(skip_locked=True)).scalars())


def _one(tx: Transaction, wanted: ColumnElement[bool], *, lock: bool = False) -> Case | None:
    statement = select(CaseRow).where(wanted).execution_options(populate_existing=True)
    if lock:
        statement = statement.with_for_update()
    row = tx.session.execute(statement).scalar_one_or_none()
    return _with_files(tx, [row])[0] if row is not None else None


def _with_files(tx: Transaction, rows: Iterable[CaseRow]) -> tuple[Case, ...]:
    cases = list(rows)
    wanted = (col(FileRow.case_id).in_([row.id for row in cases]), col(FileRow.state).in_(_FILES))
    found: dict[int, list[InputFile]] = {}
    for row in tx.session.execute(select(FileRow).where(*wanted).order_by(col(FileRow.number))).scalars():
        found.setdefault(row.case_id, []).append(
            InputFile(row.number, row.name, row.size, row.sha256, row.slack_file_id)
        )
    return tuple(_case(row, tuple(found.get(row.id or 0, ()))) for row in cases)


def _case(row: CaseRow, files: tuple[InputFile, ...]) -> Case:
    return Case(
        id=row.id or 0,
        team_id=row.team_id,
        number=row.number,
        channel_id=row.channel_id,
        title=row.title,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        status=CaseStatus(row.status),
        sensitivity=Sensitivity(row.sensitivity),
        thread_ts=row.thread_ts,
        handles=tuple(row.handles),
        files=files,
        raw_posts_expire_at=row.raw_posts_expire_at,
        closed_by=row.closed_by,
        source=row.source,
        held_by=row.held_by,
        raw_purged_at=row.raw_purged_at,
        purged_at=row.purged_at,
    )
