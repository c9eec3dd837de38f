"""Claims a cluster, asks someone for a view, writes a note beside it."""

from collections.abc import Callable, Collection

from bot.errors import InputError
from bot.model import Person, RightRole
from bot.triage import announce
from bot.triage.access import need_open, need_role, see_cluster
from bot.triage.desk import Desk
from bot.triage.views import Note
from storage import clusters, journal

NOTE_LENGTH = 3000


def claim_cluster(desk: Desk, person: Person, cluster_id: int) -> None:
    """Say that I am looking at it; saying it again takes it back."""
    need_role(person, RightRole.ANALYST, "claim a group")
    with desk.database.transaction() as tx:
        clusters.lock(tx, cluster_id)
        case, head = see_cluster(tx, person, cluster_id)
        need_open(case)
        claimed_by = "" if head.claimed_by == person.user_id else person.user_id
        clusters.change(tx, cluster_id, claimed_by=claimed_by)
        detail = {"cluster": head.key, "by": claimed_by}
        journal.record(tx, case.team_id, person.user_id, "claim", case_id=case.id, detail=detail, at=desk.now())
        announce.refresh(tx, case, head.id, head.key, desk.now())


def ask_for_view(
    desk: Desk, person: Person, cluster_id: int, user_id: str, members: Callable[[str], Collection[str]]
) -> None:
    """Ask someone of the case's channel to vote: one message in the thread, once per person and version."""
    need_role(person, RightRole.ANALYST, "ask for a view")
    with desk.database.transaction() as tx:
        case, head = see_cluster(tx, person, cluster_id)
        need_open(case)
        if user_id not in members(case.channel_id):
            raise InputError("This person is not in the channel and cannot see the case.", "Invite them first.", "user")
        detail = {"cluster": head.key, "asked": user_id}
        journal.record(tx, case.team_id, person.user_id, "ask", case_id=case.id, detail=detail, at=desk.now())
        mark = f"{cluster_id}:{head.version}:{user_id}"
        content = {"cluster_id": cluster_id, "user_id": user_id, "by": person.user_id}
        announce.notice(tx, case, "asked", mark, desk.now(), **content)


def add_note(desk: Desk, person: Person, cluster_id: int, text: str) -> Note:
    """Write a note beside a cluster."""
    need_role(person, RightRole.ANALYST, "write a note")
    kept = text.strip()[:NOTE_LENGTH]
    if not kept:
        raise InputError(
            "The note is empty.", "Write a sentence, or use the shortcut on a message with text.", where="note"
        )
    with desk.database.transaction() as tx:
        case, head = see_cluster(tx, person, cluster_id)
        clusters.add_note(tx, case.team_id, cluster_id, person.user_id, kept, desk.now())
        detail = {"cluster": head.key}
        journal.record(tx, case.team_id, person.user_id, "note", case_id=case.id, detail=detail, at=desk.now())
        announce.refresh(tx, case, head.id, head.key, desk.now())
    return Note(person.user_id, kept, desk.now())
