"""The Home tab is made anew each time that someone opens it."""

from typing import Any

from slack_bolt import App

from bot.errors import UserError
from bot.model import RightRole
from bot.triage.browse_cases import view_home
from handlers.blocks import errors, lists
from handlers.office import Office
from handlers.payloads import asker_of
from handlers.rights import Declared

NEEDS = Declared(needs=RightRole.VIEWER, of_case=False)


def register(app: App, office: Office) -> None:
    """Listen to app_home_opened."""

    def listener(body: dict[str, Any]) -> None:
        if (body.get("event") or {}).get("tab", "home") == "home":
            publish(office, body)

    app.event("app_home_opened")(listener)


def publish(office: Office, body: dict[str, Any]) -> None:
    """Show my votes, open cases, rechecks due, disagreements."""
    asker = asker_of(body)
    try:
        view = lists.home(view_home(office.desk, office.person_everywhere(asker)), office.desk.now())
    except UserError as error:
        view = {"type": "home", "blocks": list(errors.user_error(error).blocks)}
    office.client.views_publish(user_id=asker.user_id, view=view)
