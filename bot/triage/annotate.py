"""Claims a cluster, asks someone for a view, writes a note beside it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import Conflict, InputError, NotAllowed
from bot.model import Case, Note, Person, RightRole
from bot.triage import announce
from bot.triage.access import need_open, need_role, see_cluster
from bot.triage.desk import Desk
from bot.triage.preferences import read_own
from bot.triage.quiet import held_until
from bot.triage.voting import need_voter
from storage import cases, clusters, journal
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


@dataclass(frozen=True, slots=True)
class Asked:
    """How many are told in a direct message, and when the last one is told: now, or when quiet hours end."""

    directly: int
    last: int


def ask_for_view(desk: Desk, person: Person, cluster_id: int, asked: Person, *, link: str = "") -> Asked:
    """Ask someone who may vote on the case, once per person and version, in the way that they have chosen.

    `link` leads to the group's card.
    """
    with desk.database.transaction() as tx:
        case, head = _asking(tx, desk, person, cluster_id, asked.user_id)
        _need_judge(tx, desk, case, person, asked)
        content = {"cluster_id": cluster_id, "by": person.user_id}
        mark = f"{cluster_id}:{head.version}:{asked.user_id}"
        if read_own(tx, case.team_id, asked.user_id).direct:
            return Asked(1, _directly(tx, desk, case, asked.user_id, mark, {**content, "link": link}))
        due = _thread_due(tx, desk, case, asked.user_id)
        announce.later(tx, case, "asked", mark, desk.now(), due, {**content, "user_ids": [asked.user_id]})
        return Asked(0, due)


def ask_group(
    desk: Desk,
    person: Person,
    cluster_id: int,
    group_id: str,
    people: Collection[str],
    members: Callable[[str], Collection[str]],
    *,
    link: str = "",
) -> Asked:
    """Ask those of a user group's `people` who are in the case's channel, each in the way that they have chosen.

    Where all of them can be told in the thread at once, the group is mentioned; else those who can, by name.
    """
    with desk.database.transaction() as tx:
        case, head = _asking(tx, desk, person, cluster_id, group_id)
        here = sorted(set(people) & set(members(case.channel_id)) - {person.user_id})
        if not here:
            raise InputError(
                "Nobody else of this user group is in the channel.", "Invite someone of it first.", "group"
            )
        content = {"cluster_id": cluster_id, "by": person.user_id}
        version = f"{cluster_id}:{head.version}"
        direct = [user_id for user_id in here if read_own(tx, case.team_id, user_id).direct]
        last = [_directly(tx, desk, case, one, f"{version}:{one}", {**content, "link": link}) for one in direct]
        waiting: dict[int, list[str]] = {}
        for user_id in here:
            if user_id not in direct:
                waiting.setdefault(_thread_due(tx, desk, case, user_id), []).append(user_id)
        for due, told in sorted(waiting.items()):
            whom = {"group_id": group_id} if told == here else {"user_ids": told}
            mark = f"{version}:{group_id}" + (f":{due}" if due > desk.now() else "")
            announce.later(tx, case, "asked", mark, desk.now(), due, {**content, **whom})
        return Asked(len(direct), max([*last, *waiting]))


def _need_judge(tx: Transaction, desk: Desk, case: Case, person: Person, asked: Person) -> None:
    """Stop unless the one who is asked is somebody else, sees the case and may vote on it."""
    if asked.user_id == person.user_id:
        raise InputError("Nobody has to ask you.", "Press Vote on the group's card.", "user")
    if case.channel_id not in asked.channels:
        raise InputError("This person is not in the channel and cannot see the case.", "Invite them first.", "user")
    if cases.get(tx, asked, case.id) is None:
        raise InputError("This person is of another organisation and cannot see the case.", "Ask the team.", "user")
    try:
        need_voter(tx, desk, asked, case)
    except NotAllowed:
        raise InputError("This person may read the case and not vote on it.", "Ask an analyst.", "user") from None


def _directly(tx: Transaction, desk: Desk, case: Case, user_id: str, mark: str, content: Mapping[str, Any]) -> int:
    told = {**content, "user_id": user_id}
    return announce.direct_message(tx, case, user_id, "asked_direct", f"asked:{mark}", told, desk.now())


def _thread_due(tx: Transaction, desk: Desk, case: Case, user_id: str) -> int:
    """When a mention in the thread disturbs neither the person nor the channel."""
    return max(held_until(tx, case.team_id, place, desk.now()) for place in (user_id, case.channel_id))


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
