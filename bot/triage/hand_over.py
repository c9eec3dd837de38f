"""Packages that leave the house: for a platform, with ids and posts; for the public, with pseudonyms.

A package is made of groups that people have judged to act together or to be odd; it is recorded, with its
digest and who has it, before it is given away.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.errors import Conflict, InputError, NotFound
from bot.model import AccountStatus, Case, Member, Person, RightRole, Verdict, VerdictKind
from bot.report import Role
from bot.reporting.exported import CaseExport, ExportedCluster
from bot.reporting.handover import render_handover
from bot.reporting.publication import InSight, render_publication
from bot.triage import announce
from bot.triage.access import need_role, see_case
from bot.triage.browse_clusters import gather_export
from bot.triage.desk import Desk
from bot.triage.verdicts import hidden, newest_of_each
from storage import clusters, journal, marks, proof, votes
from storage.database import Transaction

HANDOVER, PUBLICATION = "handover", "publication"
VOTES_TO_PUBLISH = 3
RECIPIENT_LENGTH = 120
TO_A_PLATFORM = frozenset({VerdictKind.INAUTHENTIC, VerdictKind.UNCLEAR, VerdictKind.ODD})
TO_THE_PUBLIC = frozenset({VerdictKind.INAUTHENTIC, VerdictKind.UNCLEAR})


@dataclass(frozen=True, slots=True)
class MadePackage:
    """A finished package: its name holds the case's number alone."""

    case: Case
    name: str
    content: bytes
    sha256: str
    keys: tuple[str, ...]


def hand_over(desk: Desk, person: Person, case_id: int, keys: Sequence[str], recipient: str) -> MadePackage:
    """Make the package for a platform, and keep who gets it."""
    need_role(person, RightRole.ANALYST, "hand a group over")
    if not recipient.strip():
        raise InputError("Who receives it?", "For example: handover 4 C1 to Example Trust & Safety", where="recipient")
    if not keys:
        raise InputError("Which groups?", "For example: handover 4 C1 C2 to Example Trust & Safety", where="groups")
    whole = _view(desk, person, case_id)
    view = replace(whole, clusters=_chosen(whole, keys, _unfit_for_a_platform))
    return _record(desk, person, view, HANDOVER, recipient, render_handover(view, recipient.strip()))


def publish_case(desk: Desk, person: Person, case_id: int, keys: Sequence[str] = ()) -> MadePackage:
    """Make the package for the public: of these groups, or of all that may be published."""
    need_role(person, RightRole.LEAD, "publish a case")
    whole = _view(desk, person, case_id)
    wanted = keys or [item.cluster.key for item in whole.clusters if not _unfit_for_the_public(item)]
    if not wanted:
        reasons = " ".join(_unfit_for_the_public(item) for item in whole.clusters)
        raise Conflict(f"No group of case {whole.case.number} can be published. {reasons}".strip())
    view = replace(whole, clusters=_chosen(whole, wanted, _unfit_for_the_public))
    named = _with_excluded(desk, person, whole)
    content = render_publication(view, named, _in_sight(desk, person, view))
    return _record(desk, person, view, PUBLICATION, "the public", content)


def _in_sight(desk: Desk, person: Person, view: CaseExport) -> dict[str, InSight]:
    """What the voters of each group could see of each other's votes."""
    with desk.database.reading() as tx:
        see_case(tx, person, view.case.id)
        return {item.cluster.key: _seen(tx, item) for item in view.clusters}


def _seen(tx: Transaction, item: ExportedCluster) -> InSight:
    opened, version = votes.first_verdicts(tx, item.cluster.id), item.cluster.version
    present = [vote for vote in item.votes if vote.version == version]
    before = hidden(present, opened.get(version))
    return InSight(before, len(newest_of_each(present)) - before, earlier=any(number < version for number in opened))


def _view(desk: Desk, person: Person, case_id: int) -> CaseExport:
    with desk.database.reading() as tx:
        return gather_export(tx, desk, see_case(tx, person, case_id))


def _with_excluded(desk: Desk, person: Person, view: CaseExport) -> CaseExport:
    """The case with its excluded accounts as well: nobody of them may be named either."""
    with desk.database.reading() as tx:
        see_case(tx, person, view.case.id)
        everybody = tuple(
            replace(item, cluster=replace(item.cluster, members=_members(tx, item))) for item in view.clusters
        )
    return replace(view, clusters=everybody)


def _members(tx: Transaction, item: ExportedCluster) -> tuple[Member, ...]:
    head = clusters.of_job(tx, item.cluster.id)
    return clusters.members(tx, head.id, head.report_id)


