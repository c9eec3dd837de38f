"""The upload modal was submitted: the request is saved, then the modal closes."""

from collections.abc import Mapping
from typing import Any

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.add_data import add_data
from bot.triage.open_case import WantedFile
from handlers import ids, intake
from handlers.acts import Submitting
from handlers.office import Office
from handlers.payloads import Submission


def save(office: Office, submission: Submission) -> Mapping[str, Any] | None:
    """Save the request; the case opens after the ack, by the same way as every saved request."""
    files = tuple(item for item in submission.values.get("files") or () if isinstance(item, WantedFile))
    if submission.ref.case:
        _add(office, submission, files)
        return None
    asker = submission.asker_in(submission.ref.channel)
    request = intake.read_request(
        office,
        asker,
        submission.text("handles"),
        files,
        title=submission.text("title"),
        platform=submission.text("platform"),
        internal="internal" in submission.chosen("options"),
    )
    saved = intake.keep(office, asker, "upload", submission.text("handles"), request, submission.key)
    if saved.new:
        office.soon(asker, lambda: intake.carry_out(office, saved.intake))
    return None


def _add(office: Office, submission: Submission, files: tuple[WantedFile, ...]) -> None:
    if not files:
        raise InputError("There is no file in this.", hint="Choose at least one file.", where="files")
    for file in files:
        intake.check_size(file.name, file.size, office.options.max_upload_bytes)
    person = office.person(submission.asker_in(submission.ref.channel))
    add_data(office.desk, person, submission.ref.case, files, delivery_key=submission.key)


VIEWS = (Submitting(ids.UPLOAD, save, needs=RightRole.ANALYST),)
