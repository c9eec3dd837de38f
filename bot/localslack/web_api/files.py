"""Files in Slack's second way: reserve an address, POST the bytes there, complete the upload."""

from dataclasses import replace

from bot.localslack import posting, uploads
from bot.localslack.model import Channel, File, JsonDict, Message
from bot.localslack.refusal import SlackRefusal, missing
from bot.localslack.shapes import file_info_json
from bot.localslack.web_api.call import Call, Method


def upload_url(call: Call) -> JsonDict:
    """Reserve an upload address for a file of a certain length."""
    name, size = call.text("filename"), call.integer("length", 0)
    if size <= 0:
        raise missing("length")
    if size > uploads.MAX_FILE_BYTES:
        raise SlackRefusal("file_upload_size_restricted")
    file = uploads.reserve(call.world, call.world.bot, name, size, call.optional("alt_txt") or "")
    return {
        "upload_url": f"{call.world.base_url}/upload/v1/{file.url_private.rsplit('/', 1)[1]}/{file.id}",
        "file_id": file.id,
    }


def complete(call: Call) -> JsonDict:
    """Finish uploads, and share them where ``channel_id`` says."""
    asked = call.structure("files")
    if not isinstance(asked, list) or not asked:
        raise missing("files")
    files = [(_uploaded(call, item), item.get("title")) for item in asked]
    channels = _channels(call)
    thread = call.optional("thread_ts")
    if thread and len(channels) != 1:
        raise SlackRefusal("invalid_arguments", ("[ERROR] thread_ts needs exactly one channel",))
    if thread and (parent := call.world.state.find_message(channels[0].id, thread)) and parent.is_reply:
        raise SlackRefusal("invalid_thread_ts")
    done = [uploads.complete(call.world, file, title) for file, title in files]
    for channel in channels:
        done = _share(call, channel, done, thread)
    return {"files": [file_info_json(call.world, file) for file in done]}


def _uploaded(call: Call, item: JsonDict) -> File:
    file = call.world.state.files.get(str(item.get("id")))
    if file is None or file.user != call.world.bot or file.id not in call.world.state.contents:
        raise SlackRefusal("file_not_found")
    if file.complete:
        raise SlackRefusal("file_already_completed")
    return file


def _channels(call: Call) -> list[Channel]:
    names = [call.optional("channel_id") or "", *(call.optional("channels") or "").split(",")]
    return [replace(call, args={"channel": name}).joined_channel() for name in names if name]


def _share(call: Call, channel: Channel, files: list[File], thread: str | None) -> list[File]:
    identity, ts = call.world.identity, call.world.state.new_ts()
    shared = [uploads.mark_shared(call.world, file, channel.id, ts) for file in files]
    message = Message(
        channel=channel.id,
        ts=ts,
        user=identity.bot_user_id,
        text=call.optional("initial_comment") or "",
        files=tuple(shared),
        thread_ts=thread,
        bot_id=identity.bot_id,
        app_id=identity.app_id,
    )
    posting.post(call.world, message)
    return shared


def _seen(call: Call) -> File:
    file = call.world.state.files.get(call.text("file"))
    if file is None or not file.complete or not uploads.may_see(call.world, file, call.world.bot):
        raise SlackRefusal("file_not_found")
    return file


def info(call: Call) -> JsonDict:
    """Return one file that the bot can see."""
    body = file_info_json(call.world, _seen(call))
    return {"file": body, "comments": [], "response_metadata": {"next_cursor": ""}}


def delete(call: Call) -> JsonDict:
    """Delete an own file."""
    file = _seen(call)
    if file.user != call.world.bot:
        raise SlackRefusal("cant_delete_file")
    uploads.remove(call.world, file)
    return {}


METHODS = (
    Method("files.getUploadURLExternal", upload_url, ("files:write",), "tier4"),
    Method("files.completeUploadExternal", complete, ("files:write",), "tier4"),
    Method("files.info", info, ("files:read",), "tier4"),
    Method("files.delete", delete, ("files:write",), "tier3"),
)
