"""The Home tab is made anew each time that someone opens it."""

from typing import Any

from slack_bolt import App

from bot.model import RightRole
from handlers import home
from handlers.office import Office
from handlers.payloads import asker_of
from handlers.rights import Declared

NEEDS = Declared(needs=RightRole.VIEWER, of_case=False)


def register(app: App, office: Office) -> None:
    """Listen to app_home_opened."""

    def listener(body: dict[str, Any]) -> None:
        if (body.get("event") or {}).get("tab", "home") == "home":
            home.publish(office, asker_of(body))

    app.event("app_home_opened")(listener)
