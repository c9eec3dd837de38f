"""Enqueues Slack messages, in the transaction of what they tell; and lets the announcer take them out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.model import Case, OutboxMessage
from bot.triage.desk import Desk
from bot.triage.quiet import held_until
from storage import cases, clusters, drawings, journal, outbox
from storage.database import Transaction

CARDS = 5
CAN_WAIT = frozenset({"recheck_notice", "data_request", "retention_warning"})
"""What nobody is waiting for: it is told after a channel's quiet hours."""
LEASE_MS = 60_000
_FIRST_BACKOFF_MS = 2_000
_LONGEST_BACKOFF_MS = 15 * 60_000


@dataclass(frozen=True, slots=True)
class ChannelClaim:
    """A channel that is ours to post to, and what is due there."""

    team_id: str
    channel_id: str
    token: str
    messages: tuple[OutboxMessage, ...]


def root(tx: Transaction, case: Case, at: int) -> None:
    """The case's status card has to be posted or edited."""
    _put(tx, case, "root", f"case:{case.id}:root", {"case_id": case.id}, at, in_thread=False)


def card(tx: Transaction, case: Case, cluster_id: int, key: str, at: int) -> None:
    """A cluster's card has to be posted or edited."""
    kind = "c0_card" if key == "C0" else "cluster_card"
    _put(tx, case, kind, f"cluster:{cluster_id}:card", {"cluster_id": cluster_id, "case_id": case.id}, at)


def refresh(tx: Transaction, case: Case, cluster_id: int, key: str, at: int) -> None:
    """A cluster changed: its card (or the table that it stands in) and the root have to be edited."""
    if outbox.exists(tx, case.team_id, case.channel_id, f"cluster:{cluster_id}:card"):
        card(tx, case, cluster_id, key, at)
    else:
        table(tx, case, at)
    root(tx, case, at)


def table(tx: Transaction, case: Case, at: int) -> None:
    """The table of the clusters beyond the first five has to be posted or edited."""
    _put(tx, case, "cluster_table", f"case:{case.id}:table", {"case_id": case.id}, at)


def picture(tx: Transaction, case: Case, cluster_id: int, picture_id: int, at: int) -> None:
    """A picture has to be uploaded, before the card that shows it."""
    content = {"picture_id": picture_id, "cluster_id": cluster_id}
    _put(tx, case, "picture", f"picture:{picture_id}", content, at, in_thread=False)


def delete_file(tx: Transaction, case: Case, file_id: str, at: int) -> None:
    """A file that we uploaded has to go from Slack."""
    _put(tx, case, "delete_file", f"delete:{file_id}", {"file_id": file_id}, at, in_thread=False)


def notice(tx: Transaction, case: Case, what: str, mark: object, at: int, **content: Any) -> None:  # noqa: ANN401 (JSON)
    """The thread has to be told a milestone, once per `mark`."""
    _put(tx, case, "notice", f"{_milestone(case, what)}{mark}", {"what": what, "case_id": case.id, **content}, at)


def later(tx: Transaction, case: Case, what: str, mark: str, at: int, due: int, content: Mapping[str, Any]) -> None:
    """The thread has to be told a milestone, once per `mark`, and not before `due`."""
    told = {"what": what, "case_id": case.id, **content}
    _put(tx, case, "notice", f"{_milestone(case, what)}{mark}", told, at, not_before=due)


def again(tx: Transaction, case: Case, kind: str, at: int, *, what: str = "") -> None:
    """Messages of a kind in the case's thread are made anew and edited: what they may show has changed.

    Of notices `what` tells which.
    """
    outbox.touch(tx, case.id, kind, at, prefix=_milestone(case, what) if what else "")


def told(tx: Transaction, case: Case, what: str, mark: str) -> tuple[Mapping[str, Any], ...]:
    """What the thread was told, or will be, in milestones whose marks begin so, oldest first."""
    return outbox.contents(tx, case.id, f"{_milestone(case, what)}{mark}")


def thread_message(tx: Transaction, case: Case, kind: str, key: str, content: Mapping[str, Any], at: int) -> None:
    """A message of another kind for the case's thread."""
    _put(tx, case, kind, key, content, at)


def channel_message(
    tx: Transaction,
    team_id: str,
    channel_id: str,
    kind: str,
    key: str,
    content: Mapping[str, Any],
    at: int,
    *,
    not_before: int | None = None,
) -> None:
    """A message for a channel, outside every case."""
    outbox.put(
        tx,
        team_id=team_id,
        channel_id=channel_id,
        case_id=None,
        kind=kind,
        key=key,
        content=content,
        in_thread=False,
        at=at,
        not_before=not_before,
    )


def withdraw(tx: Transaction, team_id: str, channel_id: str, kind: str) -> None:
    """A channel's messages of a kind that still wait are not told: a newer one says what they would."""
    outbox.withdraw(tx, team_id, channel_id, kind)