def _chosen(
    view: CaseExport, keys: Sequence[str], unfit: Callable[[ExportedCluster], str]
) -> tuple[ExportedCluster, ...]:
    """These groups, each once; the first that may not leave the house stops everything."""
    known = {item.cluster.key: item for item in view.clusters}
    wanted = list(dict.fromkeys(key.upper() for key in keys))
    missing = [key for key in wanted if key not in known]
    if missing:
        raise NotFound(f"Case {view.case.number} has no group {missing[0][:20]}.", f"It has {', '.join(known)}.")
    reasons = [reason for key in wanted if (reason := unfit(known[key]))]
    if reasons:
        raise Conflict(" ".join(reasons), "Nothing was made.")
    return tuple(known[key] for key in wanted)


def _unfit_for_a_platform(item: ExportedCluster) -> str:
    """Why a group may not be handed to a platform; '' where it may."""
    verdict, key = item.cluster.verdict, item.cluster.key
    if verdict is None:
        return f"{key} has no verdict yet."
    if verdict.kind not in TO_A_PLATFORM:
        return f"{key} was judged {verdict.kind.value.replace('_', ' ')}: that is not handed over."
    return "" if item.cluster.report.accounts else f"Every account of {key} was excluded."


def _unfit_for_the_public(item: ExportedCluster) -> str:
    """Why a group may not be published; '' where it may."""
    reason = not_for_the_public(item.cluster.key, item.cluster.verdict, item.cluster.votes_in)
    named = [one for one in item.cluster.report.accounts if one.role is not Role.PERIPHERAL]
    return reason or ("" if named else f"{item.cluster.key} has no account left to publish.")


def not_for_the_public(key: str, verdict: Verdict | None, votes_in: int) -> str:
    """Why a group that is judged so may not be published; '' where it may, if it has accounts to publish."""
    if verdict is None:
        return f"{key} has no verdict yet."
    if verdict.kind not in TO_THE_PUBLIC:
        return f"{key} was judged {verdict.kind.value.replace('_', ' ')}: that is not published."
    return (
        ""
        if votes_in >= VOTES_TO_PUBLISH
        else (f"{key} has {votes_in} of the {VOTES_TO_PUBLISH} votes that publishing takes.")
    )


def _record(desk: Desk, person: Person, view: CaseExport, kind: str, recipient: str, content: bytes) -> MadePackage:
    """Keep who gets the package, unless a group has changed while it was made."""
    sha256 = hashlib.sha256(content).hexdigest()
    shown = recipient.strip()[:RECIPIENT_LENGTH]
    groups = [
        {
            "cluster_id": item.cluster.id,
            "key": item.cluster.key,
            "version": item.cluster.version,
            "verdict": item.cluster.verdict.kind.value if item.cluster.verdict else "",
            "accounts": len(_given(kind, item)),
        }
        for item in view.clusters
    ]
    accounts = [(item.cluster.id, account_id) for item in view.clusters for account_id in _given(kind, item)]
    keys = tuple(item.cluster.key for item in view.clusters)
    with desk.database.transaction() as tx:
        case = see_case(tx, person, view.case.id, lock=True)
        if not all(_unchanged(tx, item) for item in view.clusters):
            raise Conflict("A group has changed in the meantime.", "Look at it again, then once more.")
        number = proof.add_package(
            tx, case.team_id, case.id, kind=kind, recipient=shown, user_id=person.user_id, sha256=sha256,
            groups=groups, accounts=accounts, at=desk.now(),
        )  # fmt: skip
        detail = {"package": number, "sha256": sha256, "recipient": shown, "groups": list(keys)}
        journal.record(tx, case.team_id, person.user_id, kind, case_id=case.id, detail=detail, at=desk.now())
        content_ = {"by": person.user_id, "recipient": shown, "kind": kind, "sha256": sha256, "groups": groups}
        announce.notice(tx, case, "handed_over", number, desk.now(), **content_)
        announce.root(tx, case, desk.now())
        for item in view.clusters:
            announce.refresh(tx, case, item.cluster.id, item.cluster.key, desk.now())
    return MadePackage(case, f"case-{case.number}-{kind}.zip", content, sha256, keys)


def _given(kind: str, item: ExportedCluster) -> list[str]:
    """The accounts of a group that a package names, or stands for under a pseudonym."""
    return [
        account.account_id
        for account in item.cluster.report.accounts
        if kind == HANDOVER or account.role is not Role.PERIPHERAL
    ]


def _unchanged(tx: Transaction, item: ExportedCluster) -> bool:
    """Whether version, verdict and exclusions are still those that the package was made with."""
    head = clusters.of_job(tx, item.cluster.id)
    verdict = votes.verdicts(tx, [head.id]).get((head.id, head.version))
    marked = marks.newest(tx, head.id)
    given = {account.account_id for account in item.cluster.report.accounts}
    out = {account_id for account_id, (status, _) in marked.items() if status is AccountStatus.EXCLUDED}
    return head.version == item.cluster.version and verdict == item.cluster.verdict and not given & out
