"""Wires every listener to one Bolt app: commands, clicks, modals, shortcuts, events, and the one error handler."""

from concurrent.futures import Executor

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

import handlers.actions
import handlers.events
import handlers.shortcuts
import handlers.views
from bot.registry import discover
from handlers import slash
from handlers.acts import listen, listen_shortcut, listen_view
from handlers.failures import error_handler
from handlers.office import Office


def bolt_app(office: Office, *, team_id: str, bot_id: str, signing_secret: str, executor: Executor) -> App:
    """A Bolt app with all listeners; it asks Slack nothing by itself (who we are was asked once, at the start)."""

    def authorize() -> AuthorizeResult:
        client: WebClient = office.client
        return AuthorizeResult(
            enterprise_id=None, team_id=team_id, bot_user_id=office.bot_user_id, bot_id=bot_id, bot_token=client.token
        )

    app = App(
        name="shoal",
        client=WebClient(base_url=office.client.base_url, retry_handlers=list(office.client.retry_handlers)),
        authorize=authorize,
        signing_secret=signing_secret or "socket-mode",
        token_verification_enabled=False,
        listener_executor=executor,
    )
    app.error(error_handler(office.client))
    register(app, office)
    return app


def register(app: App, office: Office) -> None:
    """Register every listener that the folders hold."""
    slash.register(app, office)
    for acts in discover(handlers.actions, "ACTIONS").values():
        for act in acts:
            listen(app, office, act)
    for views in discover(handlers.views, "VIEWS").values():
        for view in views:
            listen_view(app, office, view)
    for shortcuts in discover(handlers.shortcuts, "SHORTCUTS").values():
        for shortcut in shortcuts:
            listen_shortcut(app, office, shortcut)
    for event in discover(handlers.events, "register").values():
        event(app, office)
