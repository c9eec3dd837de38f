"""Publishes a person's Home tab: when they open it, and when something on it changed through its own buttons."""

from bot.errors import UserError
from bot.triage.browse_cases import view_home
from handlers.blocks import errors
from handlers.blocks.home import home
from handlers.office import Office
from handlers.payloads import Asker


def publish(office: Office, asker: Asker) -> None:
    """Show what is there now."""
    try:
        view = home(view_home(office.desk, office.person_everywhere(asker)), office.desk.now())
    except UserError as error:
        view = {"type": "home", "blocks": list(errors.user_error(error).blocks)}
    office.client.views_publish(user_id=asker.user_id, view=view)
