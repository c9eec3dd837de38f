"""Joins the parts of a workspace and gives it its identity."""

import secrets
from collections.abc import Callable

from bot.localslack.delivery import Dispatcher
from bot.localslack.faults import Faults
from bot.localslack.feed import Feed
from bot.localslack.manifest import Manifest
from bot.localslack.model import User
from bot.localslack.rates import Rates
from bot.localslack.socket_mode import SocketHub
from bot.localslack.state import State
from bot.localslack.tickets import Tickets
from bot.localslack.world import Identity, World


def build_world(
    manifest: Manifest,
    clock: Callable[[], int],
    timer: Callable[[], float],
    *,
    rate_limits: bool,
    ack_seconds: float,
    team_name: str,
) -> World:
    """Put a new, empty workspace together, with the bot as its only member."""
    state, feed, faults = State(clock), Feed(), Faults()
    identity = _identity(state, team_name)

    def changed() -> None:
        with state.change():
            pass

    sockets = SocketHub(identity.app_id, feed, changed)
    dispatcher = Dispatcher(clock, timer, faults, ack_seconds, changed, lambda: secrets.token_hex(16), sockets)
    bot = User(identity.bot_user_id, manifest.bot_name.lower().replace(" ", "-"), manifest.name, is_bot=True)
    state.users[bot.id] = bot
    return World(
        identity,
        manifest,
        clock,
        timer,
        state,
        feed,
        faults,
        Rates(timer, rate_limits),
        dispatcher,
        Tickets(clock),
        sockets,
    )


def _identity(state: State, team_name: str) -> Identity:
    return Identity(
        team_id=state.new_id("T"),
        team_name=team_name,
        app_id=state.new_id("A"),
        bot_id=state.new_id("B"),
        bot_user_id=state.new_id("U"),
        bot_token=f"xoxb-{secrets.token_hex(20)}",
        app_token=f"xapp-1-{secrets.token_hex(20)}",
        signing_secret=secrets.token_hex(16),
        client_id=f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}",
        client_secret=secrets.token_hex(16),
        verification_token=secrets.token_hex(12),
        page_token=secrets.token_urlsafe(18),
    )
