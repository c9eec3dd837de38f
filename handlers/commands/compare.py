"""`compare N [M]`: two cases side by side; without a second one, the channel's comparison set."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.browse_cases import find_case
from bot.triage.compare_cases import comparison_set
from handlers import comparison
from handlers.blocks.parts import Message
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Both cases have to be visible to whoever asks."""
    case, words = take_case(office, ask)
    person = office.person_everywhere(ask.asker)
    if words and not words[0].lstrip("#").isdecimal():
        raise InputError(f"“{words[0][:40]}” is no case's number.", hint="For example: compare 4 7")
    number = int(words[0].lstrip("#")) if words else comparison_set(office.desk, person, case.id)
    other = find_case(office.desk, person, number)
    return comparison.show(office, ask.asker, case.id, other.id)


COMMAND = Command(
    "compare",
    "compare N [M]",
    "Two cases side by side: how many accounts stand under which evidence, and pictures. "
    "Without M: with this channel's comparison set.",
    ("compare 4", "compare 4 7"),
    run,
    needs=RightRole.VIEWER,
)
