"""One look of a recheck: claimed by lease, snapshots saved in small commits, the outcome told once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.analysis.account_changes import changes_of, gone, standing, unsettled
from bot.model import AccountStatus, Case, Change, Member, Recheck, RecheckState, Snapshot
from bot.triage import announce
from bot.triage.desk import Desk
from bot.triage.schedule import DAY_MS, HURRY_MS, HURRY_SHARE, RETRY_MS, next_due, parse_every
from storage import cases, clusters, rechecks, snapshots
from storage.database import Transaction

LEASE_MS = 300_000
_IDLE = {"lease_token": None, "lease_expires_at": None, "attempts": 0}


@dataclass(frozen=True, slots=True)
class LookClaim:
    """A recheck that is ours to do: the accounts that are still to be looked at, and how many there are in all."""

    recheck: Recheck
    token: str
    case: Case
    look: int
    members: tuple[Member, ...]
    total: int


def claim_look(desk: Desk, *, lease_ms: int = LEASE_MS) -> LookClaim | None:
    """Take a recheck that is due, or that someone left half done."""
    token, now = desk.new_token(), desk.now()
    with desk.database.reading() as tx:
        if not rechecks.anything_due(tx, now):
            return None
    with desk.database.transaction() as tx:
        recheck = rechecks.claim(tx, token=token, now=now, until=now + lease_ms)
        if recheck is None:
            return None
        case, look = cases.of_job(tx, recheck.case_id), recheck.looks + 1
        members = watched(tx, recheck)
        seen = snapshots.seen_in(tx, recheck.id, look)
        left = tuple(member for member in members if member.account_id not in seen)
        return LookClaim(recheck, token, case, look, left, len(members))


def watched(tx: Transaction, recheck: Recheck) -> tuple[Member, ...]:
    """The accounts of a recheck: those of the cluster's newest version that nobody excluded."""
    head = clusters.of_job(tx, recheck.cluster_id)
    members = clusters.members(tx, head.id, head.report_id)
    return tuple(member for member in members if member.status is not AccountStatus.EXCLUDED)


def save_snapshots(desk: Desk, claim: LookClaim, found: Sequence[Snapshot], *, lease_ms: int = LEASE_MS) -> None:
    """Keep what was seen, and the lease. LeaseLost: someone else looks now, or a person changed the recheck."""
    with desk.database.transaction() as tx:
        rechecks.keep(tx, claim.recheck.id, claim.token, lease_expires_at=desk.now() + lease_ms)
        snapshots.add(tx, claim.case.team_id, claim.recheck.id, claim.look, found)


def finish_look(desk: Desk, claim: LookClaim) -> int:
    """Compare, tell what changed, and plan the next look; gives the number of changes.

    Where the platform answered for nobody nothing is compared and nothing changes: the look is tried again later.
    """
    with desk.database.transaction() as tx:
        case = cases.of_job(tx, claim.case.id, lock=True)
        recheck = claim.recheck
        wanted = {member.account_id for member in watched(tx, recheck)}
        seen = snapshots.seen_in(tx, recheck.id, claim.look) & wanted
        if not seen:
            _postpone(tx, desk, case, claim, len(wanted))
            return 0
        history = {key: found for key, found in snapshots.history(tx, recheck.id).items() if key in seen}
        told = snapshots.told(tx, recheck.id)
        changes = [item for key, found in history.items() for item in changes_of(found, told.get(key, ()))]
        snapshots.tell(tx, case.team_id, recheck.id, claim.look, changes, desk.now())
        after = snapshots.told(tx, recheck.id)
        hurry = len(after.keys() & wanted) >= HURRY_SHARE * len(wanted) and bool(changes)
        waits = any(unsettled(found, after.get(key, ())) for key, found in history.items())
        by_hand = rechecks.pace(tx, recheck.id).by_hand
        _plan(tx, desk, claim, hurry=hurry, waits=waits)
        if changes or by_hand:
            states = {key: standing(found, after.get(key, ())) for key, found in history.items()}
            counts = {
                "checked": len(seen),
                "unreached": len(wanted) - len(seen),
                "total": len(wanted),
                "gone": gone(states),
            }
            notice(tx, desk, case, recheck, claim.look, changes, counts)
        _refresh(tx, desk, case, recheck)
        return len(changes)


