"""A worker's side of a run: claim it by lease, keep it, tell how far it is, end it when it fails or is cancelled."""

from dataclasses import dataclass
from pathlib import Path

from bot.analysis.differences import signs
from bot.analysis.pipeline import DATA, DataFile, PriorCluster, RunInputs
from bot.errors import Cancelled
from bot.model import Case, RecheckState, Run, RunState, Snapshot
from bot.triage import announce
from bot.triage.desk import Desk
from bot.triage.mark_baseline import baseline_for
from bot.triage.protect import names_for
from storage import cases, clusters, files, marks, rechecks, runs, snapshots, staging
from storage.database import Transaction

LEASE_MS = 60_000
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class RunClaim:
    """A run that is ours to do, until the lease runs out."""

    run: Run
    case: Case
    token: str
    inputs: RunInputs


def claim_run(desk: Desk, *, lease_ms: int = LEASE_MS) -> RunClaim | None:
    """Take the oldest run that waits, or whose worker is gone; one that was taken too often fails."""
    token, now = desk.new_token(), desk.now()
    with desk.database.reading() as tx:
        if not runs.anything_due(tx, now):
            return None
    with desk.database.transaction() as tx:
        run = runs.claim(tx, token=token, now=now, until=now + lease_ms)
        if run is None:
            return None
        case = cases.of_job(tx, run.case_id)
        if run.attempts > MOST_ATTEMPTS:
            error = f"The analysis stopped {MOST_ATTEMPTS} times without a word, most likely for want of memory."
            _end(tx, desk, case, run, token, RunState.FAILED, error, "Try with fewer rows, or a bigger machine.")
            return None
        if by := runs.cancelled_by(tx, run.id):
            _cancelled(tx, desk, case, run, token, by)
            return None
        announce.root(tx, case, now)
    with desk.database.reading() as tx:
        return RunClaim(run, case, token, _inputs(tx, desk, case, run))


def keep_run(desk: Desk, claim: RunClaim, *, lease_ms: int = LEASE_MS) -> None:
    """Say that we are still at it. LeaseLost: someone else is; Cancelled: a person wants it to stop."""
    with desk.database.transaction() as tx:
        runs.change(tx, claim.run.id, claim.token, lease_expires_at=desk.now() + lease_ms)
        if runs.cancelled_by(tx, claim.run.id):
            raise Cancelled(f"run {claim.run.number} of case {claim.case.number}")


def report_progress(
    desk: Desk, claim: RunClaim, stage: str, done: int, total: int, *, lease_ms: int = LEASE_MS
) -> None:
    """Say how far it is: one row, and one status card that is edited."""
    until = desk.now() + lease_ms
    with desk.database.transaction() as tx:
        runs.change(tx, claim.run.id, claim.token, stage=stage, done=done, total=total, lease_expires_at=until)
        announce.root(tx, claim.case, desk.now())


def fail_run(desk: Desk, claim: RunClaim, error: str, hint: str = "") -> None:
    """The run cannot be done: the thread is told why."""
    with desk.database.transaction() as tx:
        case = cases.of_job(tx, claim.case.id)
        _end(tx, desk, case, claim.run, claim.token, RunState.FAILED, error, hint)


def stop_run(desk: Desk, claim: RunClaim) -> None:
    """The run was cancelled and has stopped."""
    with desk.database.transaction() as tx:
        case = cases.of_job(tx, claim.case.id)
        _cancelled(tx, desk, case, claim.run, claim.token, runs.cancelled_by(tx, claim.run.id))


def give_back(desk: Desk, claim: RunClaim) -> None:
    """Let another worker have the run: this process is being stopped."""
    with desk.database.transaction() as tx:
        runs.change(
            tx, claim.run.id, claim.token, lease_token=None, lease_expires_at=None, attempts=claim.run.attempts - 1
        )


def _end(tx: Transaction, desk: Desk, case: Case, run: Run, token: str, state: RunState, error: str, hint: str) -> None:
    runs.finish(tx, run.id, token, state, at=desk.now(), error=error, hint=hint)
    announce.notice(tx, case, "run_failed", run.id, desk.now(), run_id=run.id, error=error, hint=hint)
    announce.root(tx, case, desk.now())


def _cancelled(tx: Transaction, desk: Desk, case: Case, run: Run, token: str, by: str) -> None:
    runs.finish(tx, run.id, token, RunState.CANCELLED, at=desk.now())
    announce.notice(tx, case, "run_cancelled", run.id, desk.now(), run_id=run.id, by=by)
    announce.root(tx, case, desk.now())


def _inputs(tx: Transaction, desk: Desk, case: Case, run: Run) -> RunInputs:
    held = [item for item in files.of_case(tx, case.id) if item.state == "stored"]
    if run.purpose == "compare":
        newest = max(item.batch for item in held if item.purpose == "recheck")
        held = [item for item in held if item.batch == newest]
    else:
        held = [item for item in held if item.purpose == "data"]
    found = tuple(
        DataFile(desk.file_path(case.id, item.batch, item.file.number), item.file.name, item.format, item.mapping)
        for item in held
    )
    priors = tuple(_prior(tx, prior) for prior in staging.priors(tx, case.id))
    return RunInputs(
        purpose=run.purpose,
        folder=desk.run_folder(case.id, run.number),
        files=found,
        handles=case.handles,
        source=case.source,
        parameters=run.parameters,
        seed=run.seed,
        priors=priors,
        watched=_watched(tx, case) if run.purpose == "compare" else (),
        data_folder=_shown_data(tx, desk, case) if run.purpose == "compare" else None,
        now=desk.now(),
        before=case.opened_at,
        seen=_seen(tx, case) if run.purpose != "compare" else (),
        baseline=baseline_for(tx, case) if run.purpose != "compare" else None,
        protected=names_for(tx, case),
    )


def _shown_data(tx: Transaction, desk: Desk, case: Case) -> Path | None:
    shown = cases.shown_run(tx, case.id)
    run = runs.get(tx, shown) if shown is not None else None
    return desk.run_folder(case.id, run.number) / DATA if run is not None else None


def _seen(tx: Transaction, case: Case) -> tuple[Snapshot, ...]:
    """Every earlier look at accounts of the case."""
    histories = [snapshots.history(tx, item.id) for item in rechecks.of_cases(tx, [case.id])]
    return tuple(item for history in histories for looks in history.values() for item in looks)


def _prior(tx: Transaction, prior: staging.Prior) -> PriorCluster:
    out = frozenset(key for key, (status, _) in marks.newest(tx, prior.cluster_id).items() if status == "excluded")
    stood_on = frozenset(signs(prior.report))
    return PriorCluster(prior.key, prior.version, prior.account_ids, out, stood_on, prior.report.suggestion)


def _watched(tx: Transaction, case: Case) -> tuple[str, ...]:
    waiting = {
        item.cluster_id for item in rechecks.of_cases(tx, [case.id]) if item.state is RecheckState.WAITING_FOR_DATA
    }
    found: set[str] = set()
    for head in clusters.heads(tx, [case.id]):
        if head.id in waiting:
            members = clusters.members(tx, head.id, head.report_id)
            found |= {member.account_id for member in members if member.status != "excluded"}
    return tuple(sorted(found))
