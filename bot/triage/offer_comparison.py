"""A data set was uploaded to compare a case with: its thread says so, with the button that compares."""

from bot.errors import Conflict
from bot.model import Person, RightRole
from bot.triage import announce
from bot.triage.access import need_role, see_case
from bot.triage.desk import Desk


def offer_comparison(desk: Desk, person: Person, case_id: int, other_id: int) -> None:
    """Tell the new case's thread with which case of the same channel it is to be compared."""
    need_role(person, RightRole.ANALYST, "compare with a data set")
    with desk.database.transaction() as tx:
        case, other = see_case(tx, person, case_id), see_case(tx, person, other_id)
        if case.channel_id != other.channel_id:
            raise Conflict("The two cases live in different channels.", "Type it: /triage compare 4 7")
        announce.notice(
            tx, case, "comparison_set", other.id, desk.now(), other_id=other.id, number=other.number, by=person.user_id
        )
