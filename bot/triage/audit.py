"""Keeps a line of what a person did or looked at, where no other use case does."""

from collections.abc import Mapping
from typing import Any

from bot.model import Person
from bot.triage.access import see_case
from bot.triage.desk import Desk
from storage import journal


def audit(desk: Desk, person: Person, verb: str, case_id: int | None, detail: Mapping[str, Any]) -> None:
    """Append an audit event."""
    with desk.database.transaction() as tx:
        if case_id is not None:
            see_case(tx, person, case_id)
        journal.record(tx, person.team_id, person.user_id, verb, case_id=case_id, detail=detail, at=desk.now())
