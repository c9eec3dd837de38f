"""`close N [reason]`: close a case."""

from bot.model import RightRole
from bot.triage.close_case import close_case
from handlers.blocks.parts import Message, note
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Close it; groups that still wait for votes need a lead and a reason."""
    case, words = take_case(office, ask)
    close_case(office.desk, office.person(ask.asker, case.channel_id), case.id, reason=" ".join(words))
    return note(f"Case {case.number} is closed. Rechecks go on; /triage reopen {case.number} opens it again.")


COMMAND = Command(
    "close",
    "close N [reason]",
    "Close a case.",
    ("close 4", "close 4 handed over to the platform"),
    run,
    needs=RightRole.ANALYST,
)
