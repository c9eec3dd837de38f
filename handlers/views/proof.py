"""Forms of proof: hold, hand over, purge."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.access import need_role
from bot.triage.browse_cases import view_case
from bot.triage.hand_over import hand_over
from bot.triage.hold_evidence import hold_case
from bot.triage.purge_case import purge_case
from handlers import ids, sending
from handlers.acts import Submitting
from handlers.office import Office
from handlers.payloads import Submission


def hold(office: Office, submission: Submission) -> None:
    """Freeze what the case cites."""
    person = office.person(submission.asker_in(submission.ref.channel))
    hold_case(office.desk, person, submission.ref.case, submission.text("reason"))


def give(office: Office, submission: Submission) -> None:
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


def purge(office: Office, submission: Submission) -> None:
    """Purge the case, if its number was typed."""
    person = office.person(submission.asker_in(submission.ref.channel))
    purge_case(office.desk, person, submission.ref.case, submission.text("number"))


VIEWS = (
    Submitting(ids.HOLD_SAVE, hold, needs=RightRole.ANALYST),
    Submitting(ids.HAND_OVER_SAVE, give, needs=RightRole.ANALYST),
    Submitting(ids.PURGE_SAVE, purge, needs=RightRole.LEAD),
)
