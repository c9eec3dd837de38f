"""Where a client finds the workspace, and the tokens and secrets it needs."""

import secrets

from bot.localslack.world import World


class Credentials:
    """Addresses, ids, tokens and secrets of a workspace and its app."""

    _world: World

    @property
    def world(self) -> World:
        """The parts of the workspace, for what this facade does not offer."""
        return self._world

    @property
    def api_url(self) -> str:
        """The base of the Web API, with a slash at the end."""
        return f"{self._world.base_url}/api/"

    @property
    def page_url(self) -> str:
        """The address of the page."""
        return f"{self._world.base_url}/{self._world.identity.page_token}/"

    @property
    def bot_token(self) -> str:
        """The token of the bot user."""
        return self._world.identity.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return self._world.identity.app_token

    @property
    def signing_secret(self) -> str:
        """The secret of signed requests."""
        return self._world.identity.signing_secret

    @property
    def team_id(self) -> str:
        """The id of the workspace."""
        return self._world.identity.team_id

    @property
    def bot_user_id(self) -> str:
        """The user id of the bot."""
        return self._world.bot

    @property
    def bot_id(self) -> str:
        """The bot id (``B...``)."""
        return self._world.identity.bot_id

    @property
    def app_id(self) -> str:
        """The id of the app."""
        return self._world.identity.app_id

    @property
    def client_id(self) -> str:
        """The OAuth client id."""
        return self._world.identity.client_id

    @property
    def client_secret(self) -> str:
        """The OAuth client secret."""
        return self._world.identity.client_secret

    def oauth_code(self) -> str:
        """Return a code as an installation's redirect would carry it."""
        code = secrets.token_hex(12)
        self._world.oauth_codes.add(code)
        return code

    def now(self) -> int:
        """Return the workspace's time as UTC milliseconds."""
        return self._world.clock()
