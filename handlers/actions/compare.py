"""Compare… on a case's first message, and the button of a data set that was uploaded to compare with."""

from bot.errors import Conflict
from bot.model import RightRole
from bot.triage.browse_cases import list_cases, view_case
from handlers import comparison, ids, replies
from handlers.acts import Opening, Press
from handlers.blocks import comparing
from handlers.blocks.parts import Block
from handlers.office import Office
from handlers.payloads import Click


def ask(office: Office, click: Click) -> Block:
    """Ask with what."""
    view = view_case(office.desk, office.person(click.asker), click.ref.case)
    others = list_cases(office.desk, office.person_everywhere(click.asker), "all", limit=100)
    return comparing.form(view, [line for line in others if line.clusters or line.run is not None])


def now(office: Office, click: Click) -> None:
    """The figures of both, to the person alone."""
    case = view_case(office.desk, office.person_everywhere(click.asker), click.ref.case).case
    if not click.ref.item.isdecimal():
        raise Conflict("This button is from an older version.", hint=f"Type it: compare {case.number} 7")
    shown = comparison.show(office, click.asker, case.id, int(click.ref.item))
    replies.answer(office.client, click.asker, shown)


ACTIONS = (
    Opening(ids.COMPARE, ask, needs=RightRole.ANALYST),
    Press(ids.COMPARE_NOW, now, needs=RightRole.VIEWER),
)
