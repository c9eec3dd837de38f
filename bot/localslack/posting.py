"""Messages come, change and go: the state, the people's pages and the app hear of it in one place."""

from dataclasses import replace

from bot.localslack import events
from bot.localslack.model import Channel, JsonDict, Message, Reaction
from bot.localslack.refusal import SlackRefusal
from bot.localslack.shapes import message_json, reaction_json
from bot.localslack.world import World


def page_message(world: World, message: Message) -> JsonDict:
    """Return a message as the page wants it."""
    return {**message_json(world, message), "channel": message.channel}


def audience(world: World, channel: str) -> tuple[str, ...] | None:
    """Return who sees what happens in a channel; None stands for everyone (public channels)."""
    place = world.state.channels[channel]
    return place.members if place.is_private or place.is_im else None


def post(world: World, message: Message) -> Message:
    """Store a new message and tell everyone concerned.

    Raises:
        SlackRefusal: a person replies in a thread that does not exist.
    """
    state = world.state
    with state.change():
        if message.is_reply:
            message = _checked_reply(world, message)
            state.replies.setdefault((message.channel, message.thread_ts or ""), []).append(message.ts)
        state.messages.setdefault(message.channel, {})[message.ts] = message
        state.read_up_to[message.channel, message.user] = message.ts
        _announce(world, message)
        events.message_posted(world, message)
    return message


def _checked_reply(world: World, message: Message) -> Message:
    parent = world.state.find_message(message.channel, message.thread_ts or "")
    if parent is None and message.bot_id:
        return message  # Slack takes an app's reply to a parent that is not there, and shows it nowhere
    if parent is None:
        raise SlackRefusal("thread_not_found")
    return replace(message, thread_ts=parent.thread_ts) if parent.is_reply else message


def _announce(world: World, message: Message) -> None:
    people = audience(world, message.channel)
    world.feed.publish("message", {"channel": message.channel, "message": page_message(world, message)}, people)
    if message.is_reply and (parent := world.state.find_message(message.channel, message.thread_ts or "")):
        world.feed.publish(
            "message_changed", {"channel": parent.channel, "message": page_message(world, parent)}, people
        )
    for user in world.state.channels[message.channel].members:
        if user not in {message.user, world.bot}:
            world.feed.publish("unread", {"channel": message.channel, **unread(world, message.channel, user)}, [user])


def unread(world: World, channel: str, user: str) -> dict[str, int]:
    """Count what a person has not read yet, and where they are mentioned."""
    seen = world.state.read_up_to.get((channel, user), "")
    fresh = [item for item in world.state.roots(channel) if item.ts > seen and item.user != user]
    return {"unread": len(fresh), "mentions": sum(f"<@{user}>" in item.text for item in fresh)}


def change(world: World, old: Message, new: Message, *, tell_app: bool = True) -> Message:
    """Replace a stored message by its edited form."""
    with world.state.change():
        world.state.messages[new.channel][new.ts] = new
        body = {"channel": new.channel, "message": page_message(world, new)}
        world.feed.publish("message_changed", body, audience(world, new.channel))
        if tell_app:
            events.message_changed(world, old, new)
    return new


def delete(world: World, message: Message) -> None:
    """Remove a message; the parent of a thread leaves a tombstone behind, as in Slack."""
    with world.state.change():
        if world.state.replies.get((message.channel, message.ts)):
            change(world, message, tombstone(message), tell_app=False)
            events.message_deleted(world, message)
            return
        world.state.messages[message.channel].pop(message.ts)
        people = audience(world, message.channel)
        body: JsonDict = {"channel": message.channel, "ts": message.ts}
        world.feed.publish(
            "message_deleted", body | ({"thread_ts": message.thread_ts} if message.thread_ts else {}), people
        )
        if message.is_reply:
            world.state.replies[message.channel, message.thread_ts or ""].remove(message.ts)
            if parent := world.state.find_message(message.channel, message.thread_ts or ""):
                body = {"channel": parent.channel, "message": page_message(world, parent)}
                world.feed.publish("message_changed", body, people)
        events.message_deleted(world, message)


def tombstone(message: Message) -> Message:
    """Return what is left of a deleted parent whose thread goes on."""
    return Message(
        channel=message.channel,
        ts=message.ts,
        thread_ts=message.ts,
        user="USLACKBOT",
        text="This message was deleted.",
        subtype="tombstone",
    )


def show_ephemeral(world: World, message: Message) -> Message:
    """Show a message to one person until that person reloads."""
    user = message.ephemeral_to or ""
    with world.state.change():
        world.state.ephemerals.setdefault(user, []).append(message)
        body = {"channel": message.channel, "message": page_message(world, message)}
        world.feed.publish("ephemeral", body, [user])
    return message


def find_ephemeral(world: World, user: str, ts: str) -> Message | None:
    """Return an ephemeral message that the person still sees."""
    return next((item for item in world.state.ephemerals.get(user, ()) if item.ts == ts), None)


def replace_ephemeral(world: World, old: Message, new: Message | None) -> None:
    """Change or remove (None) an ephemeral message, which only a response URL can do."""
    user = old.ephemeral_to or ""
    with world.state.change():
        kept = world.state.ephemerals.get(user, [])
        world.state.ephemerals[user] = [new if item.ts == old.ts else item for item in kept if new or item.ts != old.ts]  # type: ignore[misc]
        if new is None:
            world.feed.publish("ephemeral_deleted", {"channel": old.channel, "ts": old.ts}, [user])
        else:
            body = {"channel": old.channel, "message": page_message(world, new)}
            world.feed.publish("ephemeral_changed", body, [user])


def react(world: World, message: Message, user: str, name: str) -> None:
    """Add a person's reaction.

    Raises:
        SlackRefusal: ``already_reacted``.
    """
    with world.state.change():
        table = {item.name: item.users for item in message.reactions}
        if user in table.get(name, ()):
            raise SlackRefusal("already_reacted")
        table[name] = (*table.get(name, ()), user)
        _set_reactions(world, message, table)
        events.reaction(world, "reaction_added", message, user, name)


def unreact(world: World, message: Message, user: str, name: str) -> None:
    """Take a person's reaction back.

    Raises:
        SlackRefusal: ``no_reaction``.
    """
    with world.state.change():
        table = {item.name: item.users for item in message.reactions}
        if user not in table.get(name, ()):
            raise SlackRefusal("no_reaction")
        table[name] = tuple(item for item in table[name] if item != user)
        _set_reactions(world, message, table)
        events.reaction(world, "reaction_removed", message, user, name)


def _set_reactions(world: World, message: Message, table: dict[str, tuple[str, ...]]) -> None:
    reactions = tuple(Reaction(name, users) for name, users in table.items() if users)
    new = replace(message, reactions=reactions)
    world.state.messages[message.channel][message.ts] = new
    body = {"channel": message.channel, "ts": message.ts, "reactions": [reaction_json(item) for item in reactions]}
    world.feed.publish("reaction", body, audience(world, message.channel))


def seen_channel(world: World, channel_id: str, user: str) -> Channel:
    """Return a channel that a person may look into.

    Raises:
        SlackRefusal: it does not exist, or it is private and the person is outside.
    """
    channel = world.state.channels.get(channel_id)
    if channel is None or ((channel.is_private or channel.is_im) and user not in channel.members):
        raise SlackRefusal("channel_not_found")
    return channel
