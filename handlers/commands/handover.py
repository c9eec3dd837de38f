"""`handover N C1 ... to RECIPIENT`: a package for a platform; who receives it is recorded."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.hand_over import hand_over
from handlers import sending
from handlers.blocks.parts import Message, note
from handlers.command import Ask, Command, is_key, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Make it and send it to the person who asked."""
    case, words = take_case(office, ask)
    keys = [word.upper() for word in words if is_key(word)]
    rest = words[len(keys) :]
    if not keys or [word.upper() for word in words[: len(keys)]] != keys:
        raise InputError("Which groups?", hint=f"For example: handover {case.number} C1 to Example Trust & Safety")
    if len(rest) < 2 or rest[0].lower() != "to":
        raise InputError(
            "Who receives it?", hint=f"For example: handover {case.number} {' '.join(keys)} to Example Trust & Safety"
        )
    person = office.person(ask.asker, case.channel_id)
    package = hand_over(office.desk, person, case.id, keys, " ".join(rest[1:]))
    sending.send_package(office, person, package)
    return note(f"{', '.join(package.keys)} of case {case.number}: the package was sent to you in a direct message.")


COMMAND = Command(
    "handover",
    "handover N C1 ... to RECIPIENT",
    "A package for a platform: ids, addresses, reasons and posts; who receives it is recorded.",
    ("handover 4 C1 to Example Trust & Safety",),
    run,
    needs=RightRole.ANALYST,
)
