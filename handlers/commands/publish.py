"""`publish N [C1 ...]`: a package for the public, with pseudonyms, of groups that three people have judged."""

from bot.model import RightRole
from bot.triage.hand_over import publish_case
from handlers import sending
from handlers.blocks.parts import Message, note
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Make it and send it to the lead who asked."""
    case, words = take_case(office, ask)
    person = office.person(ask.asker, case.channel_id)
    package = publish_case(office.desk, person, case.id, words)
    sending.send_package(office, person, package)
    return note(f"{', '.join(package.keys)} of case {case.number}: the package was sent to you in a direct message.")


COMMAND = Command(
    "publish",
    "publish N [C1 ...]",
    "A package for the public: pseudonyms, methods, limits, dissent; takes three votes on each group.",
    ("publish 4", "publish 4 C1"),
    run,
    needs=RightRole.LEAD,
)
