"""The ticker: claims rechecks that are due and does them, and lets raw posts expire.

One tick is a plain function of the desk's clock; APScheduler only calls it, and holds nothing that could be lost.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.analysis.account_changes import short_digest
from bot.errors import LeaseLost, SourceError, UserError
from bot.model import AccountState, Member, Snapshot
from bot.protocols import AccountRecord, Source
from bot.triage.desk import Desk
from bot.triage.digest import send_digests
from bot.triage.retention import forget_deliveries, purge_expired, warn_of_expiry
from bot.triage.take_look import LookClaim, ask_for_data, claim_look, finish_look, save_snapshots

SECONDS = 30
ACCOUNTS_A_COMMIT = 25
MOST_LOOKS_A_TICK = 50

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class TickResult:
    """What one tick did."""

    looks: int = 0
    changes: int = 0
    requests: int = 0
    warned: int = 0
    purged: int = 0
    digests: int = 0


def tick(desk: Desk, sources: Mapping[str, Source]) -> TickResult:
    """Do what is due now: rechecks, warnings, expiries, the digests of the day."""
    looks = changes = requests = 0
    for claim in _due(desk):
        try:
            if claim.recheck.source in sources:
                looks, changes = looks + 1, changes + _look(desk, sources[claim.recheck.source], claim)
            else:
                requests += ask_for_data(desk, claim)
        except LeaseLost:
            _log.warning("recheck taken over", recheck=claim.recheck.id)
    forget_deliveries(desk)
    return TickResult(looks, changes, requests, warn_of_expiry(desk), purge_expired(desk), send_digests(desk))


def _due(desk: Desk) -> Iterator[LookClaim]:
    for _ in range(MOST_LOOKS_A_TICK):
        claim = claim_look(desk)
        if claim is None:
            return
        yield claim


def _look(desk: Desk, source: Source, claim: LookClaim) -> int:
    for first in range(0, len(claim.members), ACCOUNTS_A_COMMIT):
        save_snapshots(desk, claim, look_at(desk, source, claim.members[first : first + ACCOUNTS_A_COMMIT]))
    return finish_look(desk, claim)


def look_at(desk: Desk, source: Source, members: Sequence[Member]) -> list[Snapshot]:
    """Ask for each account; who is not reached is left out."""
    found = []
    for member in members:
        try:
            record = source.profile(member.account_id)
        except (SourceError, UserError) as error:  # nobody answered, or not clearly: that changes no state
            _log.info("account not reached", recheck_source=source.platform, error=type(error).__name__)
            continue
        found.append(_snapshot(record, member, source.platform, desk.now()))
    return found


def _snapshot(record: AccountRecord, member: Member, platform: str, at: int) -> Snapshot:
    return Snapshot(
        account_id=member.account_id,
        handle=record.handle or member.handle,
        name=record.name,
        state=_state(record, member),
        bio_hash=short_digest(record.bio),
        avatar_hash=short_digest(record.avatar),
        created=record.created,
        followers=record.followers,
        posts_total=record.posts_total,
        source=platform,
        at=at,
    )


def _state(record: AccountRecord, member: Member) -> AccountState:
    if record.status not in set(AccountState):
        return AccountState.UNKNOWN
    if record.status == "active" and record.account_id and record.account_id != member.account_id:
        return AccountState.HANDLE_REUSED
    return AccountState(record.status)


class Ticker:
    """Calls a tick every few seconds in a thread of its own; `nudge` calls one now (a moved clock)."""

    def __init__(
        self,
        desk: Desk,
        sources: Mapping[str, Source],
        *,
        seconds: int = SECONDS,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk, self._sources, self._wake = desk, sources, wake
        self._busy = threading.Lock()
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._scheduler.add_job(self.nudge, "interval", seconds=seconds)

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Finish the tick at hand and stop."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def nudge(self) -> TickResult:
        """Do one tick now; two never run at once in this process."""
        with self._busy:
            result = tick(self._desk, self._sources)
        if result != TickResult():
            self._wake()
        return result
