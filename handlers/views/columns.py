"""The columns of a file were confirmed."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.confirm_columns import columns_guess, confirm_columns
from handlers import ids
from handlers.acts import Submitting
from handlers.blocks.columns import FIELDS
from handlers.looking import table_of
from handlers.office import Office
from handlers.payloads import Submission


def save(office: Office, submission: Submission) -> None:
    """Keep the mapping; the run starts with the last file that is clear."""
    person, ref = office.person(submission.asker_in(submission.ref.channel)), submission.ref
    guess = columns_guess(office.desk, person, ref.case, ref.page)
    columns = table_of(guess.path, guess.name).columns
    mapping: dict[str, str] = {}
    for name, label, _ in FIELDS:
        place = submission.text(name)
        if place.isdecimal() and int(place) < len(columns):
            if columns[int(place)] in mapping.values():
                raise InputError(f"One column cannot be two things: {label}.", hint="Choose another one.", where=name)
            mapping[name] = columns[int(place)]
    confirm_columns(office.desk, person, ref.case, ref.page, format=guess.format, mapping=mapping)


VIEWS = (Submitting(ids.COLUMNS_SAVE, save, needs=RightRole.ANALYST),)
