"""A fresh export has come: what it says of the watched accounts is compared with what we knew, and told."""

from bot.analysis.account_changes import changes_of
from bot.analysis.pipeline import RunResult
from bot.model import Case, Recheck, RecheckState, RunState, Snapshot
from bot.triage import announce
from bot.triage.desk import Desk
from bot.triage.schedule import next_due, parse_every
from bot.triage.take_look import notice, watched
from bot.triage.take_run import RunClaim
from storage import cases, rechecks, runs, snapshots
from storage.database import Transaction


def recheck_by_export(desk: Desk, claim: RunClaim, result: RunResult) -> None:
    """End the run, and answer every recheck of the case that waited for it."""
    with desk.database.transaction() as tx:
        case = cases.of_job(tx, claim.case.id, lock=True)
        runs.change(tx, claim.run.id, claim.token, input_sha256=result.input_sha256)
        runs.finish(tx, claim.run.id, claim.token, RunState.DONE, at=desk.now())
        for recheck in rechecks.of_cases(tx, [case.id]):
            if recheck.state is RecheckState.WAITING_FOR_DATA:
                _answer(tx, desk, case, recheck, result)
        announce.root(tx, case, desk.now())


def _answer(tx: Transaction, desk: Desk, case: Case, recheck: Recheck, result: RunResult) -> None:
    accounts = {member.account_id for member in watched(tx, recheck)}
    look = recheck.looks + 1
    if not snapshots.history(tx, recheck.id):
        snapshots.add(tx, case.team_id, recheck.id, 0, _of(result.baseline, accounts))
    found = _of(result.snapshots, accounts)
    snapshots.add(tx, case.team_id, recheck.id, look, found)
    history, told = snapshots.history(tx, recheck.id), snapshots.told(tx, recheck.id)
    changes = [
        item
        for snapshot in found
        for item in changes_of(history[snapshot.account_id], told.get(snapshot.account_id, ()))
    ]
    snapshots.tell(tx, case.team_id, recheck.id, look, changes, desk.now())
    counts = {
        "checked": len(found),
        "unreached": 0,
        "absent": len(accounts) - len(found),
        "total": len(accounts),
        "gone": 0,
    }
    notice(tx, desk, case, recheck, look, changes, counts)
    _plan(tx, desk, recheck, look)


def _of(found: tuple[Snapshot, ...], accounts: set[str]) -> list[Snapshot]:
    return [snapshot for snapshot in found if snapshot.account_id in accounts]


def _plan(tx: Transaction, desk: Desk, recheck: Recheck, look: int) -> None:
    """One request is all that the default asks of people; only who chose a rhythm is asked again."""
    every, now = parse_every(recheck.every), desk.now()
    due = None
    if every.period_ms is not None:
        due = next_due(every, recheck.started_at, recheck.step + 1, now, hurried=False)
    state = RecheckState.SCHEDULED if due is not None else RecheckState.STOPPED
    columns = {"state": state.value, "due_at": due if due is not None else now, "looks": look, "last_checked_at": now}
    rechecks.change(tx, recheck.id, **columns, step=recheck.step + 1)
