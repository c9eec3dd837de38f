"""People and user groups."""

from bot.localslack.model import JsonDict
from bot.localslack.refusal import SlackRefusal
from bot.localslack.shapes import group_json, user_json
from bot.localslack.web_api.call import Call, Method


def info(call: Call) -> JsonDict:
    """Return one person."""
    user = call.world.state.users.get(call.text("user"))
    if user is None:
        raise SlackRefusal("user_not_found")
    return {"user": user_json(call.world, user)}


def listing(call: Call) -> JsonDict:
    """List the people of the workspace."""
    page, metadata = call.page([user_json(call.world, user) for user in call.world.state.users.values()], 1000)
    return {"members": list(page), "cache_ts": call.world.clock() // 1000, "response_metadata": metadata}


def groups(call: Call) -> JsonDict:
    """List the user groups, with their people or their number if asked for."""
    bodies = []
    for group in call.world.state.groups.values():
        body = group_json(call.world, group)
        if not call.flag("include_users"):
            body.pop("users")
        if not call.flag("include_count"):
            body.pop("user_count")
        bodies.append(body)
    return {"usergroups": bodies}


def group_users(call: Call) -> JsonDict:
    """List the people of one user group."""
    group = call.world.state.groups.get(call.text("usergroup"))
    if group is None:
        raise SlackRefusal("no_such_subteam")
    return {"users": list(group.users)}


METHODS = (
    Method("users.info", info, ("users:read",), "tier4"),
    Method("users.list", listing, ("users:read",), "tier2"),
    Method("usergroups.list", groups, ("usergroups:read",), "tier2"),
    Method("usergroups.users.list", group_users, ("usergroups:read",), "tier2"),
)
