"""`cases [open|mine|flagged|all]`: a list of cases that the person can see."""

from typing import Literal, cast

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.browse_cases import list_cases
from handlers.blocks import lists
from handlers.blocks.parts import Message
from handlers.command import Ask, Command
from handlers.office import Office

Which = Literal["open", "mine", "flagged", "all"]


def run(office: Office, ask: Ask) -> Message:
    """List cases in every channel of which the person is a member."""
    which = ask.words[0].lower() if ask.words else "open"
    if which not in {"open", "mine", "flagged", "all"}:
        raise InputError(f"I know no list {which!r}.", hint="cases open, cases mine, cases flagged or cases all.")
    person = office.person_everywhere(ask.asker)
    return lists.cases(list_cases(office.desk, person, cast("Which", which)), which)


COMMAND = Command(
    "cases",
    "cases [open|mine|flagged|all]",
    "Cases that you can see.",
    ("cases", "cases mine", "cases flagged"),
    run,
    needs=RightRole.VIEWER,
    of_case=False,
)
