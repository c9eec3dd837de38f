"""A lead decides before, or against, the quorum; the votes and the dissent stay where they are."""

from bot.errors import InputError
from bot.model import Person, RightRole, Verdict, VerdictKind
from bot.triage import announce
from bot.triage.access import need_open, need_role, see_cluster
from bot.triage.case_memory import update_memory
from bot.triage.desk import Desk
from bot.triage.verdicts import OVERRIDE_AXES
from bot.triage.voting import follow
from storage import clusters, journal, votes


def override_verdict(desk: Desk, person: Person, cluster_id: int, kind: VerdictKind, reason: str) -> Verdict:
    """Record a lead's verdict on the present version of a cluster."""
    need_role(person, RightRole.LEAD, "decide without the quorum")
    if kind not in OVERRIDE_AXES:
        raise InputError("“Disputed” is what differing votes add up to; nobody decides it.", "Choose another verdict.")
    if not reason.strip():
        raise InputError("A verdict without the quorum needs a reason.", "Write one sentence.", where="reason")
    with desk.database.transaction() as tx:
        clusters.lock(tx, cluster_id)
        case, head = see_cluster(tx, person, cluster_id)
        need_open(case)
        given = votes.counting(tx, [cluster_id]).get(cluster_id, ())
        counted = sum(vote.counted for vote in given if vote.version == head.version)
        before = votes.verdicts(tx, [cluster_id]).get((cluster_id, head.version))
        verdict = Verdict(kind, *OVERRIDE_AXES[kind], counted, desk.now(), person.user_id, reason.strip())
        votes.add_verdict(tx, case.team_id, cluster_id, head.version, verdict, desk.now())
        update_memory(tx, case, head)
        detail = {"cluster": head.key, "kind": kind.value, "reason": reason.strip()}
        journal.record(tx, case.team_id, person.user_id, "override", case_id=case.id, detail=detail, at=desk.now())
        follow(tx, desk, case, head, before, verdict, by=person.user_id)
        announce.refresh(tx, case, head.id, head.key, desk.now())
        return verdict
