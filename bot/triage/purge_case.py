"""Purges a case for good: what people posted, who they are and what was written about them goes; counts stay.

What stays: that the case was, its counts, hashes of its inputs, votes without their notes, verdicts, the history
without names, and who was handed what (docs/adr/0011).
"""

import hashlib
import hmac
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import Conflict, InputError
from bot.model import Case, Person, RightRole
from bot.triage import announce
from bot.triage.access import need_role, see_case
from bot.triage.desk import Desk
from bot.triage.folders import put_back, set_aside
from bot.triage.views import Purge
from storage import cases, clusters, files, journal, judged, proof, purging, runs, votes
from storage.database import Transaction

TAKEN_AWAY = frozenset({"export", "export_posts", "handover", "publication"})


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge would delete and leave: `uploads` by number are still in Slack, `takers` took copies with them."""

    case: Case
    accounts: int
    notes: int
    frozen: int
    pictures: int
    sent: int
    uploads: tuple[int, ...]
    takers: tuple[tuple[str, int], ...]
    kept: Mapping[str, Any]


def plan_purge(desk: Desk, person: Person, case_id: int) -> PurgePlan:
    """What would go and what would stay; stops where a purge may not be."""
    need_role(person, RightRole.LEAD, "purge a case")
    with desk.database.reading() as tx:
        return _plan(tx, _purgeable(tx, person, case_id, lock=False))


def purge_case(desk: Desk, person: Person, case_id: int, confirmed: str) -> Case:
    """Purge the case; `confirmed` is its number as the person typed it."""
    need_role(person, RightRole.LEAD, "purge a case")
    with desk.database.reading() as tx:
        case = _purgeable(tx, person, case_id, lock=False)
        if confirmed.strip().lstrip("#") != str(case.number):
            raise InputError(f"Type {case.number} to purge case {case.number}.", "It cannot be undone.", where="number")
    aside: Path | None = None
    try:
        with desk.database.transaction() as tx:
            gone = _purge(tx, desk, person, _purgeable(tx, person, case_id, lock=True))
            aside = set_aside(desk, case.id)  # last: what can fail has been done
    except BaseException:
        if aside is not None:
            put_back(aside, desk.case_folder(case.id))
        raise
    shutil.rmtree(aside, ignore_errors=True)
    desk.database.empty_log()  # busy readers: the next start does it
    return gone


def purge_facts(tx: Transaction, case: Case) -> Purge | None:
    """What is left of a purged case."""
    found = purging.purge_of(tx, case.id) if case.purged_at is not None else None
    return Purge(found[0], found[2], found[1]) if found is not None else None


def upload_of(desk: Desk, person: Person, case_id: int, number: int) -> str:
    """Slack's id of an upload of a purged case that is still there."""
    need_role(person, RightRole.ANALYST, "delete an upload")
    with desk.database.reading() as tx:
        case = see_case(tx, person, case_id, purged=True)
        if case.purged_at is None:
            raise Conflict(f"Case {case.number} was not purged.", "Its uploads are still worked with.")
        for item in files.of_case(tx, case.id):
            if item.file.number == number and item.file.slack_file_id is not None:
                return item.file.slack_file_id
    raise Conflict("Slack does not have that file any more.", "Nothing has to be done.")


def upload_gone(desk: Desk, person: Person, case_id: int, number: int) -> None:
    """Slack no longer has an upload."""
    need_role(person, RightRole.ANALYST, "delete an upload")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, lock=True, purged=True)
        purging.forget_upload(tx, case.id, number)
        detail = {"number": number}
        journal.record(
            tx, case.team_id, person.user_id, "upload_deleted", case_id=case.id, detail=detail, at=desk.now()
        )
        announce.root(tx, case, desk.now())


def _purge(tx: Transaction, desk: Desk, person: Person, case: Case) -> Case:
    """Everything of a purge that is in the database."""
    plan = _plan(tx, case)
    ours = (*purging.picture_files(tx, case.id), *proof.sent_files(tx, case.id))
    now = desk.now()
    purging.blank_messages(tx, case.id, now)
    purging.erase(tx, case.team_id, case.id, _pseudonyms(desk), now)
    purging.record(tx, case.team_id, case.id, person.user_id, plan.kept, now)
    detail = {"accounts": plan.accounts, "pictures": plan.pictures, "sent": plan.sent, "uploads": len(plan.uploads)}
    journal.record(tx, case.team_id, person.user_id, "purge_case", case_id=case.id, detail=detail, at=now)
    gone = cases.of_job(tx, case.id)
    for file_id in ours:
        announce.delete_file(tx, gone, file_id, now)
    announce.notice(tx, gone, "purged_case", 1, now, by=person.user_id, sent=plan.sent, uploads=list(plan.uploads))
    announce.root(tx, gone, now)
    return gone


def _purgeable(tx: Transaction, person: Person, case_id: int, *, lock: bool) -> Case:
    case = see_case(tx, person, case_id, lock=lock, purged=True)
    if case.purged_at is not None:
        raise Conflict(f"Case {case.number} was purged already.", "Nothing has to be done.")
    if case.held_by:
        raise Conflict(f"The evidence of case {case.number} is held.", "Release it first, if nobody needs it any more.")
    waiting = any(item.state == "wanted" for item in files.of_case(tx, case.id))
    if waiting or runs.active(tx, case.id) is not None:
        raise Conflict(f"Case {case.number} is being worked on right now.", "Cancel the analysis, or wait for it.")
    return case


def _plan(tx: Transaction, case: Case) -> PurgePlan:
    heads = clusters.heads(tx, [case.id])
    accounts = {member.account_id for head in heads for member in clusters.members(tx, head.id, head.report_id)}
    taken = Counter(user_id for _, user_id, verb, _ in journal.events(tx, case.team_id, case.id) if verb in TAKEN_AWAY)
    return PurgePlan(
        case=case,
        accounts=len(accounts),
        notes=sum(len(clusters.notes(tx, head.id)) for head in heads),
        frozen=len(proof.held_files(tx, case.id)),
        pictures=len(purging.picture_files(tx, case.id)),
        sent=len(proof.sent_files(tx, case.id)),
        uploads=tuple(item.number for item in case.files if item.slack_file_id is not None),
        takers=tuple(sorted(taken.items())),
        kept=_kept(tx, case),
    )


def _kept(tx: Transaction, case: Case) -> dict[str, Any]:
    """Counts and hashes, how each group was judged, and what the team's figures count: nothing of anybody."""
    shown = cases.shown_run(tx, case.id)
    report = runs.report(tx, shown) if shown is not None else None
    heads = clusters.heads(tx, [case.id])
    verdicts = votes.verdicts(tx, [head.id for head in heads])
    groups = []
    for head in heads:
        verdict = verdicts.get((head.id, head.version))
        decided = {"verdict": verdict.kind.value, "votes": verdict.votes} if verdict is not None else {}
        groups.append({"key": head.key, "accounts": head.size, **decided})
    counts = (
        {"accounts": report.dataset.accounts, "posts": report.dataset.posts, "shares": report.dataset.shares}
        if report is not None
        else {}
    )
    hashes = [{"number": item.number, "size": item.size, "sha256": item.sha256} for item in case.files]
    return {**counts, "groups": groups, "files": hashes, judged.FIGURES: judged.figures(tx, case.id)}


def _pseudonyms(desk: Desk) -> Callable[[str], str]:
    """Account ids under a key that nobody keeps: still told apart, never found again."""
    key = (desk.new_token() + desk.new_token()).encode()

    def hidden(account_id: str) -> str:
        return "purged-" + hmac.new(key, account_id.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:16]

    return hidden
