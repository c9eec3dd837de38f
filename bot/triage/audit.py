"""Keeps a line of what a person did or looked at, where no other use case does, and gives a case's lines to a lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.model import Case, Person, RightRole
from bot.triage.access import need_role, see_case
from bot.triage.desk import Desk
from storage import journal


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Who did or looked at what."""

    at: int
    user_id: str
    verb: str
    case_id: int | None
    detail: Mapping[str, Any]


def audit(desk: Desk, person: Person, verb: str, case_id: int | None, detail: Mapping[str, Any]) -> None:
    """Append an audit event."""
    with desk.database.transaction() as tx:
        if case_id is not None:
            see_case(tx, person, case_id, purged=True)
        journal.record(tx, person.team_id, person.user_id, verb, case_id=case_id, detail=detail, at=desk.now())


def audit_trail(desk: Desk, person: Person, case_id: int) -> tuple[Case, tuple[AuditEvent, ...]]:
    """Who looked at, voted, excluded, exported or changed what in a case, this export of it included. Leads only."""
    need_role(person, RightRole.LEAD, "read who did what")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, purged=True)
        journal.record(tx, case.team_id, person.user_id, "export_audit", case_id=case.id, detail={}, at=desk.now())
        found = journal.events(tx, case.team_id, case.id)
    return case, tuple(AuditEvent(at, user_id, verb, case_id, detail) for at, user_id, verb, detail in found)
