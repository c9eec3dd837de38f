"""A person's own settings were submitted."""

from bot.model import RightRole
from bot.triage.preferences import set_own
from handlers import home, ids
from handlers.acts import Submitting
from handlers.office import Office
from handlers.payloads import Submission


def save(office: Office, submission: Submission) -> None:
    """Keep how and when this person is asked."""
    set_own(
        office.desk,
        office.person(submission.asker),
        direct=submission.text("asked_by") == "direct",
        quiet_hours=submission.text("quiet_hours"),
        timezone=submission.text("timezone"),
    )
    office.soon(submission.asker, lambda: home.publish(office, submission.asker))


VIEWS = (Submitting(ids.MY_SETTINGS_SAVE, save, needs=RightRole.VIEWER, of_case=False),)
