"""The compare form was submitted: two cases side by side, or a data set that becomes a case to compare with."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.browse_cases import view_case
from bot.triage.offer_comparison import offer_comparison
from bot.triage.open_case import WantedFile
from handlers import comparison, ids, intake, replies
from handlers.acts import Submitting
from handlers.office import Office
from handlers.payloads import Asker, Submission


def save(office: Office, submission: Submission) -> None:
    """Compare after the ack; an uploaded data set is saved before it."""
    asker, case_id = submission.asker_in(submission.ref.channel), submission.ref.case
    files = tuple(item for item in submission.values.get("files") or () if isinstance(item, WantedFile))
    chosen = submission.text("case")
    if files and chosen:
        raise InputError("This is a case and a file.", hint="Choose one of the two.", where="files")
    if chosen.isdecimal():
        office.soon(
            asker, lambda: replies.answer(office.client, asker, comparison.show(office, asker, case_id, int(chosen)))
        )
    elif files:
        _open(office, asker, submission, files)
    else:
        raise InputError("Compared with what?", hint="Choose a case, or a file of accounts.", where="files")


def _open(office: Office, asker: Asker, submission: Submission, files: tuple[WantedFile, ...]) -> None:
    case = view_case(office.desk, office.person(asker), submission.ref.case).case
    request = intake.read_request(office, asker, "", files, title=f"comparison set for case {case.number}")
    saved = intake.keep(office, asker, "upload", "", request, submission.key)

    def carry_out() -> None:
        opened = intake.carry_out(office, saved.intake)
        if opened is not None:
            offer_comparison(office.desk, office.person(asker), opened.id, case.id)

    if saved.new:
        office.soon(asker, carry_out)


VIEWS = (Submitting(ids.COMPARE_SAVE, save, needs=RightRole.ANALYST),)
