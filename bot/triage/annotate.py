"""Claims a cluster, asks someone for a view, writes a note beside it."""

from collections.abc import Callable, Collection

from bot.errors import Conflict, InputError
from bot.model import Case, Note, Person, RightRole
from bot.triage import announce
from bot.triage.access import need_open, need_role, see_cluster
from bot.triage.desk import Desk
from bot.triage.preferences import read_own
from bot.triage.quiet import held_until
from storage import clusters, journal
from storage.clusters import Head
from storage.database import Transaction

NOTE_LENGTH = 3000


def claim_cluster(desk: Desk, person: Person, cluster_id: int) -> None:
    """Say that I am looking at it: until I release it, or it has a verdict."""
    need_role(person, RightRole.ANALYST, "claim a group")
    with desk.database.transaction() as tx:
        clusters.lock(tx, cluster_id)
        case, head = see_cluster(tx, person, cluster_id)
        need_open(case)
        if head.claimed_by not in {"", person.user_id}:
            raise Conflict(
                f"Somebody looks at {head.key} already.", "Its card says who; they or a lead can release it."
            )
        _claimed(tx, desk, person, case, head, person.user_id)


def release_cluster(desk: Desk, person: Person, cluster_id: int) -> None:
    """Say that I no longer look at it; a lead can release what somebody else claimed."""
    need_role(person, RightRole.ANALYST, "release a group")
    with desk.database.transaction() as tx:
        clusters.lock(tx, cluster_id)
        case, head = see_cluster(tx, person, cluster_id)
        if not head.claimed_by:
            raise Conflict(f"Nobody has claimed {head.key}.", "Nothing has to be done.")
        if head.claimed_by != person.user_id:
            need_role(person, RightRole.LEAD, "release what somebody else looks at")
        _claimed(tx, desk, person, case, head, "")


def _claimed(tx: Transaction, desk: Desk, person: Person, case: Case, head: Head, claimed_by: str) -> None:
    clusters.change(tx, head.id, claimed_by=claimed_by)
    verb, detail = "claim" if claimed_by else "release_claim", {"cluster": head.key, "by": claimed_by}
    journal.record(tx, case.team_id, person.user_id, verb, case_id=case.id, detail=detail, at=desk.now())
    announce.refresh(tx, case, head.id, head.key, desk.now())


def ask_for_view(
    desk: Desk,
    person: Person,
    cluster_id: int,
    user_id: str,
    members: Callable[[str], Collection[str]],
    *,
    link: str = "",
) -> int:
    """Ask someone of the case's channel to vote, once per person and version, in the way that they have chosen.

    Gives when they are told: now, or when quiet hours end. `link` leads to the group's card.
    """
    with desk.database.transaction() as tx:
        case, head = _asking(tx, desk, person, cluster_id, user_id)
        if user_id not in members(case.channel_id):
            raise InputError("This person is not in the channel and cannot see the case.", "Invite them first.", "user")
        mark = f"{cluster_id}:{head.version}:{user_id}"
        content = {"cluster_id": cluster_id, "user_id": user_id, "by": person.user_id}
        if read_own(tx, case.team_id, user_id).direct:
            told = {**content, "link": link}
            return announce.direct_message(tx, case, user_id, "asked_direct", f"asked:{mark}", told, desk.now())
        due = max(held_until(tx, case.team_id, place, desk.now()) for place in (user_id, case.channel_id))
        announce.later(tx, case, "asked", mark, desk.now(), due, content)
        return due


def ask_group(
    desk: Desk,
    person: Person,
    cluster_id: int,
    group_id: str,
    people: Collection[str],
    members: Callable[[str], Collection[str]],
) -> int:
    """Ask a user group whose `people` are partly in the case's channel; gives when: a channel's quiet hours hold it."""
    with desk.database.transaction() as tx:
        case, head = _asking(tx, desk, person, cluster_id, group_id)
        if not set(people) & set(members(case.channel_id)):
            raise InputError("Nobody of this user group is in the channel.", "Invite someone of it first.", "group")
        due = held_until(tx, case.team_id, case.channel_id, desk.now())
        content = {"cluster_id": cluster_id, "group_id": group_id, "by": person.user_id}
        announce.later(tx, case, "asked", f"{cluster_id}:{head.version}:{group_id}", desk.now(), due, content)
        return due


def _asking(tx: Transaction, desk: Desk, person: Person, cluster_id: int, asked: str) -> tuple[Case, Head]:
    need_role(person, RightRole.ANALYST, "ask for a view")
    case, head = see_cluster(tx, person, cluster_id)
    need_open(case)
    detail = {"cluster": head.key, "asked": asked}
    journal.record(tx, case.team_id, person.user_id, "ask", case_id=case.id, detail=detail, at=desk.now())
    return case, head


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
