"""`purge N`: delete a case for good, after a list of what goes and what stays."""

from bot.model import RightRole
from bot.triage.purge_case import plan_purge
from handlers.blocks.parts import Message
from handlers.blocks.proofs import purge_question
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Show the list; the button under it opens the form."""
    case, _ = take_case(office, ask)
    return purge_question(plan_purge(office.desk, office.person(ask.asker, case.channel_id), case.id))


COMMAND = Command(
    "purge",
    "purge N",
    "Delete a case for good; counts, hashes, votes and the history stay.",
    ("purge 4",),
    run,
    needs=RightRole.LEAD,
)
