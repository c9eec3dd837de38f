"""Slack messages that are to be. One row a message: the same key again changes the row, and the newest content wins."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlmodel import col

from bot.errors import LeaseLost
from bot.model import OutboxMessage
from storage import leases
from storage.database import Transaction
from storage.intakes import insert_once
from storage.tables import CaseRow
from storage.watch_tables import ChannelLeaseRow, OutboxRow


def put(
    tx: Transaction,
    *,
    team_id: str,
    channel_id: str,
    case_id: int | None,
    kind: str,
    key: str,
    content: Mapping[str, Any],
    in_thread: bool,
    at: int,
    not_before: int | None = None,
) -> None:
    """Enqueue a message, or change the one of the same key; a change counts even while someone posts it."""
    due = at if not_before is None else not_before
    base = {"team_id": team_id, "channel_id": channel_id, "key": key}
    columns = {"case_id": case_id, "kind": kind, "in_thread": in_thread, "created_at": at, "not_before": due}
    start = {"payload": {}, "state": "waiting", "revision": 1, "attempts": 0, "error": ""}
    if insert_once(tx, OutboxRow, tuple(base), base | columns | start | {"content": dict(content)}):
        return
    place = [col(OutboxRow.team_id) == team_id, col(OutboxRow.channel_id) == channel_id, col(OutboxRow.key) == key]
    changed = {"content": dict(content), "state": "waiting", "revision": col(OutboxRow.revision) + 1}
    tx.session.execute(update(OutboxRow).where(*place).values(**changed, not_before=_sooner(due)))


def touch(tx: Transaction, case_id: int, kind: str, at: int, *, prefix: str = "") -> None:
    """Let a case's messages of a kind, or those whose keys begin so, be posted anew as they are then."""
    place = [col(OutboxRow.case_id) == case_id, col(OutboxRow.kind) == kind, col(OutboxRow.state) != "dead"]
    place += [col(OutboxRow.key).startswith(prefix, autoescape=True)] if prefix else []
    changed = {"state": "waiting", "revision": col(OutboxRow.revision) + 1, "not_before": _sooner(at)}
    tx.session.execute(update(OutboxRow).where(*place).values(**changed))


def withdraw(tx: Transaction, team_id: str, channel_id: str, kind: str) -> None:
    """A channel's messages of a kind that were not posted yet never are."""
    place = (col(OutboxRow.team_id) == team_id, col(OutboxRow.channel_id) == channel_id, col(OutboxRow.kind) == kind)
    unsaid = (col(OutboxRow.state) == "waiting", col(OutboxRow.ts).is_(None))
    tx.session.execute(update(OutboxRow).where(*place, *unsaid).values(state="done"))


def contents(tx: Transaction, case_id: int, prefix: str) -> tuple[Mapping[str, Any], ...]:
    """The contents of a case's messages whose keys begin so, oldest first; not of those that were given up."""
    place = (col(OutboxRow.case_id) == case_id, col(OutboxRow.key).startswith(prefix, autoescape=True))
    found = select(col(OutboxRow.content)).where(*place, col(OutboxRow.state) != "dead").order_by(col(OutboxRow.id))
    return tuple(tx.session.execute(found).scalars())


def exists(tx: Transaction, team_id: str, channel_id: str, key: str) -> bool:
    """Whether there is, or is to be, a message of that key."""
    place = (col(OutboxRow.team_id) == team_id, col(OutboxRow.channel_id) == channel_id, col(OutboxRow.key) == key)
    return tx.session.execute(select(col(OutboxRow.id)).where(*place)).first() is not None


def claim_channel(
    tx: Transaction, *, token: str, now: int, until: int, limit: int
) -> tuple[str, str, tuple[OutboxMessage, ...]] | None:
    """Take a channel that has due messages and that nobody posts to: (team, channel, messages in order)."""
    for team_id, channel_id in _waiting_channels(tx, now):
        if _take(tx, team_id, channel_id, token=token, now=now, until=until):
            return team_id, channel_id, _messages(tx, team_id, channel_id, now, limit)
    return None


def anything_due(tx: Transaction, now: int) -> bool:
    """Whether some channel has a message to be posted now."""
    return bool(_waiting_channels(tx, now))


def extend(tx: Transaction, team_id: str, channel_id: str, token: str, until: int | None) -> None:
    """Keep the channel until later, or give it back (None)."""
    values: dict[str, Any] = {"lease_expires_at": until} if until else {"lease_token": None, "lease_expires_at": None}
    leases.fenced(tx, ChannelLeaseRow, _lease_of(team_id, channel_id), token, **values)


def still_ours(tx: Transaction, team_id: str, channel_id: str, token: str) -> None:
    """Raise LeaseLost unless the channel is still ours."""
    statement = select(col(ChannelLeaseRow.lease_token)).where(_lease_of(team_id, channel_id)).with_for_update()
    if tx.session.execute(statement).scalar_one_or_none() != token:
        raise LeaseLost("another process posts to this channel now")


