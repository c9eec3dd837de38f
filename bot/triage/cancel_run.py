"""Cancels a run: at once if it waits, else its worker stops it."""

from bot.errors import Conflict
from bot.model import Person, RightRole, Run, RunState
from bot.triage import announce
from bot.triage.access import need_role, see_case
from bot.triage.desk import Desk
from storage import journal, runs


def cancel_run(desk: Desk, person: Person, case_id: int) -> Run:
    """Ask the case's waiting or running run to stop."""
    need_role(person, RightRole.ANALYST, "cancel a run")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, lock=True)
        active = runs.active(tx, case.id)
        if active is None:
            raise Conflict(f"Nothing is running for case {case.number}.", "It may have finished just now.")
        run = runs.ask_to_cancel(tx, active.id, person.user_id, desk.now())
        journal.record(
            tx, case.team_id, person.user_id, "cancel_run", case_id=case.id, detail={"run": run.number}, at=desk.now()
        )
        if run.state is RunState.CANCELLED:
            announce.notice(tx, case, "run_cancelled", run.id, desk.now(), run_id=run.id, by=person.user_id)
        announce.root(tx, case, desk.now())
        return run
