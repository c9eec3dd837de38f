"""`due`: rechecks that are scheduled, the next one first."""

from bot.model import RightRole
from bot.triage.browse_cases import list_due
from handlers.blocks import lists
from handlers.blocks.parts import Message
from handlers.command import Ask, Command
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """List them."""
    return lists.due(list_due(office.desk, office.person_everywhere(ask.asker)), office.desk.now())


COMMAND = Command(
    "due",
    "due",
    "Rechecks that are scheduled, the next one first.",
    ("due",),
    run,
    needs=RightRole.VIEWER,
    of_case=False,
)
