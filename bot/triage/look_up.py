"""Where an account or a site occurred, in cases that the person may see; that it was asked is kept."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.errors import InputError
from bot.ingest.handles import PREFIXES, parse_handles
from bot.measures.urls import registrable_domain
from bot.model import AccountStatus, Person, Verdict
from bot.report import SharedObject
from bot.triage.desk import Desk
from bot.triage.voting import state_of
from storage import cases, clusters, journal, sightings
from storage.clusters import Head
from storage.database import Transaction

LONGEST = 300
SITES_A_CLUSTER = 500


@dataclass(frozen=True, slots=True)
class Sighting:
    """One group in which it occurred: `role` and `label` of an account, or how many `accounts` shared a site."""

    case_id: int
    case_number: int
    case_title: str
    channel_id: str
    key: str
    current: bool
    verdict: Verdict | None
    votes_in: int
    quorum: int
    label: str = ""
    role: str = ""
    excluded: bool = False
    accounts: int = 0


def look_up(desk: Desk, person: Person, asked: str) -> tuple[Sighting, ...]:
    """Where an account (a handle or id, with any platform before it) or a site was seen, the newest case first.

    Asking is audited, in each case that is shown; a question that found nothing belongs to no case, and no purge would
    reach its words, so that their digest is kept.

    Raises:
        InputError: nothing was asked for.
    """
    text = asked.strip()
    if not text or len(text) > LONGEST:
        raise InputError("Who or what is looked for?", "For example: seen @alice, seen bsky:alice.bsky.social")
    with desk.database.transaction() as tx:
        found = [*seen_accounts(tx, desk, person, names_of(text)), *_seen_site(tx, desk, person, _site(text))]
        shown: set[int | None] = {one.case_id for one in found}
        for case_id in shown or {None}:
            detail = {"asked": text} if case_id is not None else {"asked_sha256": _digest(text)}
            journal.record(tx, person.team_id, person.user_id, "seen", case_id=case_id, detail=detail, at=desk.now())
    return tuple(sorted(found, key=lambda one: (-one.case_number, one.key)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def seen_accounts(tx: Transaction, desk: Desk, person: Person, names: frozenset[str]) -> list[Sighting]:
    """Groups that an account with one of these names is in."""
    found = sightings.of_accounts(tx, person, names)
    told = []
    for head, plain in _of_reports(tx, desk, person, found):
        members = {member.account_id: member for member in clusters.members(tx, head.id, head.report_id)}
        for account_id in found[head.report_id]:
            member = members[account_id]
            out = member.status is AccountStatus.EXCLUDED
            told.append(replace(plain, label=member.label, role=member.role, excluded=out))
    return told


def names_of(text: str) -> frozenset[str]:
    """What an account may be called in the data: as typed, without its platform, and as the platform writes it."""
    bare = text.strip().lower()
    prefix, colon, rest = bare.partition(":")
    name = rest if colon and prefix in {*PREFIXES, *PREFIXES.values()} else bare
    parsed = parse_handles(text, default_platform="x")
    return frozenset({bare, name.removeprefix("@")} | {handle.name.lower() for handle in parsed.handles}) - {""}


def sites_of(shared: Iterable[SharedObject]) -> Mapping[str, int]:
    """The sites whose pages tied accounts of a cluster, with how many accounts each: kept to be found again."""
    tied: dict[str, set[str]] = defaultdict(set)
    for item in shared:
        site = registrable_domain(item.object) if item.layer in {"url", "domain"} else None
        if site:
            tied[site] |= {item.source, item.target}
    most = sorted(tied, key=lambda site: (-len(tied[site]), site))[:SITES_A_CLUSTER]
    return {site: len(tied[site]) for site in most}


def _seen_site(tx: Transaction, desk: Desk, person: Person, site: str) -> list[Sighting]:
    found = sightings.of_site(tx, person, site) if site else {}
    return [replace(plain, accounts=found[head.report_id]) for head, plain in _of_reports(tx, desk, person, found)]


def _site(text: str) -> str:
    """The site that is meant; '' for an account, and for a name under somebody else's site."""
    site = registrable_domain(text) or ""
    if " " in text or parse_handles(text).handles:
        return ""
    return site if "://" in text or "/" in text or text.lower().removeprefix("www.") == site else ""


def _of_reports(
    tx: Transaction, desk: Desk, person: Person, report_ids: Collection[int]
) -> Iterator[tuple[Head, Sighting]]:
    """Groups whose newest report is one of these, with where their votes stand."""
    for case_id in sightings.cases_of(tx, person, report_ids):
        case = cases.of_job(tx, case_id)
        for head in clusters.heads(tx, [case_id]):
            if head.report_id in report_ids:
                state = state_of(tx, desk, case, head)
                place = (case.id, case.number, case.title, case.channel_id, head.key, head.current)
                yield head, Sighting(*place, state.verdict, state.votes_in, state.quorum)
