"""Excludes an account from a cluster with a reason, takes it back, or marks it as unsure."""

from bot.errors import InputError, NotFound
from bot.model import AccountStatus, Member, Person, RightRole
from bot.triage import announce
from bot.triage.access import need_open, need_role, see_cluster
from bot.triage.case_memory import mark_in_memory
from bot.triage.desk import Desk
from bot.triage.holders import tell_excluded
from storage import clusters, journal, marks, redraws


def exclude_account(desk: Desk, person: Person, cluster_id: int, account_id: str, reason: str) -> Member:
    """Take an account out: of pictures, exports, rechecks and case memory."""
    if not reason.strip():
        raise InputError(
            "Why is this account excluded?", "Write a few words: the others will read them.", where="reason"
        )
    return _mark(desk, person, cluster_id, account_id, AccountStatus.EXCLUDED, reason)


def include_account(desk: Desk, person: Person, cluster_id: int, account_id: str, reason: str = "") -> Member:
    """Take an account back in."""
    return _mark(desk, person, cluster_id, account_id, AccountStatus.IN, reason)


def doubt_account(desk: Desk, person: Person, cluster_id: int, account_id: str, reason: str = "") -> Member:
    """Say that nobody is sure whether the account belongs here; it stays in."""
    return _mark(desk, person, cluster_id, account_id, AccountStatus.UNSURE, reason)


def _mark(desk: Desk, person: Person, cluster_id: int, account_id: str, status: AccountStatus, reason: str) -> Member:
    need_role(person, RightRole.ANALYST, "mark accounts")
    with desk.database.transaction() as tx:
        clusters.lock(tx, cluster_id)
        case, head = see_cluster(tx, person, cluster_id)
        need_open(case)
        before = marks.newest(tx, cluster_id).get(account_id, (AccountStatus.IN, ""))
        marks.add(tx, case.team_id, cluster_id, account_id, status, reason.strip(), by=person.user_id, at=desk.now())
        member = next(
            (item for item in clusters.members(tx, cluster_id, head.report_id) if item.account_id == account_id), None
        )
        if member is None:
            raise NotFound(f"{head.key} has no such account.", "Open Accounts on its card again.")
        detail = {
            "cluster": head.key,
            "account_id": account_id,
            "label": member.label,
            "status": status.value,
            "reason": reason.strip(),
        }
        journal.record(tx, case.team_id, person.user_id, "mark_account", case_id=case.id, detail=detail, at=desk.now())
        if AccountStatus.EXCLUDED in {before[0], status} and before[0] is not status:
            redraws.ask(tx, case.team_id, cluster_id, desk.now())
            mark_in_memory(tx, case, head, member)
        if status is AccountStatus.EXCLUDED and before[0] is not status:
            tell_excluded(tx, desk, case, head, member)
        announce.refresh(tx, case, head.id, head.key, desk.now())
        return member
