"""Where the votes on clusters stand, and what follows when the team's verdict changes. For the use cases that vote."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.errors import NotAllowed
from bot.model import Case, Person, Recheck, RightRole, Verdict, VerdictKind, Vote
from bot.report import Suggestion
from bot.triage import announce
from bot.triage.access import need_open, need_role
from bot.triage.case_memory import tell_users, update_memory
from bot.triage.desk import Desk
from bot.triage.holders import tell_holders
from bot.triage.preferences import read_preferences
from bot.triage.scheduling import begin_recheck, stop_for_organic
from bot.triage.verdicts import derive, dissenting
from bot.triage.views import EarlierVotes, VerdictChange, VoteState
from storage import clusters, votes
from storage.clusters import Head
from storage.database import Transaction


def need_voter(tx: Transaction, desk: Desk, person: Person, case: Case) -> None:
    """Stop unless the person may vote on this case."""
    need_role(person, RightRole.ANALYST, "vote", outsiders=True)
    if person.outsider and not read_preferences(tx, desk, case.team_id, case.channel_id).outsiders_vote:
        raise NotAllowed("People of other organisations don't vote here.", "A lead can allow it: /triage settings")
    need_open(case)


def states(tx: Transaction, found: Sequence[Head], quorums: Mapping[int, int]) -> dict[int, VoteState]:
    """The vote state of each cluster; `quorums` by case."""
    ids = [head.id for head in found]
    given, verdicts = votes.counting(tx, ids), votes.verdicts(tx, ids)
    return {head.id: _state(tx, head, given.get(head.id, ()), verdicts, quorums[head.case_id]) for head in found}


def votes_wanted(head: Head, state: VoteState) -> int:
    """How many votes a cluster asks for: none once it has a verdict, or if it has no signal and was not drawn.

    One is enough where the quorum is there without a verdict: the group was reopened.
    """
    silent = head.suggestion is Suggestion.NO_SIGNAL and head.key != clusters.NAMED and not head.drawn
    if not head.current or state.verdict is not None or (silent and not state.votes_in):
        return 0
    return max(state.quorum - state.votes_in, 1)


def state_of(tx: Transaction, desk: Desk, case: Case, head: Head) -> VoteState:
    """The vote state of one cluster."""
    quorum = read_preferences(tx, desk, case.team_id, case.channel_id).quorum
    return states(tx, [head], {case.id: quorum})[head.id]


def settle(tx: Transaction, desk: Desk, case: Case, head: Head, *, by: str) -> tuple[bool, Recheck | None]:
    """Derive the verdict anew after a vote; gives whether it changed, and the recheck that starts by it.

    The caller holds the cluster's lock, so of two people who vote at once the second sees the first one's vote.
    """
    quorum = read_preferences(tx, desk, case.team_id, case.channel_id).quorum
    standing = votes.verdicts(tx, [head.id]).get((head.id, head.version))
    if standing is not None and standing.override_by is not None:
        return False, None
    given = votes.counting(tx, [head.id]).get(head.id, ())
    fresh = derive([vote for vote in given if vote.version == head.version], quorum, desk.now())
    if fresh is None and standing is None:
        return False, None
    if fresh is not None and standing is not None and replace(fresh, at=standing.at) == standing:
        return False, None
    votes.add_verdict(tx, case.team_id, head.id, head.version, fresh, desk.now())
    update_memory(tx, case, head)
    if (fresh.kind if fresh else None) == (standing.kind if standing else None):
        return False, None
    return True, follow(tx, desk, case, head, standing, fresh, by=by)


def follow(
    tx: Transaction,
    desk: Desk,
    case: Case,
    head: Head,
    before: Verdict | None,
    verdict: Verdict | None,
    *,
    by: str,
    reason: str = "",
) -> Recheck | None:
    """What a new verdict brings about: people are told, the claim is done with, rechecks start or stop."""
    count = len(votes.verdict_history(tx, head.id))
    kind = verdict.kind.value if verdict else ""
    change = VerdictChange(before, verdict, by, reason, f"{head.version}:{count}:{kind or 'withdrawn'}")
    tell_change(tx, desk, case, head, change)
    if verdict is None:
        return None
    if verdict.kind is not VerdictKind.DISPUTED:
        clusters.change(tx, head.id, claimed_by="")
    if verdict.kind is VerdictKind.ORGANIC:
        stop_for_organic(tx, head.id)
        return None
    return begin_recheck(tx, desk, case, head.id, every="default", by=by, by_hand=False)


def tell_change(tx: Transaction, desk: Desk, case: Case, head: Head, change: VerdictChange) -> None:
    """The one place where it is known that a verdict appeared, changed or was taken back.

    The case's thread is told, and wherever the verdict was used: whoever keeps such a use tells of it from here.
    """
    content = {
        "cluster_id": head.id,
        "case_id": case.id,
        "kind": change.now.kind.value if change.now else "",
        "before": change.before.kind.value if change.before else "",
        "by": change.by,
        "reason": change.reason,
        **_made(tx, desk, case, head, change.now),
    }
    announce.thread_message(tx, case, "verdict", f"cluster:{head.id}:verdict:{change.mark}", content, desk.now())
    tell_holders(tx, desk, case, head, change.now)
    if content["kind"] != content["before"]:
        tell_users(tx, case, head, change, desk.now())


def _made(tx: Transaction, desk: Desk, case: Case, head: Head, verdict: Verdict | None) -> dict[str, object]:
    """How a verdict came about, kept with what is told of it: the next one may stand before this one is read.

    A decision of a lead comes without counts, for it may be made while votes are hidden.
    """
    if verdict is None:
        return {}
    if verdict.override_by:
        early = verdict.votes < read_preferences(tx, desk, case.team_id, case.channel_id).quorum
        return {"override_by": verdict.override_by, "early": early}
    present = [vote for vote in votes.counting(tx, [head.id]).get(head.id, ()) if vote.version == head.version]
    return {"override_by": "", "votes": verdict.votes, "otherwise": len(dissenting(verdict, present))}


def _state(
    tx: Transaction,
    head: Head,
    given: Sequence[Vote],
    verdicts: Mapping[tuple[int, int], Verdict | None],
    quorum: int,
) -> VoteState:
    present = tuple(vote for vote in given if vote.version == head.version)
    counted = sum(vote.counted for vote in present)
    verdict = verdicts.get((head.id, head.version))
    shown = counted >= quorum or verdict is not None
    return VoteState(
        votes_in=counted,
        quorum=quorum,
        votes=present if shown else (),
        cannot_judge=len(present) - counted if shown else 0,
        verdict=verdict,
        disputed=verdict is not None and verdict.kind is VerdictKind.DISPUTED,
        earlier=_earlier(tx, head, given, verdicts),
    )


def _earlier(
    tx: Transaction, head: Head, given: Sequence[Vote], verdicts: Mapping[tuple[int, int], Verdict | None]
) -> EarlierVotes | None:
    older = [vote for vote in given if vote.version < head.version]
    if not older:
        return None
    version = max(vote.version for vote in older)
    then, now = (clusters.version_accounts(tx, head.id, number) for number in (version, head.version))
    votes_in = sum(vote.counted for vote in older if vote.version == version)
    return EarlierVotes(version, votes_in, len(now - then), len(then - now), verdicts.get((head.id, version)))
