"""What a person does that asks for the app's answer: commands, actions, submissions, shortcuts.

Every function here returns at once with the delivery's record; ``replies`` does what the acknowledgement asks for.
"""

from bot.localslack import posting
from bot.localslack.delivery import DeliveryRecord
from bot.localslack.form import full_state, full_value, merged, view_json
from bot.localslack.manifest import Command
from bot.localslack.modals import close_view, set_values
from bot.localslack.model import Channel, Choice, JsonDict, Message, Values, View, find_element
from bot.localslack.refusal import SlackRefusal
from bot.localslack.shapes import home_team, message_json
from bot.localslack.text import decorate, escape
from bot.localslack.world import World


def command(world: World, user: str, channel_id: str, name: str, text: str) -> DeliveryRecord:
    """Send a slash command.

    Raises:
        SlackRefusal: no such command, or the person is not in that conversation.
    """
    known = world.manifest.command(name)
    if known is None:
        raise SlackRefusal("invalid_command")
    channel = member_channel(world, channel_id, user)
    payload = {
        **_who_and_where(world, user, channel),
        "command": name,
        "text": _command_text(world, known, text.strip()),
        "is_enterprise_install": "false",
        "response_url": response_url(world, user, channel_id, None, None),
        "trigger_id": world.tickets.new_trigger(user),
    }
    return world.dispatcher.submit("slash_commands", "slash_commands", payload)


def _command_text(world: World, known: Command, text: str) -> str:
    return decorate(text, world.state) if known.should_escape else escape(text)


def _who_and_where(world: World, user: str, channel: Channel) -> JsonDict:
    return {
        "token": world.identity.verification_token,
        "team_id": world.identity.team_id,
        "team_domain": "loopback",
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_im else _seen_name(channel),
        "user_id": user,
        "user_name": world.state.users[user].name,
        "api_app_id": world.identity.app_id,
    }


def _seen_name(channel: Channel) -> str:
    return "privategroup" if channel.is_private else channel.name


def member_channel(world: World, channel_id: str, user: str) -> Channel:
    """Return a conversation in which the person is.

    Raises:
        SlackRefusal: ``channel_not_found`` or ``not_in_channel``.
    """
    channel = posting.seen_channel(world, channel_id, user)
    if user not in channel.members:
        raise SlackRefusal("not_in_channel")
    return channel


def response_url(
    world: World, user: str, channel: str, message_ts: str | None, thread_ts: str | None, *, ephemeral: bool = False
) -> str:
    """Return an address at which the app may answer this interaction."""
    name = world.tickets.new_response(user, channel, message_ts, thread_ts, is_ephemeral=ephemeral)
    return f"{world.base_url}/actions/{world.identity.team_id}/{name}"


def _payload(world: World, kind: str, user: str) -> JsonDict:
    person = world.state.users[user]
    return {
        "type": kind,
        "team": {"id": world.identity.team_id, "domain": "loopback"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user, "username": person.name, "name": person.name, "team_id": home_team(world, person)},
        "api_app_id": world.identity.app_id,
        "token": world.identity.verification_token,
    }


def message_action(
    world: World, user: str, message: Message, key: tuple[str | None, str], value: Choice, values: Values
) -> DeliveryRecord:
    """Send a block action on a message; ``key`` is (block id or None, action id or label).

    Raises:
        SlackRefusal: the message is not the app's, or has no such element.
    """
    if message.bot_id != world.identity.bot_id:
        raise SlackRefusal("invalid_action")
    channel = posting.seen_channel(world, message.channel, user)
    block, element = _find(message.blocks, key)
    held = _with_value(message.blocks, merged(message.blocks, message.values, values), block, element, value)
    container: JsonDict = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
    container["is_ephemeral"] = message.ephemeral_to is not None
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    url = response_url(world, user, channel.id, message.ts, message.thread_ts, ephemeral=bool(message.ephemeral_to))
    payload = {
        **_payload(world, "block_actions", user),
        "container": container,
        "trigger_id": world.tickets.new_trigger(user),
        "channel": {"id": channel.id, "name": "directmessage" if channel.is_im else _seen_name(channel)},
        "state": {"values": full_state(world, message.blocks, held)},
        "response_url": url,
        "actions": [_action(world, block, element, value)],
    }
    if message.ephemeral_to is None:  # Slack leaves an ephemeral message's content out
        payload["message"] = message_json(world, message, with_metadata=True)
    return world.dispatcher.submit("interactive", "interactive", payload)


