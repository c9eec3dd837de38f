"""Who is in which channel: creating, joining, leaving, inviting, direct messages."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.localslack import events
from bot.localslack.model import Channel, JsonDict
from bot.localslack.posting import audience, unread
from bot.localslack.refusal import SlackRefusal
from bot.localslack.shapes import channel_json
from bot.localslack.world import World

_NAME = re.compile(r"[a-z0-9_\-]{1,80}")


def page_channel(world: World, channel: Channel, user: str) -> JsonDict:
    """Return a channel as the page of that person wants it."""
    body = channel_json(world, channel, user)
    body["name"] = "" if channel.is_im else channel.name
    more: JsonDict = {"members": list(channel.members), "bot_is_member": world.bot in channel.members}
    more["last_read"] = world.state.read_up_to.get((channel.id, user), "0")
    return {**body, **more, "is_member": user in channel.members, **unread(world, channel.id, user)}


def tell_pages(world: World, channel: Channel) -> None:
    """Tell everyone who may know of the channel that it changed."""
    people = audience(world, channel.id)
    for user in people if people is not None else tuple(world.state.users):
        world.feed.publish("channel", {"channel": page_channel(world, channel, user)}, [user])


def create(world: World, name: str, creator: str, members: Iterable[str], *, private: bool) -> Channel:
    """Create a channel.

    Raises:
        SlackRefusal: ``invalid_name`` or ``name_taken``.
    """
    if not _NAME.fullmatch(name):
        raise SlackRefusal("invalid_name_specials")
    with world.state.change():
        if world.state.channel_named(name):
            raise SlackRefusal("name_taken")
        created = world.clock() // 1000
        people = tuple(dict.fromkeys(members))
        channel = Channel(world.state.new_id("C"), name, created, creator, people, is_private=private)
        world.state.channels[channel.id] = channel
        tell_pages(world, channel)
    return channel


def open_im(world: World, one: str, other: str) -> tuple[Channel, bool]:
    """Return the direct message of two people and whether it existed."""
    with world.state.change():
        for channel in world.state.channels.values():
            if channel.is_im and set(channel.members) == {one, other}:
                return channel, True
        created = world.clock() // 1000
        channel = Channel(world.state.new_id("D"), "", created, one, (one, other), is_im=True)
        world.state.channels[channel.id] = channel
        tell_pages(world, channel)
    return channel, False


def join(world: World, channel: Channel, user: str, inviter: str | None = None) -> bool:
    """Add a person or the bot; False when they were in already."""
    with world.state.change():
        channel = world.state.channels[channel.id]
        if user in channel.members:
            return False
        channel = _store(world, replace(channel, members=(*channel.members, user)))
        events.membership(world, "member_joined_channel", channel, user, inviter)
    return True


def leave(world: World, channel: Channel, user: str) -> bool:
    """Remove a person or the bot; False when they were not in."""
    with world.state.change():
        channel = world.state.channels[channel.id]
        if user not in channel.members:
            return False
        before = channel
        after = _store(world, replace(channel, members=tuple(item for item in channel.members if item != user)))
        if user in world.state.users and (before.is_private or before.is_im):
            world.feed.publish("channel", {"channel": {**page_channel(world, after, user), "gone": True}}, [user])
        if user != world.bot:
            events.membership(world, "member_left_channel", after, user, None)
    return True


def _store(world: World, channel: Channel) -> Channel:
    world.state.channels[channel.id] = channel
    tell_pages(world, channel)
    return channel
