"""Who am I, where do I connect, and how does an installation get its token."""

import secrets

from bot.localslack.model import JsonDict
from bot.localslack.refusal import SlackRefusal
from bot.localslack.web_api.call import Call, Method


def auth_test(call: Call) -> JsonDict:
    """Tell whose token it is."""
    identity = call.world.identity
    return {
        "url": f"{call.world.base_url}/",
        "team": identity.team_name,
        "user": call.world.state.users[identity.bot_user_id].name,
        "team_id": identity.team_id,
        "user_id": identity.bot_user_id,
        "bot_id": identity.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> JsonDict:
    """Hand out the address of a Socket Mode connection."""
    if not call.world.sockets.enabled:
        raise SlackRefusal("socket_mode_not_enabled")
    ticket = call.world.sockets.new_ticket()
    base = call.world.base_url.replace("http://", "ws://")
    return {"url": f"{base}/link/?ticket={ticket}&app_id={call.world.identity.app_id}"}


def oauth_access(call: Call) -> JsonDict:
    """Exchange an installation's code for the bot token."""
    world, identity = call.world, call.world.identity
    if call.text("client_id") != identity.client_id:
        raise SlackRefusal("invalid_client_id")
    if not secrets.compare_digest(call.text("client_secret"), identity.client_secret):
        raise SlackRefusal("bad_client_secret")
    code = call.text("code")
    if code not in world.oauth_codes:
        raise SlackRefusal("invalid_code")
    world.oauth_codes.remove(code)
    return {
        "app_id": identity.app_id,
        "authed_user": {"id": next(user.id for user in world.state.users.values() if not user.is_bot)},
        "scope": ",".join(sorted(world.manifest.scopes)),
        "token_type": "bot",
        "access_token": identity.bot_token,
        "bot_user_id": identity.bot_user_id,
        "team": {"id": identity.team_id, "name": identity.team_name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


METHODS = (
    Method("auth.test", auth_test, tier="special"),
    Method("apps.connections.open", connections_open, ("connections:write",), "tier1", "app"),
    Method("oauth.v2.access", oauth_access, tier="tier4", caller="none"),
)
