"""`protect [NAME ...]`: names that the team looks after, against look-alikes."""

from bot.model import RightRole
from bot.triage.protect import protect, protected_names, unprotect
from handlers.blocks.parts import Message, note
from handlers.blocks.words import count
from handlers.command import Ask, Command
from handlers.escaping import code
from handlers.office import Office
from handlers.rights import Outsiders

SHOWN = 40


def run(office: Office, ask: Ask) -> Message:
    """Show the list, add to it, or take names off."""
    person = office.person(ask.asker)
    if not ask.words:
        names = protected_names(office.desk, person)
    elif ask.words[0] == "off":
        names = unprotect(office.desk, person, ask.words[1:])
    else:
        names = protect(office.desk, person, ask.words)
    shown = ", ".join(code(name, 60) for name in names[:SHOWN])
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    told = (
        f": {shown}{more}. Handles that look like one of them are pointed out from the next run on." if names else "."
    )
    return note(f"{count(len(names), 'protected name')}{told}")


COMMAND = Command(
    "protect",
    "protect [off] NAME ...",
    "Names that may be imitated; look-alikes among a group's handles are pointed out.",
    ("protect", "protect @ministry_of_health", "protect off @ministry_of_health"),
    run,
    needs=RightRole.VIEWER,
    changes=RightRole.LEAD,
    outsiders=Outsiders.NEVER,
    of_case=False,
)
