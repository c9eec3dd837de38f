"""`release N`: let the raw posts of a held case expire again; frozen copies stay."""

from bot.model import RightRole
from bot.triage.hold_evidence import release_case
from handlers.blocks.parts import Message, note
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Release it."""
    case, _ = take_case(office, ask)
    release_case(office.desk, office.person(ask.asker, case.channel_id), case.id)
    return note(f"The evidence of case {case.number} is released: raw posts expire in time, after a warning.")


COMMAND = Command(
    "release",
    "release N",
    "Let the raw posts of a held case expire again.",
    ("release 4",),
    run,
    needs=RightRole.ANALYST,
)
