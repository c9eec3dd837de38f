"""Case memory: what a quorum has judged comes back as context of a new case, never as evidence.

Only quorum verdicts are remembered: a lead's decision, a dispute and "inconclusive" are not, and a verdict that is
overturned withdraws what was kept. Excluded accounts leave. In the channel of the old case people read which one it
was (unless it is internal only and the new one is not); elsewhere no more than that something was seen before.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.measures.indicators import (
    OF_LAYER,
    PICTURE,
    WORTH_SAYING,
    Indicator,
    alike,
    counts,
    of_accounts,
    of_objects,
    of_pictures,
    weight,
)
from bot.model import AccountStatus, Case, Member, Sensitivity, Verdict, VerdictKind
from bot.triage import announce
from bot.triage.desk import Desk
from bot.triage.set_aside import anything_kept, evidence_of, exclusions_of
from bot.triage.verdicts import dissenting
from bot.triage.views import SeenBefore, VerdictChange
from storage import cases, clusters, memory, votes
from storage.clusters import Head
from storage.database import Transaction

TOLD = 2
_SAYS_NOTHING = frozenset({VerdictKind.INCONCLUSIVE, VerdictKind.DISPUTED})


def update_memory(tx: Transaction, case: Case, head: Head) -> None:
    """Bring what is remembered of a cluster in line with its present version's verdict and marks."""
    verdict = votes.verdicts(tx, [head.id]).get((head.id, head.version))
    if verdict is None or verdict.override_by is not None or verdict.kind in _SAYS_NOTHING:
        memory.forget(tx, head.id)
        return
    given = votes.counting(tx, [head.id]).get(head.id, ())
    dissent = len(dissenting(verdict, [vote for vote in given if vote.version == head.version]))
    members = clusters.members(tx, head.id, head.report_id)
    kept = _indicators(tx, head, members)
    if not anything_kept(tx, head):  # the posts have expired: what they shared is known from before
        kept |= {item for item in memory.of_cluster(tx, head.id) if item.kind in OF_LAYER.values()}
    memory.remember(
        tx,
        case.team_id,
        case.id,
        head.id,
        version=head.version,
        verdict=verdict.kind,
        votes=verdict.votes,
        dissent=dissent,
        at=verdict.at,
    )
    memory.add_indicators(tx, case.team_id, head.id, kept)


def mark_in_memory(tx: Transaction, case: Case, head: Head, member: Member) -> None:
    """An account was excluded or taken back: it leaves the memory, or comes back into it."""
    if member.status is AccountStatus.EXCLUDED:
        memory.drop(tx, head.id, of_accounts([(member.account_id, member.handle)]))
    if votes.verdicts(tx, [head.id]).get((head.id, head.version)) is not None:
        update_memory(tx, case, head)


def seen_before(tx: Transaction, case: Case, head: Head, members: Sequence[Member]) -> tuple[SeenBefore, ...]:
    """Remembered groups of other cases with which this one has enough in common, the weightiest first."""
    if not memory.anything_beside(tx, case.team_id, case.id):
        return ()
    found = _common(tx, case.team_id, _indicators(tx, head, members))
    judged = [old for old in memory.judged(tx, list(found)) if old.case_number != case.number]
    groups = Counter(item for old in judged for item in found[old.cluster_id])
    told = [(weight(found[old.cluster_id], groups), old) for old in judged]
    told = [(heavy, old) for heavy, old in told if heavy >= WORTH_SAYING]
    told.sort(key=lambda pair: (-pair[0], -pair[1].at))
    return tuple(
        SeenBefore(
            elsewhere=old.channel_id != case.channel_id or (old.internal and case.sensitivity is Sensitivity.OPEN),
            case_number=old.case_number,
            key=old.key,
            verdict=old.verdict,
            votes=old.votes,
            dissent=old.dissent,
            at=old.at,
            common=counts(found[old.cluster_id]),
            cluster_id=old.cluster_id,
        )
        for _, old in told[:TOLD]
    )


def note_shown(desk: Desk, case: Case, cluster_id: int, seen: Sequence[SeenBefore]) -> None:
    """A card is about to tell of these groups: keep it, so that it can be told when their verdict changes."""
    if not seen:
        return
    with desk.database.reading() as tx:
        fresh = {item.cluster_id for item in seen} - memory.told_of(tx, cluster_id)
    if fresh:
        with desk.database.transaction() as tx:
            for remembered_id in sorted(fresh):
                memory.tell_of(tx, case.team_id, cluster_id, remembered_id, desk.now())


def tell_users(tx: Transaction, case: Case, head: Head, change: VerdictChange, at: int) -> None:
    """Tell each thread in which a card named this group as seen before; other channels learn no more than before."""
    for cluster_id in memory.users(tx, head.id):
        user = clusters.of_job(tx, cluster_id)
        there = cases.of_job(tx, user.case_id)
        content: dict[str, object] = {"cluster_id": cluster_id, "elsewhere": there.channel_id != case.channel_id}
        if not content["elsewhere"]:
            content |= {
                "number": case.number,
                "key": head.key,
                "kind": _name(change.now),
                "before": _name(change.before),
            }
        announce.notice(tx, there, "seen_before_changed", f"{cluster_id}:{change.mark}", at, **content)
        announce.refresh(tx, there, user.id, user.key, at)


def _name(verdict: Verdict | None) -> str:
    return verdict.kind.value if verdict else ""


def _common(tx: Transaction, team_id: str, mine: frozenset[Indicator]) -> Mapping[int, frozenset[Indicator]]:
    """What remembered groups have in common with these indicators, by cluster."""
    found = {cluster_id: set(items) for cluster_id, items in memory.known(tx, team_id, mine).items()}
    if any(item.kind == PICTURE for item in mine):
        for cluster_id, items in memory.pictures(tx, team_id).items():
            found.setdefault(cluster_id, set()).update(alike(mine, items))
    return {cluster_id: frozenset(items) for cluster_id, items in found.items() if items}


def _indicators(tx: Transaction, head: Head, members: Sequence[Member]) -> frozenset[Indicator]:
    """By what a cluster can be recognised, without the accounts that people have excluded."""
    out = {member.account_id for member in members if member.status is AccountStatus.EXCLUDED}
    kept = [(member.account_id, member.handle) for member in members if member.account_id not in out]
    shared, _ = evidence_of(tx, head, exclusions_of(tx, head))
    prints = [
        str(bits)
        for finding in clusters.report(tx, head.report_id).findings
        if not out & set(finding.accounts)
        for bits in finding.numbers.get("prints", ())
    ]
    objects = [(row.layer, row.object) for row in shared]
    return of_accounts(kept) | of_objects(objects) | of_pictures(prints)
