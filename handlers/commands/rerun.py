"""`rerun N`: analyse a case again."""

from bot.model import RightRole
from bot.triage.start_run import start_run
from handlers.blocks.parts import Message, note
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Start the next run; votes stay with the version that they were given on."""
    case, _ = take_case(office, ask)
    started = start_run(office.desk, office.person(ask.asker, case.channel_id), case.id)
    return note(f"Run {started.number} of case {case.number} waits for a worker. Votes stay with their version.")


COMMAND = Command("rerun", "rerun N", "Analyse a case again.", ("rerun 4",), run, needs=RightRole.ANALYST)
