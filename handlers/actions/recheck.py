"""Snooze, change, stop: the buttons of a recheck notice."""

from bot.model import RightRole
from bot.triage.browse_cases import view_case
from bot.triage.change_recheck import snooze_recheck, stop_recheck
from handlers import ids
from handlers.acts import Opening, Press
from handlers.blocks import asking
from handlers.blocks.parts import Block
from handlers.blocks.words import RECHECKS, day
from handlers.office import Office
from handlers.payloads import Click

SNOOZE_DAYS = 7


def snooze(office: Office, click: Click) -> None:
    """Look a week later."""
    found = snooze_recheck(office.desk, office.person(click.asker, click.ref.channel), click.ref.recheck, SNOOZE_DAYS)
    _tell(office, click, f"Snoozed: the next look is {day(found.due_at)}.")


def change(office: Office, click: Click) -> Block:
    """Choose another rhythm."""
    view = view_case(office.desk, office.person(click.asker, click.ref.channel), click.ref.case)
    return asking.recheck_form(view, click.ref.recheck)


def stop(office: Office, click: Click) -> None:
    """No more looks at this group."""
    found = stop_recheck(office.desk, office.person(click.asker, click.ref.channel), click.ref.recheck)
    _tell(office, click, f"The recheck is {RECHECKS[found.state]}. Start it again with /triage recheck.")


def _tell(office: Office, click: Click, text: str) -> None:
    """Say what was done, where nothing else shows it: the Home tab is made anew."""
    if not click.home:
        office.tell(click.asker, text)


ACTIONS = (
    Press(ids.RECHECK_SNOOZE, snooze, needs=RightRole.ANALYST),
    Opening(ids.RECHECK_CHANGE, change, needs=RightRole.ANALYST),
    Press(ids.RECHECK_STOP, stop, needs=RightRole.ANALYST),
)
