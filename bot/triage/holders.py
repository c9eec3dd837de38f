"""Who holds what: when a verdict turns after a package has left the house, the thread says whom to tell.

Voting and excluding call this, each in one line; the words are Slack's part.
"""

from collections.abc import Mapping
from typing import Any

from bot.model import Case, Member, Verdict
from bot.triage import announce
from bot.triage.desk import Desk
from bot.triage.views import Holding
from storage import clusters, proof, votes
from storage.clusters import Head
from storage.database import Transaction
from storage.proof import Package


def tell_holders(tx: Transaction, desk: Desk, case: Case, head: Head, verdict: Verdict | None) -> None:
    """The verdict on a group is another one now: name those who hold the group under one that no longer stands."""
    told = [package for package in proof.packages(tx, [case.id]) if _kind_of(package, head.id) is not None]
    now = verdict.kind.value if verdict is not None else ""
    stale = [package for package in told if _kind_of(package, head.id) != now]
    if stale:
        mark = f"{head.id}:verdict:{len(votes.verdict_history(tx, head.id))}:{now or 'withdrawn'}"
        content = {"key": head.key, "kind": now, "holders": [_line(package, head.id) for package in stale]}
        announce.notice(tx, case, "recalled", mark, desk.now(), **content)


def tell_excluded(tx: Transaction, desk: Desk, case: Case, head: Head, member: Member) -> None:
    """An account was excluded: name those who were given it."""
    told = proof.packages_with(tx, head.id, member.account_id)
    if told:
        holders = [_line(package, head.id) for package in told]
        mark = f"{head.id}:excluded:{member.label}:{desk.now()}"
        content = {"key": head.key, "label": member.label, "holders": holders}
        announce.notice(tx, case, "recalled", mark, desk.now(), **content)


def holdings(tx: Transaction, case: Case, key: str = "") -> tuple[Holding, ...]:
    """Every package of a case (or those that hold one group), with the groups that are judged otherwise by now."""
    found = [
        one for one in proof.packages(tx, [case.id]) if not key or any(group["key"] == key for group in one.groups)
    ]
    if not found:
        return ()
    versions = {head.id: head.version for head in clusters.heads(tx, [case.id])}
    judged = votes.verdicts(tx, {int(group["cluster_id"]) for one in found for group in one.groups})

    def turned(group: Mapping[str, Any]) -> bool:
        cluster_id, then = int(group["cluster_id"]), int(group["version"])
        now = judged.get((cluster_id, versions.get(cluster_id, then)), judged.get((cluster_id, then)))
        return (now.kind.value if now is not None else "") != str(group["verdict"])

    return tuple(
        Holding(
            kind=one.kind,
            recipient=one.recipient,
            by=one.user_id,
            at=one.at,
            sha256=one.sha256,
            keys=tuple(str(group["key"]) for group in one.groups),
            turned=tuple(str(group["key"]) for group in one.groups if turned(group)),
        )
        for one in found
    )


def _kind_of(package: Package, cluster_id: int) -> str | None:
    """The verdict with which a package gave a group away; None if it does not hold it."""
    for group in package.groups:
        if group["cluster_id"] == cluster_id:
            return str(group["verdict"])
    return None


def _line(package: Package, cluster_id: int) -> dict[str, object]:
    return {
        "kind": package.kind,
        "recipient": package.recipient,
        "by": package.user_id,
        "at": package.at,
        "sha256": package.sha256,
        "verdict": _kind_of(package, cluster_id) or "",
    }
