"""What the page shows at first sight, as JSON for one person."""

from bot.localslack import posting
from bot.localslack.form import view_json
from bot.localslack.manifest import Shortcut
from bot.localslack.membership import page_channel
from bot.localslack.model import Channel, JsonDict, Message, View
from bot.localslack.refusal import SlackRefusal
from bot.localslack.shapes import group_json
from bot.localslack.world import World


def page_view(world: World, view: View | None) -> JsonDict | None:
    """Return a view as the page wants it."""
    return None if view is None else {**view_json(world, view), "errors": view.errors}


def people(world: World) -> list[JsonDict]:
    """List the members, bot included."""
    keys = ("id", "name", "real_name", "is_bot", "is_guest", "tz")
    return [{key: getattr(user, key) for key in keys} for user in world.state.users.values()]


def visible_channels(world: World, user: str) -> list[Channel]:
    """List the public channels and those of the person."""
    hidden = [item for item in world.state.channels.values() if item.is_private or item.is_im]
    return [item for item in world.state.channels.values() if item not in hidden or user in item.members]


def workspace(world: World, user: str, controls: list[str]) -> JsonDict:
    """Return everything that the page needs to draw itself for a person."""
    identity, manifest = world.identity, world.manifest
    app = {"name": manifest.name, "bot_user_id": world.bot, "app_id": identity.app_id, "bot_id": identity.bot_id}
    channels = [page_channel(world, item, user) for item in visible_channels(world, user)]
    return {
        "team": {"id": identity.team_id, "name": identity.team_name},
        "app": {**app, "connected": connected(world)},
        "me": user,
        "people": people(world),
        "usergroups": [group_json(world, group) for group in world.state.groups.values()],
        "channels": channels,
        "commands": [
            {"command": item.command, "description": item.description, "usage_hint": item.usage_hint}
            for item in manifest.commands
        ],
        "shortcuts": [_shortcut(item) for item in manifest.shortcuts],
        "home_enabled": manifest.home_enabled,
        "controls": [{"index": index, "label": label} for index, label in enumerate(controls)],
        "now": world.clock(),
        "views": [page_view(world, view) for view in world.state.stack(user)],
        "home": page_view(world, world.state.homes.get(user)),
    }


def _shortcut(item: Shortcut) -> JsonDict:
    return {"name": item.name, "type": item.kind, "callback_id": item.callback_id, "description": item.description}


def connected(world: World) -> bool:
    """Whether the app can be reached."""
    return world.dispatcher.transport is not world.sockets or world.sockets.count > 0


def channel_messages(world: World, channel_id: str, user: str, limit: int, before: str | None) -> JsonDict:
    """Return the latest messages of a channel, oldest first, and mark the channel as read."""
    channel = posting.seen_channel(world, channel_id, user)
    shown = [item for item in world.state.roots(channel.id) if before is None or item.ts < before]
    if shown and before is None:
        world.state.read_up_to[channel.id, user] = max(shown[-1].ts, world.state.read_up_to.get((channel.id, user), ""))
    return {
        "messages": _bodies(world, shown[-limit:]),
        "has_more": len(shown) > limit,
        "ephemerals": _bodies(world, _ephemerals(world, user, channel.id, None)),
    }


def thread_messages(world: World, channel_id: str, ts: str, user: str) -> JsonDict:
    """Return a thread for a person.

    Raises:
        SlackRefusal: ``thread_not_found``.
    """
    channel = posting.seen_channel(world, channel_id, user)
    messages = world.state.thread(channel.id, ts)
    if not messages:
        raise SlackRefusal("thread_not_found")
    return {
        "messages": _bodies(world, messages),
        "ephemerals": _bodies(world, _ephemerals(world, user, channel.id, ts)),
    }


def _ephemerals(world: World, user: str, channel: str, thread: str | None) -> list[Message]:
    mine = world.state.ephemerals.get(user, ())
    return [item for item in mine if item.channel == channel and thread in {None, item.thread_ts}]


def _bodies(world: World, messages: list[Message]) -> list[JsonDict]:
    return [posting.page_message(world, item) for item in messages]
