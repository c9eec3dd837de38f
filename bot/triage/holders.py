"""Who holds what: when a verdict turns or comes back after a package has left the house, the thread says whom to tell.

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
    """The verdict on a group is another one than its holders were told last: name them.

    What they were told last is what they were given, or what the thread has asked people since to tell them. Those who
    were given the group as it is judged again now are named apart: for them it stands.
    """
    now, known = verdict.kind.value if verdict is not None else "", _told_last(tx, case, head)
    given = [(one, kind) for one in proof.packages(tx, [case.id]) if (kind := _kind_of(one, head.id)) is not None]
    turned = [(one, kind) for one, kind in given if known.get(one.sha256, kind) != now]
    mark = f"{_of_verdicts(head)}{len(votes.verdict_history(tx, head.id))}:{now or 'withdrawn'}"
    for stands in (False, True):
        holders = [_line(one, head.id) for one, kind in turned if (kind == now) is stands]
        if holders:
            content = {"key": head.key, "kind": now, "holders": holders, "stands": stands}
            announce.notice(tx, case, "recalled", f"{mark}:again" if stands else mark, desk.now(), **content)


def _told_last(tx: Transaction, case: Case, head: Head) -> dict[str, str]:
    """{sha256 of a package: the verdict of which the thread last said that its holder is to be told}."""
    told = announce.told(tx, case, "recalled", _of_verdicts(head))
    return {str(one["sha256"]): str(content["kind"]) for content in told for one in content["holders"]}


def _of_verdicts(head: Head) -> str:
    """How the marks of recalls for the sake of a group's verdict begin."""
    return f"{head.id}:verdict:"


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
