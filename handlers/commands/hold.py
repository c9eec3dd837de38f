"""`hold N REASON`: freeze what a case cites, and keep its raw posts beyond their date."""

from bot.model import RightRole
from bot.triage.hold_evidence import hold_case
from handlers.blocks.parts import Message, note
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Hold it; the reason stays in the history."""
    case, words = take_case(office, ask)
    hold_case(office.desk, office.person(ask.asker, case.channel_id), case.id, " ".join(words))
    return note(f"The evidence of case {case.number} is held. /triage release {case.number} lets it expire again.")


COMMAND = Command(
    "hold",
    "hold N REASON",
    "Freeze the cited posts, profiles and pictures, and delete nothing by date.",
    ("hold 4 cited in our report",),
    run,
    needs=RightRole.ANALYST,
)
