"""A vote was submitted: kept before the modal closes; a missing reason is asked for inside it."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.record_vote import record_vote
from handlers import ids
from handlers.acts import Submitting
from handlers.blocks.votes import answer_of
from handlers.office import Office
from handlers.payloads import Submission
from handlers.rights import Outsiders


def save(office: Office, submission: Submission) -> None:
    """Keep one vote on the version that the person saw."""
    person = office.person(submission.asker_in(submission.ref.channel))
    together, seem = answer_of(submission.text("together")), answer_of(submission.text("seem"))
    cannot = together is None or seem is None
    try:
        record_vote(
            office.desk,
            person,
            submission.ref.cluster,
            submission.ref.version,
            acting_together=None if cannot else together,
            not_what_they_seem=None if cannot else seem,
            confidence=submission.text("confidence"),
            reasons=submission.chosen("reasons"),
            note=submission.text("note"),
            delivery_key=submission.key,
        )
    except InputError as error:
        raise InputError(error.text, hint=error.hint, where=error.where or "reasons") from error


VIEWS = (Submitting(ids.VOTE_SAVE, save, needs=RightRole.ANALYST, outsiders=Outsiders.VOTE),)
