"""Starts an analysis: the first one, a rerun with other parameters, or the reading of a fresh export."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.errors import Conflict, InputError
from bot.model import Case, Person, RightRole, Run
from bot.triage import announce
from bot.triage.access import need_open, need_role, see_case
from bot.triage.desk import Desk
from storage import cases, files, journal, runs
from storage.database import Transaction

_NO_CHANGES: Mapping[str, Any] = MappingProxyType({})
_NOTHING = "There is nothing to analyse yet."


def start_run(desk: Desk, person: Person, case_id: int, *, parameters: Mapping[str, Any] | None = None) -> Run:
    """Start a run over what the case has; parameters that are not given stay as they were, None takes one back.

    The case takes the parameters over when the run is shown: one that fails changes nothing.
    """
    need_role(person, RightRole.ANALYST, "start a run")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, lock=True)
        need_open(case)
        if case.raw_purged_at is not None:
            raise Conflict(
                "The raw posts of this case have expired.", "Add the data again: “Add data” on the first message."
            )
        if runs.active(tx, case.id) is not None:
            raise Conflict(f"Case {case.number} is being analysed right now.", "Wait for it, or cancel it first.")
        _need_data(tx, case)
        run = begin_run(tx, desk, case, by=person.user_id, changes=parameters or {})
        journal.record(
            tx, case.team_id, person.user_id, "start_run", case_id=case.id, detail={"run": run.number}, at=desk.now()
        )
        announce.root(tx, case, desk.now())
        return run


def begin_run(
    tx: Transaction,
    desk: Desk,
    case: Case,
    *,
    by: str,
    purpose: str = "analysis",
    changes: Mapping[str, Any] = _NO_CHANGES,
) -> Run:
    """Insert the waiting run, inside the transaction of what asks for it."""
    changed = {**cases.parameters(tx, case.id), **changes}
    chosen = {name: value for name, value in changed.items() if value is not None}
    return runs.add(
        tx,
        case.team_id,
        case.id,
        parameters=chosen,
        seed=int(chosen.get("seed", desk.seed)),
        version=desk.version,
        requested_by=by,
        purpose=purpose,
        at=desk.now(),
    )


def _need_data(tx: Transaction, case: Case) -> None:
    states = {file.state for file in files.of_case(tx, case.id) if file.purpose == "data"}
    if "wanted" in states:
        raise Conflict("The files are still on their way.", "The run starts by itself when they are here.")
    if "unclear" in states:
        raise InputError(_NOTHING, "Press “Confirm columns” in the thread first.")
    if "stored" not in states and not (case.handles and case.source):
        raise InputError(_NOTHING, "Add a file with the accounts' posts: “Add data” on the first message.")
