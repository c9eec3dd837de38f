"""`cancel N`: stop the analysis of a case."""

from bot.model import RightRole
from bot.triage.cancel_run import cancel_run
from handlers.blocks.parts import Message, note
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Cancel the run that waits or runs."""
    case, _ = take_case(office, ask)
    stopped = cancel_run(office.desk, office.person(ask.asker, case.channel_id), case.id)
    return note(f"Run {stopped.number} of case {case.number} is cancelled. What was uploaded is kept.")


COMMAND = Command("cancel", "cancel N", "Stop the analysis of a case.", ("cancel 4",), run, needs=RightRole.ANALYST)
