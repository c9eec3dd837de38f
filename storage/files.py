"""The files of a case: wanted, stored, unclear (columns to confirm) or failed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlmodel import col

from bot.model import InputFile
from storage import leases
from storage.database import Transaction
from storage.tables import FileRow


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file row: what a run needs to read it, and what people are told of it."""

    id: int
    case_id: int
    batch: int
    purpose: str
    state: str
    format: str
    mapping: Mapping[str, str]
    error: str
    attempts: int
    token: str
    file: InputFile


def add(
    tx: Transaction,
    team_id: str,
    case_id: int,
    files: list[tuple[str, str | None, int]],
    *,
    batch: int,
    purpose: str,
    at: int,
) -> tuple[StoredFile, ...]:
    """Add wanted files, given as (name, Slack's id, size)."""
    statement = select(func.coalesce(func.max(col(FileRow.number)), 0)).where(col(FileRow.case_id) == case_id)
    last = tx.session.execute(statement).scalar_one()
    rows = [
        FileRow(
            team_id=team_id,
            case_id=case_id,
            number=last + place,
            batch=batch,
            name=name,
            size=size,
            slack_file_id=slack_file_id,
            state="wanted",
            purpose=purpose,
            mapping={},
            not_before=at,
        )
        for place, (name, slack_file_id, size) in enumerate(files, start=1)
    ]
    tx.session.add_all(rows)
    tx.session.flush()
    return tuple(_stored(row) for row in rows)


def of_case(tx: Transaction, case_id: int) -> tuple[StoredFile, ...]:
    """All files of a case, in order."""
    statement = select(FileRow).where(col(FileRow.case_id) == case_id).order_by(col(FileRow.number))
    rows = tx.session.execute(statement.execution_options(populate_existing=True)).scalars()
    return tuple(_stored(row) for row in rows)


def anything_due(tx: Transaction, now: int) -> bool:
    """Whether some file is wanted now."""
    due = (col(FileRow.state) == "wanted", col(FileRow.not_before) <= now, leases.free(FileRow, now))
    return tx.session.execute(select(col(FileRow.id)).where(*due).limit(1)).first() is not None


def claim(tx: Transaction, *, token: str, now: int, until: int) -> StoredFile | None:
    """Claim the oldest wanted file whose time has come."""
    due = (col(FileRow.state) == "wanted") & (col(FileRow.not_before) <= now)
    row = leases.claim(tx, FileRow, due, token=token, now=now, until=until)
    return _stored(row) if row is not None else None


def claim_one(tx: Transaction, file_id: int, *, token: str, until: int) -> StoredFile:
    """Claim a given file (one that is already here)."""
    values = {"lease_token": token, "lease_expires_at": until, "attempts": 1}
    tx.session.execute(update(FileRow).where(col(FileRow.id) == file_id).values(**values))
    row = tx.session.execute(
        select(FileRow).where(col(FileRow.id) == file_id).execution_options(populate_existing=True)
    ).scalar_one()
    return _stored(row)


def finish(
    tx: Transaction,
    file_id: int,
    token: str,
    *,
    size: int,
    sha256: str,
    state: str,
    format_name: str,
    mapping: Mapping[str, str],
) -> None:
    """The claimed file is here."""
    leases.fenced(
        tx,
        FileRow,
        col(FileRow.id) == file_id,
        token,
        size=size,
        sha256=sha256,
        state=state,
        format=format_name,
        mapping=dict(mapping),
        error="",
        lease_token=None,
        lease_expires_at=None,
    )


def fail(tx: Transaction, file_id: int, token: str, *, error: str, retry_at: int | None) -> None:
    """The claimed file could not be had: for good, or until `retry_at`."""
    values = {
        "error": error,
        "lease_token": None,
        "lease_expires_at": None,
        "state": "wanted" if retry_at else "failed",
    }
    leases.fenced(tx, FileRow, col(FileRow.id) == file_id, token, **values, not_before=retry_at or 0)


def confirm(tx: Transaction, file_id: int, *, format_name: str, mapping: Mapping[str, str]) -> None:
    """A person said what the columns mean."""
    values = {"format": format_name, "mapping": dict(mapping), "state": "stored"}
    tx.session.execute(update(FileRow).where(col(FileRow.id) == file_id).values(**values))


def _stored(row: FileRow) -> StoredFile:
    return StoredFile(
        row.id or 0,
        row.case_id,
        row.batch,
        row.purpose,
        row.state,
        row.format,
        row.mapping,
        row.error,
        row.attempts,
        row.lease_token or "",
        InputFile(row.number, row.name, row.size, row.sha256, row.slack_file_id),
    )
