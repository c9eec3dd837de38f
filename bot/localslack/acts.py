"""What people do that needs no answer of the app: writing, editing, reacting, looking at the Home tab."""

from collections.abc import Iterable
from dataclasses import replace

from bot.localslack import events, membership, modals, posting, uploads
from bot.localslack.form import view_json
from bot.localslack.interactions import closing, member_channel
from bot.localslack.limits import FILES
from bot.localslack.model import File, Message, View
from bot.localslack.refusal import SlackRefusal
from bot.localslack.text import decorate
from bot.localslack.world import World


def say(
    world: World, user: str, channel_id: str, text: str, thread: str | None, files: Iterable[File], *, broadcast: bool
) -> Message:
    """Post a person's message, with files.

    Raises:
        SlackRefusal: not a member, nothing to say, or too many files.
    """
    channel = member_channel(world, channel_id, user)
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    if channel.is_im and world.bot in channel.members and not world.manifest.messages_enabled:
        raise SlackRefusal("messages_tab_disabled")
    chosen = list(files)
    if not text.strip() and not chosen:
        raise SlackRefusal("no_text")
    if len(chosen) > FILES:
        raise SlackRefusal("too_many_files")
    with world.state.change():
        ts = world.state.new_ts()
        shared = tuple(uploads.mark_shared(world, file, channel.id, ts) for file in chosen)
        subtype = "file_share" if shared else "thread_broadcast" if broadcast and thread else None
        body = decorate(text, world.state)
        draft = Message(
            channel.id, ts, user, body, files=shared, thread_ts=thread, subtype=subtype, broadcast=broadcast
        )
        return posting.post(world, draft)


def _own(world: World, user: str, channel: str, ts: str, error: str) -> Message:
    message = world.state.find_message(channel, ts)
    if message is None:
        raise SlackRefusal("message_not_found")
    if message.user != user:
        raise SlackRefusal(error)
    return message


def edit(world: World, user: str, channel: str, ts: str, text: str) -> Message:
    """Change the text of an own message."""
    with world.state.change():
        old = _own(world, user, channel, ts, "cant_update_message")
        new = replace(old, text=decorate(text, world.state), edited=world.state.new_ts())
        return posting.change(world, old, new)


def delete(world: World, user: str, channel: str, ts: str) -> None:
    """Delete an own message."""
    posting.delete(world, _own(world, user, channel, ts, "cant_delete_message"))


def react(world: World, user: str, channel: str, ts: str, name: str, *, remove: bool = False) -> None:
    """Add or take back a reaction."""
    member_channel(world, channel, user)
    message = world.state.find_message(channel, ts)
    if message is None:
        raise SlackRefusal("message_not_found")
    (posting.unreact if remove else posting.react)(world, message, user, name)


def invite(world: World, user: str, channel_id: str, invitee: str) -> bool:
    """Bring a person or the bot into a channel in which the inviter is.

    Raises:
        SlackRefusal: the inviter is not a member, or there is no such person.
    """
    channel = member_channel(world, channel_id, user)
    if invitee not in world.state.users:
        raise SlackRefusal("user_not_found")
    if channel.is_im:
        raise SlackRefusal("method_not_supported_for_channel_type")
    return membership.join(world, channel, invitee, user)


def open_home(world: World, user: str) -> View | None:
    """Look at the app's Home tab: the app hears of it and may publish a new one.

    Raises:
        SlackRefusal: the manifest has no Home tab.
    """
    if not world.manifest.home_enabled:
        raise SlackRefusal("not_enabled")
    channel, _ = membership.open_im(world, world.bot, user)
    view = world.state.homes.get(user)
    events.home_opened(world, user, channel.id, view_json(world, view) if view else None)
    return view


def close(world: World, view: View, *, clear: bool) -> None:
    """Dismiss a modal, or the whole stack."""
    cleared = clear or bool(view.body.get("clear_on_close"))
    stack = world.state.stack(view.user)[::-1] if cleared else [view]
    for item in stack:
        closing(world, view.user, item, cleared=cleared)
    if cleared:
        modals.clear_stack(world, view.user)


def reload(world: World, user: str) -> None:
    """Load the client anew: ephemeral messages are gone."""
    with world.state.change():
        world.state.ephemerals.pop(user, None)
