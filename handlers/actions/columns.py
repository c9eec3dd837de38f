"""Confirm columns: the modal with what we believe of a file."""

from bot.model import RightRole
from bot.triage.audit import audit
from bot.triage.confirm_columns import columns_guess
from handlers import ids
from handlers.acts import Opening
from handlers.blocks import columns
from handlers.blocks.parts import Block
from handlers.looking import table_of
from handlers.office import Office
from handlers.payloads import Click


def open_columns(office: Office, click: Click) -> Block:
    """The file's first lines and a menu for each field."""
    person = office.person(click.asker)
    guess = columns_guess(office.desk, person, click.ref.case, click.ref.page)
    audit(office.desk, person, "see_columns", click.ref.case, {"number": click.ref.page})
    return columns.form(
        guess, table_of(guess.path, guess.name), case_id=click.ref.case, channel_id=click.asker.channel_id
    )


ACTIONS = (Opening(ids.COLUMNS, open_columns, needs=RightRole.ANALYST),)
