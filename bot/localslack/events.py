"""The Events API: who hears of what, in Slack's envelope, if the manifest subscribes to it."""

from bot.localslack.delivery import DeliveryRecord
from bot.localslack.model import Channel, File, JsonDict, Message
from bot.localslack.shapes import message_json
from bot.localslack.world import World


def emit(world: World, event: JsonDict, subscription: str = "") -> DeliveryRecord | None:
    """Send an event when the manifest subscribes to it."""
    if (subscription or event["type"]) not in world.manifest.events:
        return None
    now = world.clock() // 1000
    payload: JsonDict = {
        "token": world.identity.verification_token,
        "team_id": world.identity.team_id,
        "context_team_id": world.identity.team_id,
        "context_enterprise_id": None,
        "api_app_id": world.identity.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": world.state.new_id("Ev"),
        "event_time": now,
        "authorizations": [_authorization(world)],
        "is_ext_shared_channel": False,
        "event_context": f"4-{world.state.new_id('C')}",
    }
    return world.dispatcher.submit("events_api", f"event:{event['type']}", payload)


def _authorization(world: World) -> JsonDict:
    return {
        "enterprise_id": None,
        "team_id": world.identity.team_id,
        "user_id": world.bot,
        "is_bot": True,
        "is_enterprise_install": False,
    }


def _subscription(channel: Channel) -> tuple[str, str]:
    if channel.is_im:
        return "message.im", "im"
    return ("message.groups", "group") if channel.is_private else ("message.channels", "channel")


def message_posted(world: World, message: Message) -> None:
    """Tell the app of a new message, of a mention in it, and of its files."""
    channel = world.state.channels[message.channel]
    if world.bot not in channel.members:
        return
    subscription, kind = _subscription(channel)
    body = message_json(world, message)
    place = {"channel": channel.id, "event_ts": message.ts, "channel_type": kind}
    emit(world, {**body, **place}, subscription)
    if f"<@{world.bot}>" in message.text and not channel.is_im and message.user != world.bot:
        mention = {key: value for key, value in body.items() if key != "subtype"}
        emit(world, {**mention, "type": "app_mention", "channel": channel.id, "event_ts": message.ts})
    for file in message.files:
        file_shared(world, file, channel.id)


def message_changed(world: World, old: Message, new: Message) -> None:
    """Tell the app that a message was edited."""
    channel = world.state.channels[new.channel]
    if world.bot in channel.members:
        subscription, kind = _subscription(channel)
        ts = world.state.new_ts()
        bodies = {"message": message_json(world, new), "previous_message": message_json(world, old)}
        event = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": ts, "event_ts": ts, **bodies}
        emit(world, {**event, "channel": channel.id, "channel_type": kind}, subscription)


def message_deleted(world: World, old: Message) -> None:
    """Tell the app that a message is gone."""
    channel = world.state.channels[old.channel]
    if world.bot in channel.members:
        subscription, kind = _subscription(channel)
        ts = world.state.new_ts()
        body = {"previous_message": message_json(world, old), "deleted_ts": old.ts, "hidden": True}
        event = {"type": "message", "subtype": "message_deleted", "ts": ts, "event_ts": ts, **body}
        emit(world, {**event, "channel": channel.id, "channel_type": kind}, subscription)


def file_shared(world: World, file: File, channel: str) -> None:
    """Tell the app that a file was shared where it is a member."""
    event = {"type": "file_shared", "file_id": file.id, "user_id": file.user, "file": {"id": file.id}}
    emit(world, {**event, "channel_id": channel, "event_ts": world.state.new_ts()})


def file_deleted(world: World, file: File) -> None:
    """Tell the app that a file that it could see is gone."""
    if any(world.bot in world.state.channels[item].members for item in file.channels):
        emit(world, {"type": "file_deleted", "file_id": file.id, "event_ts": world.state.new_ts()})


def membership(world: World, kind: str, channel: Channel, user: str, inviter: str | None) -> None:
    """Tell the app who joined or left a channel in which it is."""
    if channel.is_im or (world.bot not in channel.members and user != world.bot):
        return
    event: JsonDict = {"type": kind, "user": user, "channel": channel.id, "team": world.identity.team_id}
    event |= {"channel_type": "G" if channel.is_private else "C", "event_ts": world.state.new_ts()}
    emit(world, event | ({"inviter": inviter} if inviter else {}))


def reaction(world: World, kind: str, message: Message, user: str, name: str) -> None:
    """Tell the app of a reaction that came or went."""
    if world.bot in world.state.channels[message.channel].members:
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        event = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.user}
        emit(world, {**event, "event_ts": world.state.new_ts()})


def home_opened(world: World, user: str, channel: str, view: JsonDict | None) -> None:
    """Tell the app that a person looks at its Home tab."""
    event: JsonDict = {"type": "app_home_opened", "user": user, "channel": channel, "tab": "home"}
    event["event_ts"] = world.state.new_ts()
    emit(world, event | ({"view": view} if view else {}))
