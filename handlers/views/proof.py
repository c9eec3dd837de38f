"""Forms of proof: hold, hand over, publish, purge."""

from collections.abc import Mapping
from typing import Any

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.access import need_role
from bot.triage.browse_cases import view_case
from bot.triage.hand_over import hand_over, publish_case
from bot.triage.hold_evidence import hold_case
from bot.triage.purge_case import purge_case
from handlers import ids, sending
from handlers.acts import Submitting
from handlers.office import Office
from handlers.payloads import Submission

CLEAR = {"response_action": "clear"}
"""Closes the export form underneath as well: what was asked for is done."""


def hold(office: Office, submission: Submission) -> None:
    """Freeze what the case cites."""
    person = office.person(submission.asker_in(submission.ref.channel))
    hold_case(office.desk, person, submission.ref.case, submission.text("reason"))


def give(office: Office, submission: Submission) -> Mapping[str, Any]:
    """Make the package after the ack: it takes longer than a modal waits."""
    person = office.person(submission.asker_in(submission.ref.channel))
    view_case(office.desk, person, submission.ref.case)
    need_role(person, RightRole.ANALYST, "hand a group over")
    groups, recipient = submission.chosen("groups"), submission.text("recipient")
    if not groups:
        raise InputError("Which groups?", "Tick at least one.", where="groups")

    def make() -> None:
        sending.send_package(office, person, hand_over(office.desk, person, submission.ref.case, groups, recipient))

    office.soon(submission.asker, make)
    return CLEAR


def publish(office: Office, submission: Submission) -> Mapping[str, Any]:
    """Make the package for the public after the ack, as the one for a platform."""
    person = office.person(submission.asker_in(submission.ref.channel))
    case = view_case(office.desk, person, submission.ref.case).case.id
    need_role(person, RightRole.LEAD, "publish a case")
    groups = submission.chosen("groups")
    if not groups:
        raise InputError("Which groups?", "Tick at least one.", where="groups")
    office.soon(
        submission.asker, lambda: sending.send_package(office, person, publish_case(office.desk, person, case, groups))
    )
    return CLEAR


def purge(office: Office, submission: Submission) -> Mapping[str, Any]:
    """Purge the case, if its number was typed."""
    person = office.person(submission.asker_in(submission.ref.channel))
    purge_case(office.desk, person, submission.ref.case, submission.text("number"))
    return CLEAR


VIEWS = (
    Submitting(ids.HOLD_SAVE, hold, needs=RightRole.ANALYST),
    Submitting(ids.HAND_OVER_SAVE, give, needs=RightRole.ANALYST),
    Submitting(ids.PUBLISH_SAVE, publish, needs=RightRole.LEAD),
    Submitting(ids.PURGE_SAVE, purge, needs=RightRole.LEAD),
)
