"""Starts, changes and stops a cluster's recheck, inside the transaction of what asks for it."""

from bot.model import Case, Recheck, RecheckState
from bot.triage.desk import Desk
from bot.triage.schedule import Every, first_due, parse_every
from storage import rechecks
from storage.database import Transaction


def begin_recheck(
    tx: Transaction, desk: Desk, case: Case, cluster_id: int, *, every: str, by: str, by_hand: bool
) -> Recheck | None:
    """Start the recheck of a cluster; one that exists stays as it is unless a person asks (None: nothing began)."""
    chosen, now = parse_every(every), desk.now()
    existing = rechecks.of_cluster(tx, cluster_id, lock=True)
    if existing is not None:
        if not by_hand and existing.state is not RecheckState.STOPPED:
            return None
        return apply_choice(tx, desk, existing, chosen, by=by)
    due_at = first_due(chosen, now, live=bool(case.source))
    return rechecks.add(
        tx,
        case.team_id,
        case.id,
        cluster_id,
        source=case.source,
        every=chosen.text,
        due_at=due_at,
        by=by,
        by_hand=by_hand,
        at=now,
    )


def apply_choice(tx: Transaction, desk: Desk, recheck: Recheck, chosen: Every, *, by: str) -> Recheck:
    """Give a recheck another rhythm. One that waits for a fresh export goes on waiting: never two requests."""
    if chosen.off:
        return rechecks.change(tx, recheck.id, state=RecheckState.STOPPED.value, every="off")
    now = desk.now()
    columns = {"every": chosen.text, "by_hand": chosen.text == "now", "created_by": by}
    if recheck.state is RecheckState.WAITING_FOR_DATA:
        return rechecks.change(tx, recheck.id, **columns)
    if recheck.state is RecheckState.STOPPED:
        columns |= {"step": 0, "started_at": now}
    due_at = first_due(chosen, now, live=bool(recheck.source))
    return rechecks.change(tx, recheck.id, state=RecheckState.SCHEDULED.value, due_at=due_at, **columns)


def stop_for_organic(tx: Transaction, cluster_id: int) -> None:
    """The team holds the cluster to be organic: nobody is watched any longer."""
    existing = rechecks.of_cluster(tx, cluster_id, lock=True)
    if existing is not None and existing.state is not RecheckState.STOPPED:
        rechecks.change(tx, existing.id, state=RecheckState.STOPPED.value)
