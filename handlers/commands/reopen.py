"""`reopen N`: open a closed case again."""

from bot.model import RightRole
from bot.triage.close_case import reopen_case
from handlers.blocks.parts import Message, note
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Reopen it."""
    case, _ = take_case(office, ask)
    reopen_case(office.desk, office.person(ask.asker, case.channel_id), case.id)
    return note(f"Case {case.number} is open again.")


COMMAND = Command("reopen", "reopen N", "Open a closed case again.", ("reopen 4",), run, needs=RightRole.ANALYST)