def view_action(
    world: World, user: str, view: View, key: tuple[str | None, str], value: Choice, values: Values
) -> DeliveryRecord:
    """Send a block action on a modal or Home tab; what was filled in so far is kept.

    Raises:
        SlackRefusal: the view has no such element.
    """
    block, element = _find(view.blocks, key)
    held = _with_value(view.blocks, merged(view.blocks, view.values, values), block, element, value)
    view = set_values(world, view, held)
    note_submitted(world, view, held)
    body = view_json(world, view)
    payload = {
        **_payload(world, "block_actions", user),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": world.tickets.new_trigger(user, view.id if view.type == "modal" else None),
        "view": body,
        "actions": [_action(world, block, element, value)],
    }
    return world.dispatcher.submit("interactive", "interactive", payload)


def _find(blocks: tuple[JsonDict, ...], key: tuple[str | None, str]) -> tuple[JsonDict, JsonDict]:
    block_id, name = key
    chosen = tuple(block for block in blocks if block_id in {None, block.get("block_id")})
    try:
        return find_element(chosen, name)
    except LookupError as error:
        raise SlackRefusal("invalid_action", (str(error),)) from error


def _with_value(
    blocks: tuple[JsonDict, ...], held: Values, block: JsonDict, element: JsonDict, value: Choice
) -> Values:
    if element["type"] in {"button", "overflow"}:
        return held
    return merged(blocks, held, {block["block_id"]: {element["action_id"]: value}})


def _action(world: World, block: JsonDict, element: JsonDict, value: Choice) -> JsonDict:
    action = {"action_id": element["action_id"], "block_id": block["block_id"], **full_value(world, element, value)}
    for name in ("text", "style", "placeholder", "confirm"):
        if name in element and element["type"] == "button":
            action[name] = element[name]
    return {**action, "action_ts": world.state.new_ts()}


def submission(world: World, user: str, view: View, values: Values) -> DeliveryRecord:
    """Send a filled-in modal; the caller checked the fields."""
    held = merged(view.blocks, view.values, values)
    view = set_values(world, view, held)
    note_submitted(world, view, held)
    payload = {
        **_payload(world, "view_submission", user),
        "trigger_id": world.tickets.new_trigger(user, view.id),
        "view": view_json(world, view),
        "response_urls": [],
    }
    return world.dispatcher.submit("interactive", "interactive", payload)


def note_submitted(world: World, view: View, held: Values) -> None:
    """Let the app see the files that a person put into its form."""
    for block in view.blocks:
        element = block.get("element") or {}
        if element.get("type") == "file_input":
            world.state.submitted.update(held.get(block["block_id"], {}).get(element["action_id"]) or ())


def closing(world: World, user: str, view: View, *, cleared: bool) -> DeliveryRecord | None:
    """Close a modal that a person dismissed; the app hears of it if it asked to."""
    body = view_json(world, view)
    close_view(world, view)
    if not view.body.get("notify_on_close"):
        return None
    payload = {**_payload(world, "view_closed", user), "view": body, "is_cleared": cleared}
    return world.dispatcher.submit("interactive", "interactive", payload)


def shortcut(world: World, user: str, callback_id: str, message: Message | None) -> DeliveryRecord:
    """Send a global shortcut, or a message shortcut when a message is given.

    Raises:
        SlackRefusal: the manifest has no such shortcut of that kind.
    """
    known = world.manifest.shortcut(callback_id)
    if known is None or (known.kind == "message") != (message is not None):
        raise SlackRefusal("invalid_shortcut")
    kind = "shortcut" if message is None else "message_action"
    payload = {**_payload(world, kind, user), "callback_id": callback_id, "action_ts": world.state.new_ts()}
    payload["trigger_id"] = world.tickets.new_trigger(user)
    if message is not None:
        channel = posting.seen_channel(world, message.channel, user)
        payload["channel"] = {"id": channel.id, "name": "directmessage" if channel.is_im else _seen_name(channel)}
        payload["message_ts"] = message.ts
        payload["message"] = message_json(world, message)
        payload["response_url"] = response_url(world, user, channel.id, message.ts, message.thread_ts)
    return world.dispatcher.submit("interactive", "interactive", payload)
