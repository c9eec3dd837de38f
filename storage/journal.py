"""Who did what (append-only), what is alive, and what teams have chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from storage.database import Transaction
from storage.intakes import insert_once
from storage.watch_tables import AuditRow, HeartbeatRow, PreferenceRow


def record(
    tx: Transaction, team_id: str, user_id: str, verb: str, *, case_id: int | None, detail: Mapping[str, Any], at: int
) -> None:
    """Append an audit event."""
    row = AuditRow(team_id=team_id, user_id=user_id, verb=verb, case_id=case_id, detail=dict(detail), at=at)
    tx.session.add(row)
    tx.session.flush()


def events(tx: Transaction, team_id: str, case_id: int) -> tuple[tuple[int, str, str, Mapping[str, Any]], ...]:
    """A case's audit events as (time, person, verb, detail), oldest first."""
    wanted = (col(AuditRow.team_id) == team_id, col(AuditRow.case_id) == case_id)
    rows = tx.session.execute(select(AuditRow).where(*wanted).order_by(col(AuditRow.id))).scalars()
    return tuple((row.at, row.user_id, row.verb, row.detail) for row in rows)


def beat(tx: Transaction, name: str, at: int) -> None:
    """Note that a part of the program is alive."""
    if not insert_once(tx, HeartbeatRow, ("team_id", "name"), {"team_id": "", "name": name, "at": at}):
        tx.session.execute(update(HeartbeatRow).where(col(HeartbeatRow.name) == name).values(at=at))


def last_beat(tx: Transaction, name: str) -> int | None:
    """When it was last seen alive."""
    return tx.session.execute(select(col(HeartbeatRow.at)).where(col(HeartbeatRow.name) == name)).scalar_one_or_none()


def chosen(tx: Transaction, team_id: str, channel_id: str) -> Mapping[str, str]:
    """What the channel has chosen, over what the team has chosen."""
    wanted = (col(PreferenceRow.team_id) == team_id, col(PreferenceRow.channel_id).in_(["", channel_id]))
    rows = tx.session.execute(select(PreferenceRow).where(*wanted).order_by(col(PreferenceRow.channel_id))).scalars()
    return {row.key: row.value for row in rows}


@dataclass(frozen=True, slots=True)
class Choice:
    """What one channel (or person) has chosen, and when."""

    team_id: str
    channel_id: str
    value: str
    at: int


def everywhere(tx: Transaction, key: str) -> tuple[Choice, ...]:
    """Who has chosen something for that key, in a fixed order."""
    statement = select(PreferenceRow).where(col(PreferenceRow.key) == key)
    rows = tx.session.execute(statement.order_by(col(PreferenceRow.team_id), col(PreferenceRow.channel_id))).scalars()
    return tuple(Choice(row.team_id, row.channel_id, row.value, row.at) for row in rows)


def choose(tx: Transaction, team_id: str, channel_id: str, key: str, value: str, *, by: str, at: int) -> None:
    """Set one preference."""
    place = {"team_id": team_id, "channel_id": channel_id, "key": key}
    if insert_once(tx, PreferenceRow, tuple(place), place | {"value": value, "set_by": by, "at": at}):
        return
    wanted = [
        col(PreferenceRow.team_id) == team_id,
        col(PreferenceRow.channel_id) == channel_id,
        col(PreferenceRow.key) == key,
    ]
    tx.session.execute(update(PreferenceRow).where(*wanted).values(value=value, set_by=by, at=at))
