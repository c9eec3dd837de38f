"""One message a day and channel, at the hour that the channel has chosen: what waits. Nothing waits: no message.

Each day of a channel is taken once by a stored key, in the transaction that enqueues the message, so a restart, a
second process or a slow ticker change nothing; an hour that was slept through is made up for on the same day. A digest
that quiet hours still hold back gives way to the next one.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.model import Case, Person, RecheckState
from bot.triage import announce
from bot.triage.browse_cases import due_lines, open_lines
from bot.triage.desk import Desk
from bot.triage.quiet import held_until, parse_zone
from bot.triage.retention import WARN_BEFORE_MS
from bot.triage.schedule import DAY_MS
from bot.triage.views import ClusterLine
from storage import cases, intakes, journal
from storage.database import Transaction

KEY, KIND = "digest_hour", "digest"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: the case's number, the group ('' = the case), and since or until when."""

    case: int
    key: str
    at: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What waits in a channel: groups for votes, the longest waiting first; disputes; looks and deletions to come."""

    votes: int
    wanted: tuple[Waiting, ...]
    disputed: tuple[Waiting, ...]
    rechecks: tuple[Waiting, ...]
    expiring: tuple[Waiting, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.wanted or self.disputed or self.rechecks or self.expiring)


def send_digests(desk: Desk) -> int:
    """Enqueue the digest of each channel whose hour has come today; gives how many have something to say."""
    with desk.database.reading() as tx:
        chosen = journal.everywhere(tx, KEY)
    return sum(_send(desk, choice) for choice in chosen if _today(desk, choice))


def _today(desk: Desk, choice: journal.Choice) -> bool:
    """Whether the channel's hour has come today and was chosen before it came."""
    if not choice.value.isdecimal():
        return False
    with desk.database.reading() as tx:
        due = _due_at(tx, choice, desk.now())
    return choice.at <= due <= desk.now()


def _due_at(tx: Transaction, choice: journal.Choice, now: int) -> int:
    zone = parse_zone(journal.chosen(tx, choice.team_id, choice.channel_id).get("timezone", ""))
    here = datetime.fromtimestamp(now / 1000, zone)
    return int(here.replace(hour=int(choice.value), minute=0, second=0, microsecond=0).timestamp() * 1000)


def _send(desk: Desk, choice: journal.Choice) -> bool:
    team_id, channel_id, now = choice.team_id, choice.channel_id, desk.now()
    with desk.database.reading() as tx:
        key = f"digest:{channel_id}:{_due_at(tx, choice, now)}"
        if intakes.seen(tx, team_id, key):
            return False
    with desk.database.transaction() as tx:
        if not intakes.first_delivery(tx, team_id, key, now):
            return False
        announce.withdraw(tx, team_id, channel_id, KIND)
        found = gather(tx, desk, desk.voice(team_id, channel_id))
        if found.empty:
            return False
        held = held_until(tx, team_id, channel_id, now)
        announce.channel_message(tx, team_id, channel_id, KIND, key, asdict(found), now, not_before=held)
    return True


def gather(tx: Transaction, desk: Desk, voice: Person) -> Digest:
    """What waits in the channel of that voice."""
    now = desk.now()
    lines = open_lines(tx, desk, voice)
    wanted = sorted((line for line in lines if line.votes_wanted), key=lambda line: (line.waiting_since, line.key))
    ending = [
        Waiting(case.number, "", case.raw_posts_expire_at)
        for case in cases.listed(tx, voice, status=None, opened_by="", limit=1_000)
        if case.raw_posts_expire_at is not None and _expires(case, now)
    ]
    looks = [
        Waiting(item.case_number, item.key, item.recheck.due_at)
        for item in due_lines(tx, voice)
        if item.recheck.state is RecheckState.WAITING_FOR_DATA or item.recheck.due_at < now + DAY_MS
    ]
    return Digest(
        votes=sum(line.votes_wanted for line in wanted),
        wanted=_waiting(wanted),
        disputed=_waiting([line for line in lines if line.state.disputed and line.current]),
        rechecks=tuple(looks),
        expiring=tuple(sorted(ending, key=lambda item: (item.at, item.case))),
    )


def _waiting(lines: Sequence[ClusterLine]) -> tuple[Waiting, ...]:
    return tuple(Waiting(line.case_number, line.key, line.waiting_since) for line in lines)


def _expires(case: Case, now: int) -> bool:
    soon = case.raw_posts_expire_at is not None and case.raw_posts_expire_at <= now + WARN_BEFORE_MS
    return soon and case.raw_purged_at is None and not case.held_by
