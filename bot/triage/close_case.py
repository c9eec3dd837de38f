"""Closes a case, reopens it, and sets who may see what."""

from collections.abc import Mapping

from bot.errors import Conflict, InputError
from bot.model import Case, CaseStatus, Person, RightRole, Sensitivity
from bot.triage import announce
from bot.triage.access import need_role, see_case
from bot.triage.desk import Desk
from bot.triage.preferences import read_preferences
from bot.triage.voting import states, votes_wanted
from storage import cases, clusters, intakes, journal
from storage.database import Transaction

NAMING_KINDS = ("recheck_notice", "verdict", "case_summary")
NAMING_NOTICES = ("held", "handed_over", "recalled", "closed")
"""What a thread was told with handles or people's words in it: told anew when it may say more, or less."""
BY_FORM, BY_MENTION = "upload", "mention"
"""How a request came: by a shortcut people pass on what somebody else has sent."""
_IN_WORDS = {Sensitivity.OPEN: "open to its channel", Sensitivity.INTERNAL: "internal only"}


def close_case(desk: Desk, person: Person, case_id: int, *, reason: str = "") -> Case:
    """Close a case; while clusters still wait for votes only a lead can, with a reason."""
    need_role(person, RightRole.ANALYST, "close a case")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, lock=True)
        if case.status is CaseStatus.CLOSED:
            raise Conflict(f"Case {case.number} is closed already.", "Reopen is on its first message.")
        waiting = _undecided(tx, desk, case)
        if waiting:
            need_role(person, RightRole.LEAD, f"close a case while {', '.join(waiting)} wait for votes")
            if not reason.strip():
                raise InputError(
                    f"{', '.join(waiting)} still wait for votes.", "Write why the case is closed now.", where="reason"
                )
        closed = {"status": "closed", "closed_by": person.user_id, "closed_at": desk.now()}
        detail = {"reason": reason.strip(), "undecided": waiting}
        return _change(tx, desk, person, case, "closed", closed, detail)


def reopen_case(desk: Desk, person: Person, case_id: int) -> Case:
    """Open a closed case again."""
    need_role(person, RightRole.ANALYST, "reopen a case")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, lock=True)
        if case.status is CaseStatus.OPEN:
            raise Conflict(f"Case {case.number} is open.", "Nothing has to be done.")
        opened = {"status": "open", "closed_by": None, "closed_at": None}
        return _change(tx, desk, person, case, "reopened", opened, {"reason": ""})


def set_sensitivity(desk: Desk, person: Person, case_id: int, sensitivity: Sensitivity) -> Case:
    """Say whether handles, posts and files may stand in the channel; opening up takes a lead."""
    role = RightRole.ANALYST if sensitivity is Sensitivity.INTERNAL else RightRole.LEAD
    need_role(person, role, "change who may see the accounts")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, lock=True)
        if case.sensitivity is sensitivity:
            raise Conflict(f"Case {case.number} is {_IN_WORDS[sensitivity]} already.", "Nothing has to be done.")
        what = f"made_{sensitivity.value}"
        uploads = _uploads(tx, case) if sensitivity is Sensitivity.INTERNAL else []
        columns = {"sensitivity": sensitivity.value}
        changed = _change(tx, desk, person, case, what, columns, {"reason": ""}, uploads=uploads)
        for head in clusters.heads(tx, [case.id]):
            announce.refresh(tx, changed, head.id, head.key, desk.now())
        for kind in NAMING_KINDS:
            announce.again(tx, changed, kind, desk.now())
        for milestone in NAMING_NOTICES:
            announce.again(tx, changed, "notice", desk.now(), what=milestone)
        return changed


def _uploads(tx: Transaction, case: Case) -> list[dict[str, object]]:
    """Uploads that Slack has, with who sent them; what came through a form never stood in the channel."""
    senders: dict[str, str] = {}
    unseen: set[str] = set()
    for intake in intakes.of_case(tx, case.id):
        given = {str(one["slack_file_id"]) for one in intake.payload.get("files") or ()}
        senders |= dict.fromkeys(given, intake.user_id if intake.kind == BY_MENTION else "")
        unseen |= given if intake.kind == BY_FORM else set()
    added = [(by, detail) for _, by, verb, detail in journal.events(tx, case.team_id, case.id) if verb == "add_data"]
    by_number = {int(number): by for by, detail in added for number in detail.get("numbers") or ()}
    return [
        {"number": file.number, "by": senders.get(file.slack_file_id) or by_number.get(file.number, "")}
        for file in case.files
        if file.slack_file_id is not None and file.slack_file_id not in unseen
    ]


def _undecided(tx: Transaction, desk: Desk, case: Case) -> list[str]:
    heads = [head for head in clusters.heads(tx, [case.id]) if head.current]
    quorum = read_preferences(tx, desk, case.team_id, case.channel_id).quorum
    standing = states(tx, heads, {case.id: quorum})
    return [head.key for head in heads if votes_wanted(head, standing[head.id])]


def _change(
    tx: Transaction,
    desk: Desk,
    person: Person,
    case: Case,
    what: str,
    columns: Mapping[str, object],
    detail: Mapping[str, object],
    **more: object,
) -> Case:
    changed = cases.change(tx, case.id, **columns)
    now = desk.now()
    journal.record(tx, case.team_id, person.user_id, what, case_id=case.id, detail=detail, at=now)
    count = len(journal.events(tx, case.team_id, case.id))
    content = {"case_id": case.id, "by": person.user_id, "reason": detail["reason"]}
    if what == "closed":
        announce.thread_message(tx, changed, "case_summary", f"case:{case.id}:summary:{count}", content, now)
    else:
        announce.notice(tx, changed, what, count, now, by=person.user_id, reason=detail["reason"], **more)
    announce.root(tx, changed, now)
    return changed
