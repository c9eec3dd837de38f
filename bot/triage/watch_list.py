"""The watch-list of a channel: accounts to look at again. When one turns up in a case the card says so, as context.

Names that could be imitated are another list (`protect`): there a handle that looks alike counts, here the account.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Conflict, InputError
from bot.ingest.handles import parse_handles
from bot.model import AccountStatus, Case, Member, Person, RightRole, Sensitivity
from bot.triage.access import need_insider, need_member, need_role
from bot.triage.desk import Desk
from bot.triage.look_up import Sighting, names_of, seen_accounts
from bot.triage.preferences import read_preferences
from bot.triage.views import WatchedMember
from storage import journal, watched
from storage.database import Transaction
from storage.watched import Watched

MOST = 200
REASON = 300


@dataclass(frozen=True, slots=True)
class WatchLine:
    """One account of the list, and where it turned up in cases that the person may see."""

    watched: Watched
    seen: tuple[Sighting, ...]


def watch_list(desk: Desk, person: Person, channel_id: str) -> tuple[WatchLine, ...]:
    """The channel's list; looking is audited."""
    need_insider(person, "read the watch-list")
    need_member(person, channel_id)
    with desk.database.transaction() as tx:
        found = watched.listed(tx, person.team_id, channel_id)
        detail = {"channel_id": channel_id}
        at = desk.now()
        journal.record(tx, person.team_id, person.user_id, "see_watchlist", case_id=None, detail=detail, at=at)
        return tuple(WatchLine(one, tuple(seen_accounts(tx, desk, person, names_of(one.account)))) for one in found)


def watch(desk: Desk, person: Person, channel_id: str, words: Sequence[str]) -> tuple[str, ...]:
    """Put accounts on the list: the first words are accounts, the rest says why; gives the accounts.

    Raises:
        InputError: no account, no reason, or a list that would be too long.
    """
    need_role(person, RightRole.ANALYST, "change the watch-list")
    need_member(person, channel_id)
    with desk.database.transaction() as tx:
        platform = read_preferences(tx, desk, person.team_id, channel_id).default_platform
        accounts, reason = _split(words, platform or None)
        held = {one.account for one in watched.listed(tx, person.team_id, channel_id)}
        fresh = [account for account in accounts if account not in held]
        if len(held) + len(fresh) > MOST:
            raise InputError(f"The list holds at most {MOST} accounts.", "Take some off with: watchlist off @account")
        for account in fresh:
            watched.add(tx, person.team_id, channel_id, account, reason, by=person.user_id, at=desk.now())
        _record(tx, desk, person, channel_id, "watch", fresh)
    return accounts


def unwatch(desk: Desk, person: Person, channel_id: str, words: Sequence[str]) -> tuple[str, ...]:
    """Take accounts off the list; gives them.

    Raises:
        Conflict: one is not on it.
    """
    need_role(person, RightRole.ANALYST, "change the watch-list")
    need_member(person, channel_id)
    with desk.database.transaction() as tx:
        held = watched.listed(tx, person.team_id, channel_id)
        off = []
        for word in words:
            meant = [one for one in held if names_of(one.account) & names_of(word)]
            if not meant:
                raise Conflict(f"{word} is not on the watch-list.", "/triage watchlist shows the list.")
            off += meant
        for one in {one.id: one for one in off}.values():
            watched.remove(tx, one.id, by=person.user_id, at=desk.now())
        _record(tx, desk, person, channel_id, "unwatch", [one.account for one in off])
    return tuple(one.account for one in off)


def watched_members(tx: Transaction, case: Case, members: Sequence[Member]) -> tuple[WatchedMember, ...]:
    """Accounts of a cluster that are on the watch-list of its case's channel; not those that people excluded.

    Without the reason, which may name the account, where the case is internal only.
    """
    found = [(one, names_of(one.account)) for one in watched.listed(tx, case.team_id, case.channel_id)]
    return tuple(
        WatchedMember(
            member.label, one.reason if case.sensitivity is Sensitivity.OPEN else "", one.added_by, one.added_at
        )
        for member in members
        for one, names in found
        if member.status is not AccountStatus.EXCLUDED and names & _called(member)
    )


def _called(member: Member) -> frozenset[str]:
    return frozenset({member.account_id.lower(), member.handle.lower().removeprefix("@")}) - {""}


def _split(words: Sequence[str], platform: str | None) -> tuple[tuple[str, ...], str]:
    """Accounts as `platform:name`, and the reason."""
    accounts: dict[str, None] = {}
    for place, word in enumerate(words):
        parsed = parse_handles(word, default_platform=platform) if _looks_like_one(word) else None
        if parsed is None:
            return _both(tuple(accounts), " ".join(words[place:]))
        if parsed.problems:
            raise InputError(parsed.problems[0])
        accounts |= dict.fromkeys(f"{handle.platform}:{handle.name}" for handle in parsed.handles)
    return _both(tuple(accounts), "")


def _looks_like_one(word: str) -> bool:
    return word.startswith(("@", "<", "http")) or (":" in word[1:-1] and " " not in word)


def _both(accounts: tuple[str, ...], reason: str) -> tuple[tuple[str, ...], str]:
    example = "For example: watchlist add @alice.bsky.social was in the spring campaign"
    if not accounts:
        raise InputError("Which account should be watched?", example)
    if not reason.strip():
        raise InputError("Why should it be looked at again?", example)
    return accounts, reason.strip()[:REASON]


def _record(tx: Transaction, desk: Desk, person: Person, channel_id: str, verb: str, accounts: Sequence[str]) -> None:
    detail = {"channel_id": channel_id, "accounts": list(accounts)}
    journal.record(tx, person.team_id, person.user_id, verb, case_id=None, detail=detail, at=desk.now())
