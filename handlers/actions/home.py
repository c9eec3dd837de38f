"""The buttons that stand on the Home tab alone."""

from bot.model import RightRole
from bot.triage.preferences import own_preferences
from handlers import ids
from handlers.acts import Opening
from handlers.blocks import home
from handlers.blocks.parts import Block
from handlers.office import Office
from handlers.payloads import Click


def my_settings(office: Office, click: Click) -> Block:
    """How I am asked, and when not."""
    return home.settings_form(own_preferences(office.desk, office.person(click.asker)))


ACTIONS = (Opening(ids.MY_SETTINGS, my_settings, needs=RightRole.VIEWER, of_case=False),)
