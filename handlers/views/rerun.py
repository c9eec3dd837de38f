"""The rerun form was submitted: what was chosen is checked inside the modal, then the run waits for a worker."""

from bot.model import RightRole
from bot.triage.choosing import choose
from bot.triage.start_run import start_run
from handlers import ids
from handlers.acts import Submitting
from handlers.office import Office
from handlers.payloads import Submission


def save(office: Office, submission: Submission) -> None:
    """Start the next run with the whole form as its choice."""
    person = office.person(submission.asker_in(submission.ref.channel))
    changes = choose(
        windows=submission.text("windows"),
        since=submission.text("from"),
        until=submission.text("to"),
        words=submission.text("words"),
        layers=submission.chosen("layers"),
        drop=submission.text("drop"),
    )
    start_run(office.desk, person, submission.ref.case, parameters=changes)


VIEWS = (Submitting(ids.RERUN_SAVE, save, needs=RightRole.ANALYST),)
