"""`case N`: where a case stands, with a link to its thread."""

from bot.model import RightRole
from bot.triage.audit import audit
from bot.triage.browse_cases import view_case
from handlers.blocks import root
from handlers.blocks.parts import Message
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Show the status card to the person alone."""
    case, _ = take_case(office, ask)
    person = office.person(ask.asker, case.channel_id)
    view = view_case(office.desk, person, case.id)
    audit(office.desk, person, "see_case", case.id, {})
    return root.summary(view, office.permalink(case.channel_id, case.thread_ts))


COMMAND = Command(
    "case", "case N", "Where a case stands, with a link to its thread.", ("case 4",), run, needs=RightRole.VIEWER
)
