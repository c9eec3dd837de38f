"""`export N FORMAT`: the case as a file, to the person alone; excluded accounts are not in it, dissent is."""

from bot.errors import InputError
from bot.model import RightRole
from handlers import sending
from handlers.blocks.parts import Message, note
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Send the file in a direct message; that it was taken is recorded."""
    case, words = take_case(office, ask)
    if not words:
        known = ", ".join(sending.formats_known())
        raise InputError("Which format?", hint=f"For example: export {case.number} csv. Known: {known}.")
    person = office.person(ask.asker, case.channel_id)
    sending.send_export(office, person, case.id, words[0])
    return note(f"Case {case.number} as {words[0].lower()}: sent to you in a direct message.")


COMMAND = Command(
    "export",
    "export N FORMAT",
    "A case as a file, to you alone.",
    ("export 4 csv", "export 4 gexf", "export 4 json", "export 4 held", "export 4 audit"),
    run,
    needs=RightRole.ANALYST,
)
