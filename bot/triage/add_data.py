"""Adds files to a case: more data for a rerun, or the fresh export that a recheck asked for."""

from collections.abc import Sequence

from bot.errors import InputError
from bot.model import Case, Person, RecheckState, RightRole
from bot.triage import announce
from bot.triage.access import need_open, need_role, see_case
from bot.triage.desk import Desk
from bot.triage.open_case import WantedFile
from bot.triage.store_file import next_batch
from storage import cases, files, intakes, journal, rechecks


def add_data(desk: Desk, person: Person, case_id: int, wanted: Sequence[WantedFile], *, delivery_key: str = "") -> Case:
    """Add files; while a recheck waits for a fresh export they are compared, otherwise they join the next run."""
    need_role(person, RightRole.ANALYST, "add data")
    if not wanted:
        raise InputError("There is no file in that.", "Attach at least one file.")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, lock=True)
        need_open(case)
        if delivery_key and not intakes.first_delivery(tx, case.team_id, delivery_key, desk.now()):
            return case
        waits = any(item.state is RecheckState.WAITING_FOR_DATA for item in rechecks.of_cases(tx, [case.id]))
        listed = [(file.name, file.slack_file_id, file.size) for file in wanted]
        purpose, batch = ("recheck" if waits else "data"), next_batch(tx, case.id)
        added = files.add(tx, case.team_id, case.id, listed, batch=batch, purpose=purpose, at=desk.now())
        numbers = [item.file.number for item in added]
        detail = {"files": len(listed), "purpose": purpose, "numbers": numbers}
        journal.record(tx, case.team_id, person.user_id, "add_data", case_id=case.id, detail=detail, at=desk.now())
        announce.root(tx, case, desk.now())
        return cases.of_job(tx, case.id)
