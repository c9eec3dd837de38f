"""Takes a group's verdict back, with a reason: votes, verdicts and what a lead decided stay in its history."""

from bot.errors import Conflict, InputError
from bot.model import Person, RightRole, Verdict
from bot.triage import announce
from bot.triage.access import need_open, need_role, see_cluster
from bot.triage.case_memory import update_memory
from bot.triage.desk import Desk
from bot.triage.preferences import read_preferences
from bot.triage.verdicts import derive
from bot.triage.voting import follow
from storage import clusters, journal, votes


def reopen_group(desk: Desk, person: Person, cluster_id: int, reason: str) -> Verdict | None:
    """Take the standing verdict back. Leads only: it may overrule a lead, and the votes of several people.

    After a lead's decision the votes count again, as far as there are enough (their verdict is given back). After the
    votes' own verdict the group is open until somebody votes anew.
    """
    need_role(person, RightRole.LEAD, "reopen a group")
    if not reason.strip():
        raise InputError("Why is the group reopened?", "Write one sentence: it stays in the history.", where="reason")
    with desk.database.transaction() as tx:
        clusters.lock(tx, cluster_id)
        case, head = see_cluster(tx, person, cluster_id)
        need_open(case)
        standing = votes.verdicts(tx, [cluster_id]).get((cluster_id, head.version))
        if standing is None:
            raise Conflict(f"{head.key} has no verdict.", "Nothing has to be reopened: press Vote on its card.")
        now = desk.now()
        votes.add_verdict(tx, case.team_id, cluster_id, head.version, None, now)
        fresh = None
        if standing.override_by is not None:
            given = [vote for vote in votes.everything(tx, cluster_id) if vote.version == head.version]
            fresh = derive(given, read_preferences(tx, desk, case.team_id, case.channel_id).quorum, now)
        if fresh is not None:
            votes.add_verdict(tx, case.team_id, cluster_id, head.version, fresh, now)
        update_memory(tx, case, head)
        detail = {"cluster": head.key, "before": standing.kind.value, "reason": reason.strip()}
        journal.record(tx, case.team_id, person.user_id, "reopen_group", case_id=case.id, detail=detail, at=now)
        follow(tx, desk, case, head, standing, fresh, by=person.user_id, reason=reason.strip())
        announce.refresh(tx, case, head.id, head.key, now)
        return fresh
