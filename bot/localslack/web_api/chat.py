"""Messages of the app: posting, editing, deleting, ephemerals, permanent links."""

import json
from dataclasses import replace

from bot.localslack import limits, posting
from bot.localslack.block_rules import check_message_blocks
from bot.localslack.membership import open_im
from bot.localslack.modals import fill_ids
from bot.localslack.model import Channel, JsonDict, Message
from bot.localslack.refusal import SlackRefusal
from bot.localslack.shapes import message_json
from bot.localslack.web_api.call import Call, Method


def _destination(call: Call) -> Channel:
    """Return where to post: a channel id, a channel name, or a person's id (their direct message)."""
    name, state = call.text("channel"), call.world.state
    if name in state.users and name != call.world.bot:
        return open_im(call.world, call.world.bot, name)[0]
    named = state.channel_named(name.removeprefix("#"))
    channel = call.visible_channel() if named is None else replace(call, args={"channel": named.id}).visible_channel()
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    if call.world.bot not in channel.members and "chat:write.public" not in call.world.manifest.scopes:
        raise SlackRefusal("not_in_channel")
    return channel


def _content(call: Call) -> tuple[str, tuple[JsonDict, ...], tuple[JsonDict, ...]]:
    blocks = call.structure("blocks", "invalid_blocks_format") or []
    attachments = call.structure("attachments") or []
    text = call.optional("text") or ""
    if blocks:
        check_message_blocks(call.world, blocks)
    if len(attachments) > 100:
        raise SlackRefusal("too_many_attachments")
    if not (text or blocks or attachments):
        raise SlackRefusal("no_text")
    return text[: limits.MESSAGE_TEXT], tuple(fill_ids(call.world, blocks)), tuple(attachments)


def _metadata(call: Call) -> JsonDict | None:
    metadata = call.structure("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    shape = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str)
    if not shape or not isinstance(metadata.get("event_payload"), dict):
        raise SlackRefusal("invalid_metadata_schema")
    if len(json.dumps(metadata)) > limits.METADATA_BYTES:
        raise SlackRefusal("metadata_too_large")
    return dict(metadata)


def _draft(call: Call, channel: Channel) -> Message:
    text, blocks, attachments = _content(call)
    identity = call.world.identity
    return Message(
        channel=channel.id,
        ts=call.world.state.new_ts(),
        user=identity.bot_user_id,
        text=text,
        blocks=blocks,
        attachments=attachments,
        thread_ts=call.optional("thread_ts"),
        metadata=_metadata(call),
        bot_id=identity.bot_id,
        app_id=identity.app_id,
    )


def _limit_rate(call: Call, channel: Channel) -> None:
    if wait := call.world.rates.wait_for_post(channel.id):
        raise SlackRefusal("ratelimited", status=429, extra={"retry_after": wait})


def post_message(call: Call) -> JsonDict:
    """Post a message."""
    channel = _destination(call)
    draft = _draft(call, channel)
    _limit_rate(call, channel)
    if broadcast := call.flag("reply_broadcast") and draft.thread_ts is not None:
        draft = replace(draft, broadcast=broadcast, subtype="thread_broadcast")
    message = posting.post(call.world, draft)
    return {"channel": channel.id, "ts": message.ts, "message": _own_json(call, message)}


def _own_json(call: Call, message: Message) -> JsonDict:
    return message_json(call.world, message, with_metadata=True)


def _own_message(call: Call, error: str) -> Message:
    channel = call.visible_channel()
    message = call.message(channel)
    if message.bot_id != call.world.identity.bot_id:
        raise SlackRefusal(error)
    return message


def update(call: Call) -> JsonDict:
    """Replace the content of an own message; blocks go when only text is given, metadata stays unless given."""
    old = _own_message(call, "cant_update_message")
    text, blocks, attachments = _content(call)
    metadata = _metadata(call) if call.args.get("metadata") is not None else old.metadata
    edited = old.edited if old.text == text and old.blocks == blocks else call.world.state.new_ts()
    new = replace(old, text=text, blocks=blocks, attachments=attachments, metadata=metadata, edited=edited, values={})
    posting.change(call.world, old, new)
    return {"channel": old.channel, "ts": old.ts, "text": text, "message": _own_json(call, new)}


def delete(call: Call) -> JsonDict:
    """Delete an own message."""
    message = _own_message(call, "cant_delete_message")
    posting.delete(call.world, message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(call: Call) -> JsonDict:
    """Show a message to one member of a channel."""
    channel = call.joined_channel()
    user = call.text("user")
    if user not in call.world.state.users:
        raise SlackRefusal("user_not_found")
    if user not in channel.members:
        raise SlackRefusal("user_not_in_channel")
    draft = replace(_draft(call, channel), ephemeral_to=user, metadata=None)
    posting.show_ephemeral(call.world, draft)
    return {"message_ts": draft.ts}


def get_permalink(call: Call) -> JsonDict:
    """Return the permanent address of a message."""
    channel = call.visible_channel()
    message = call.message(channel, "message_ts")
    link = f"{call.world.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


_WRITE = ("chat:write",)
METHODS = (
    Method("chat.postMessage", post_message, _WRITE, "special"),
    Method("chat.update", update, _WRITE, "tier3"),
    Method("chat.delete", delete, _WRITE, "tier3"),
    Method("chat.postEphemeral", post_ephemeral, _WRITE, "tier4"),
    Method("chat.getPermalink", get_permalink, (), "special"),
)
