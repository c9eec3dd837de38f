"""Channels: looking them up, reading them, joining, opening direct messages."""

from bot.localslack import membership
from bot.localslack.model import JsonDict, Message
from bot.localslack.refusal import SlackRefusal, missing
from bot.localslack.shapes import channel_json, message_json
from bot.localslack.web_api.call import Call, Method

_KINDS = frozenset({"public_channel", "private_channel", "mpim", "im"})


def info(call: Call) -> JsonDict:
    """Return one channel."""
    channel = call.need(call.visible_channel(), "read")
    body = channel_json(call.world, channel, call.world.bot)
    if not call.flag("include_num_members"):
        body.pop("num_members", None)
    return {"channel": body}


def listing(call: Call) -> JsonDict:
    """List the channels that the bot can see, by kind."""
    kinds = set((call.optional("types") or "public_channel").replace(" ", "").split(","))
    if not kinds <= _KINDS:
        raise SlackRefusal("invalid_types")
    _need_kinds(call, kinds)
    shown = []
    for channel in call.world.state.channels.values():
        kind = "im" if channel.is_im else "private_channel" if channel.is_private else "public_channel"
        hidden = kind != "public_channel" and call.world.bot not in channel.members
        if kind in kinds and not hidden and not (channel.is_archived and call.flag("exclude_archived")):
            shown.append(channel_json(call.world, channel, call.world.bot))
    page, metadata = call.page(shown, 100)
    return {"channels": list(page), "response_metadata": metadata}


def _need_kinds(call: Call, kinds: set[str]) -> None:
    scopes = {"public_channel": "channels", "private_channel": "groups", "mpim": "mpim", "im": "im"}
    needed = sorted(f"{scopes[kind]}:read" for kind in kinds)
    held = call.world.manifest.scopes
    if not held.issuperset(needed):
        raise SlackRefusal("missing_scope", extra={"needed": ",".join(needed), "provided": ",".join(sorted(held))})


def members(call: Call) -> JsonDict:
    """List the members of a channel."""
    page, metadata = call.page(call.need(call.visible_channel(), "read").members, 100)
    return {"members": list(page), "response_metadata": metadata}


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = call.optional("oldest") or "0", call.optional("latest") or "9" * 17
    inclusive = call.flag("inclusive")
    try:
        low, high = _order(oldest), _order(latest)
    except ValueError as error:
        raise SlackRefusal("invalid_ts_oldest") from error
    return [item for item in messages if low < _order(item.ts) < high or (inclusive and _order(item.ts) in {low, high})]


def _order(ts: str) -> tuple[int, int]:
    seconds, _, micros = ts.partition(".")
    return int(seconds), int((micros or "0").ljust(6, "0")[:6])


def _bodies(call: Call, messages: list[Message]) -> list[JsonDict]:
    metadata = call.flag("include_all_metadata")
    return [message_json(call.world, item, with_metadata=metadata) for item in messages]


def history(call: Call) -> JsonDict:
    """Return what a channel shows outside threads, newest first."""
    channel = call.need(call.joined_channel(), "history")
    messages = _between(call, call.world.state.roots(channel.id))[::-1]
    page, metadata = call.page(messages, 100)
    body: JsonDict = {"messages": _bodies(call, list(page)), "has_more": bool(metadata["next_cursor"]), "pin_count": 0}
    return body | ({"response_metadata": metadata} if metadata["next_cursor"] else {})


def replies(call: Call) -> JsonDict:
    """Return a thread: the parent on every page, then replies, oldest first."""
    channel = call.need(call.joined_channel(), "history")
    message = call.world.state.find_message(channel.id, call.text("ts"))
    if message is None:
        raise SlackRefusal("thread_not_found")
    parent, *rest = call.world.state.thread(channel.id, message.thread_ts or message.ts) or [message]
    page, metadata = call.page(_between(call, rest), 1000)
    body: JsonDict = {"messages": _bodies(call, [parent, *page]), "has_more": bool(metadata["next_cursor"])}
    return body | ({"response_metadata": metadata} if metadata["next_cursor"] else {})


def join(call: Call) -> JsonDict:
    """Enter a public channel."""
    channel = call.world.state.channels.get(call.text("channel"))
    if channel is None or (channel.is_private and call.world.bot not in channel.members):
        raise SlackRefusal("channel_not_found")
    if channel.is_im or channel.is_private:
        raise SlackRefusal("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    joined = membership.join(call.world, channel, call.world.bot)
    body = channel_json(call.world, call.world.state.channels[channel.id], call.world.bot)
    return {"channel": body} if joined else {"channel": body, "warning": "already_in_channel"}


def open_direct(call: Call) -> JsonDict:
    """Open the direct message with one person."""
    if call.optional("channel"):
        channel = call.visible_channel()
        if not channel.is_im:
            raise SlackRefusal("channel_not_found")
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    users = [item for item in (call.optional("users") or "").split(",") if item]
    if not users:
        raise missing("users")
    if len(users) > 1:
        raise SlackRefusal("method_not_supported_for_channel_type")
    if users[0] not in call.world.state.users:
        raise SlackRefusal("user_not_found")
    if users[0] == call.world.bot:
        raise SlackRefusal("cannot_dm_bot")
    channel, existed = membership.open_im(call.world, call.world.bot, users[0])
    body = channel_json(call.world, channel, call.world.bot) if call.flag("return_im") else {"id": channel.id}
    return {"channel": body, **({"no_op": True, "already_open": True} if existed else {})}


_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
METHODS = (
    Method("conversations.info", info, _READ, "tier3"),
    Method("conversations.list", listing, _READ, "tier2"),
    Method("conversations.members", members, _READ, "tier4"),
    Method("conversations.history", history, _HISTORY, "tier3"),
    Method("conversations.replies", replies, _HISTORY, "tier3"),
    Method("conversations.join", join, ("channels:join",), "tier3"),
    Method("conversations.open", open_direct, ("im:write", "mpim:write"), "tier3"),
)