def direct_message(
    tx: Transaction, case: Case, user_id: str, kind: str, key: str, content: Mapping[str, Any], at: int
) -> int:
    """A message about a case for one person alone, after their quiet hours; gives when that is."""
    due = held_until(tx, case.team_id, user_id, at)
    outbox.put(
        tx,
        team_id=case.team_id,
        channel_id=user_id,
        case_id=case.id,
        kind=kind,
        key=key,
        content={"case_id": case.id, "channel_id": case.channel_id, **content},
        in_thread=False,
        at=at,
        not_before=due,
    )
    return due


def claim_channel(desk: Desk, *, lease_ms: int = LEASE_MS, limit: int = 20) -> ChannelClaim | None:
    """Take a channel with due messages that nobody else posts to."""
    token, now = desk.new_token(), desk.now()
    with desk.database.reading() as tx:
        if not outbox.anything_due(tx, now):
            return None
    with desk.database.transaction() as tx:
        found = outbox.claim_channel(tx, token=token, now=now, until=now + lease_ms, limit=limit)
    return ChannelClaim(found[0], found[1], token, found[2]) if found else None


def extend_channel(desk: Desk, claim: ChannelClaim, *, lease_ms: int = LEASE_MS) -> None:
    """Keep the channel; LeaseLost if another process has it."""
    with desk.database.transaction() as tx:
        outbox.extend(tx, claim.team_id, claim.channel_id, claim.token, desk.now() + lease_ms)


def release_channel(desk: Desk, claim: ChannelClaim) -> None:
    """Give the channel back."""
    with desk.database.transaction() as tx:
        outbox.extend(tx, claim.team_id, claim.channel_id, claim.token, None)


def mark_posted(
    desk: Desk, claim: ChannelClaim, message: OutboxMessage, ts: str, *, payload: Mapping[str, Any] | None = None
) -> None:
    """Slack has the message; what waits for its time stamp or file id gets it in the same transaction."""
    found = dict(payload or {})
    with desk.database.transaction() as tx:
        outbox.still_ours(tx, claim.team_id, claim.channel_id, claim.token)
        outbox.posted(tx, message, ts=ts or message.ts, payload=found)
        if message.kind == "root" and message.case_id is not None and message.ts is None:
            cases.change(tx, message.case_id, thread_ts=ts)
        elif message.kind in {"cluster_card", "c0_card"} and message.ts is None:
            clusters.change(tx, int(message.content["cluster_id"]), card_ts=ts)
        elif message.kind == "picture" and message.case_id is not None:
            _uploaded(tx, message, str(found["file_id"]), desk.now())


def _uploaded(tx: Transaction, message: OutboxMessage, file_id: str, at: int) -> None:
    """Slack has the picture: a card that was posted without it is edited; for a purged case it came too late."""
    case = cases.of_job(tx, message.case_id or 0)
    if case.purged_at is not None:
        delete_file(tx, case, file_id, at)
        return
    drawings.uploaded(tx, int(message.content["picture_id"]), file_id)
    head = clusters.of_job(tx, int(message.content["cluster_id"]))
    if head.card_ts is not None:
        card(tx, case, head.id, head.key, at)


def mark_tried(desk: Desk, claim: ChannelClaim, message: OutboxMessage, *, tried: bool) -> None:
    """Slack may have a message that cannot be read back; or it has refused it, and does not."""
    with desk.database.transaction() as tx:
        outbox.still_ours(tx, claim.team_id, claim.channel_id, claim.token)
        outbox.tried(tx, message.id, tried=tried)


def mark_failed(desk: Desk, claim: ChannelClaim, message: OutboxMessage, error: str, *, retry_at: int | None) -> None:
    """It could not be posted: try again at `retry_at`, or give up (None; audited)."""
    with desk.database.transaction() as tx:
        outbox.still_ours(tx, claim.team_id, claim.channel_id, claim.token)
        outbox.failed(tx, message, error, retry_at)
        if retry_at is None:
            detail = {"key": message.key, "kind": message.kind, "error": error[:500]}
            journal.record(
                tx, message.team_id, "", "message_given_up", case_id=message.case_id, detail=detail, at=desk.now()
            )


def retry_backoff(attempts: int) -> int:
    """Milliseconds to wait after so many attempts: 2 s, 4 s, 8 s ... at most 15 minutes."""
    return min(_FIRST_BACKOFF_MS << min(max(attempts, 1) - 1, 16), _LONGEST_BACKOFF_MS)


def waiting_messages(desk: Desk) -> int:
    """How many messages are still to be posted."""
    with desk.database.reading() as tx:
        return outbox.waiting(tx)


def _milestone(case: Case, what: str) -> str:
    """How the keys of a case's milestones of one sort begin."""
    return f"case:{case.id}:notice:{what}:"


def _put(
    tx: Transaction,
    case: Case,
    kind: str,
    key: str,
    content: Mapping[str, Any],
    at: int,
    *,
    in_thread: bool = True,
    not_before: int | None = None,
) -> None:
    if not_before is None and {kind, content.get("what")} & CAN_WAIT:
        not_before = held_until(tx, case.team_id, case.channel_id, at)
    outbox.put(
        tx,
        team_id=case.team_id,
        channel_id=case.channel_id,
        case_id=case.id,
        kind=kind,
        key=key,
        content=content,
        in_thread=in_thread,
        at=at,
        not_before=not_before,
    )
