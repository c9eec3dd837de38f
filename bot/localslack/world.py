"""Everything one workspace consists of, handed to the modules that act on it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.localslack.delivery import Dispatcher
from bot.localslack.faults import Faults
from bot.localslack.feed import Feed
from bot.localslack.manifest import Manifest
from bot.localslack.model import JsonDict
from bot.localslack.rates import Rates
from bot.localslack.socket_mode import SocketHub
from bot.localslack.state import State
from bot.localslack.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Identity:
    """Names, tokens and secrets of the workspace and of the one app in it."""

    team_id: str
    team_name: str
    app_id: str
    bot_id: str
    bot_user_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    verification_token: str
    page_token: str


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the Web API, as it came and as it was answered."""

    method: str
    args: JsonDict
    token: str
    status: int
    error: str | None
    messages: tuple[str, ...]
    at: int


@dataclass(slots=True)
class World:
    """The parts of a workspace."""

    identity: Identity
    manifest: Manifest
    clock: Callable[[], int]
    timer: Callable[[], float]
    state: State
    feed: Feed
    faults: Faults
    rates: Rates
    dispatcher: Dispatcher
    tickets: Tickets
    sockets: SocketHub
    base_url: str = ""
    requests: list[Request] = field(default_factory=list)
    oauth_codes: set[str] = field(default_factory=set)

    @property
    def bot(self) -> str:
        """The bot's user id."""
        return self.identity.bot_user_id