def posted(tx: Transaction, message: OutboxMessage, *, ts: str | None, payload: Mapping[str, Any]) -> None:
    """Slack has the message as of `message.revision`; it stays due if it changed meanwhile."""
    row = tx.session.get(OutboxRow, message.id, with_for_update=True, populate_existing=True)
    if row is None:
        raise LookupError(f"outbox message {message.id} is gone")
    row.ts, row.payload = ts, {**row.payload, **payload}
    row.attempts, row.error = 0, ""
    row.state = "done" if row.revision == message.revision else "waiting"
    tx.session.add(row)


def tried(tx: Transaction, message_id: int, *, tried: bool) -> None:
    """Keep in the payload whether Slack may have the message without our knowing."""
    row = tx.session.get(OutboxRow, message_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise LookupError(f"outbox message {message_id} is gone")
    row.payload = {**row.payload, "tried": tried}
    tx.session.add(row)


def failed(tx: Transaction, message: OutboxMessage, error: str, retry_at: int | None) -> None:
    """It could not be posted: try again at `retry_at`, or never; what changed meanwhile is tried all the same."""
    mine = [col(OutboxRow.id) == message.id]
    values: dict[str, Any] = {"error": error[:500]}
    if retry_at is not None:
        values["not_before"] = retry_at
    else:
        values["state"] = "dead"
        mine.append(col(OutboxRow.revision) == message.revision)
    tx.session.execute(update(OutboxRow).where(*mine).values(**values))


def waiting(tx: Transaction) -> int:
    """How many messages are still to be posted."""
    statement = select(func.count()).select_from(OutboxRow).where(col(OutboxRow.state) == "waiting")
    return int(tx.session.execute(statement).scalar_one())


def _sooner(at: int) -> ColumnElement[int]:
    # A message that failed keeps its back-off; any other is due at once.
    return case((col(OutboxRow.attempts) == 0, at), else_=col(OutboxRow.not_before))


def _due(now: int) -> ColumnElement[bool]:
    ready = or_(col(OutboxRow.in_thread).is_(False), col(CaseRow.thread_ts).is_not(None))
    return and_(col(OutboxRow.state) == "waiting", col(OutboxRow.not_before) <= now, ready)


def _waiting_channels(tx: Transaction, now: int) -> list[tuple[str, str]]:
    place = (col(OutboxRow.team_id), col(OutboxRow.channel_id))
    statement = (
        select(*place)
        .outerjoin(CaseRow, col(CaseRow.id) == col(OutboxRow.case_id))
        .where(_due(now))
        .group_by(*place)
        .order_by(func.min(col(OutboxRow.id)))
    )
    return [(team_id, channel_id) for team_id, channel_id in tx.session.execute(statement)]


def _take(tx: Transaction, team_id: str, channel_id: str, *, token: str, now: int, until: int) -> bool:
    base = {"team_id": team_id, "channel_id": channel_id}
    insert_once(tx, ChannelLeaseRow, tuple(base), base)
    wanted = _lease_of(team_id, channel_id) & leases.free(ChannelLeaseRow, now)
    taken = update(ChannelLeaseRow).where(wanted).values(lease_token=token, lease_expires_at=until)
    return tx.session.connection().execute(taken).rowcount == 1


def _lease_of(team_id: str, channel_id: str) -> ColumnElement[bool]:
    return (col(ChannelLeaseRow.team_id) == team_id) & (col(ChannelLeaseRow.channel_id) == channel_id)


def _messages(tx: Transaction, team_id: str, channel_id: str, now: int, limit: int) -> tuple[OutboxMessage, ...]:
    place = (col(OutboxRow.team_id) == team_id, col(OutboxRow.channel_id) == channel_id)
    statement = (
        select(OutboxRow, col(CaseRow.thread_ts))
        .outerjoin(CaseRow, col(CaseRow.id) == col(OutboxRow.case_id))
        .where(_due(now), *place)
        .order_by(col(OutboxRow.id))
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    found = [(row, thread_ts) for row, thread_ts in tx.session.execute(statement)]
    tried = update(OutboxRow).where(col(OutboxRow.id).in_([row.id for row, _ in found]))
    tx.session.connection().execute(tried.values(attempts=col(OutboxRow.attempts) + 1))
    return tuple(_message(row, thread_ts) for row, thread_ts in found)


def _message(row: OutboxRow, thread_ts: str | None) -> OutboxMessage:
    return OutboxMessage(
        id=row.id or 0,
        team_id=row.team_id,
        channel_id=row.channel_id,
        case_id=row.case_id,
        kind=row.kind,
        key=row.key,
        content=row.content,
        created_at=row.created_at,
        not_before=row.not_before,
        attempts=row.attempts + 1,
        ts=row.ts,
        payload=row.payload,
        thread_ts=thread_ts if row.in_thread else None,
        in_thread=row.in_thread,
        revision=row.revision,
    )