def ask_for_data(desk: Desk, claim: LookClaim) -> bool:
    """For a case that lives on files: ask for a fresh export, unless a request is open in the case; True if asked."""
    with desk.database.transaction() as tx:
        case = cases.of_job(tx, claim.case.id, lock=True)
        others = rechecks.of_cases(tx, [case.id])
        is_open = any(item.state is RecheckState.WAITING_FOR_DATA for item in others)
        number = rechecks.pace(tx, claim.recheck.id).requests + 1
        state = RecheckState.WAITING_FOR_DATA.value
        rechecks.keep(tx, claim.recheck.id, claim.token, state=state, requests=number, by_hand=False, **_IDLE)
        if not is_open:
            content = {"recheck_id": claim.recheck.id, "cluster_id": claim.recheck.cluster_id, "case_id": case.id}
            key = f"recheck:{claim.recheck.id}:request:{number}"
            announce.thread_message(tx, case, "data_request", key, content, desk.now())
        _refresh(tx, desk, case, claim.recheck)
        return not is_open


def notice(
    tx: Transaction,
    desk: Desk,
    case: Case,
    recheck: Recheck,
    look: int,
    changes: Sequence[Change],
    counts: Mapping[str, int],
) -> None:
    """Tell the thread what a look found."""
    content = {
        "recheck_id": recheck.id,
        "cluster_id": recheck.cluster_id,
        "case_id": case.id,
        "changes": [
            {
                "account_id": item.account_id,
                "handle": item.handle,
                "what": item.what,
                "before": item.before,
                "after": item.after,
            }
            for item in changes
        ],
        **counts,
    }
    announce.thread_message(tx, case, "recheck_notice", f"recheck:{recheck.id}:look:{look}", content, desk.now())


def _plan(tx: Transaction, desk: Desk, claim: LookClaim, *, hurry: bool, waits: bool) -> None:
    recheck, now = claim.recheck, desk.now()
    hurried_until = now + HURRY_MS if hurry else rechecks.pace(tx, recheck.id).hurried_until
    hurried = hurried_until is not None and now < hurried_until
    every = parse_every(recheck.every)
    due = next_due(every, recheck.started_at, recheck.step + 1, now, hurried=hurried)
    if due is not None and waits:
        due = min(due, now + DAY_MS)  # a terminal state wants its second reading
    rechecks.keep(
        tx,
        recheck.id,
        claim.token,
        state=(RecheckState.SCHEDULED if due is not None else RecheckState.STOPPED).value,
        due_at=due if due is not None else now,
        every=every.text if every.period_ms is not None else "default",
        by_hand=False,
        step=recheck.step + 1,
        looks=claim.look,
        last_checked_at=now,
        hurried_until=hurried_until,
        **_IDLE,
    )


def _postpone(tx: Transaction, desk: Desk, case: Case, claim: LookClaim, total: int) -> None:
    by_hand = rechecks.pace(tx, claim.recheck.id).by_hand
    due = desk.now() + RETRY_MS
    state = RecheckState.SCHEDULED.value
    rechecks.keep(tx, claim.recheck.id, claim.token, state=state, due_at=due, by_hand=False, **_IDLE)
    if by_hand:
        counts = {"checked": 0, "unreached": total, "total": total, "gone": 0}
        announce.thread_message(
            tx,
            case,
            "recheck_notice",
            f"recheck:{claim.recheck.id}:unreached:{desk.now()}",
            {
                "recheck_id": claim.recheck.id,
                "cluster_id": claim.recheck.cluster_id,
                "case_id": case.id,
                "changes": [],
                **counts,
            },
            desk.now(),
        )
    _refresh(tx, desk, case, claim.recheck)


def _refresh(tx: Transaction, desk: Desk, case: Case, recheck: Recheck) -> None:
    head = clusters.of_job(tx, recheck.cluster_id)
    announce.refresh(tx, case, head.id, head.key, desk.now())
