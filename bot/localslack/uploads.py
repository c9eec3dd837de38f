"""Files: reserving an upload address, taking the bytes, sharing, deleting."""

import mimetypes
import secrets
from dataclasses import replace

from bot.localslack import events
from bot.localslack.model import Channel, File
from bot.localslack.posting import change
from bot.localslack.shapes import file_json
from bot.localslack.world import World

MAX_FILE_BYTES = 1024**3
_TYPES = {"text/plain": "text", "application/gzip": "gzip", "image/jpeg": "jpg"}


def _types(name: str) -> tuple[str, str]:
    guessed, encoding = mimetypes.guess_type(name)
    mimetype = "application/gzip" if encoding == "gzip" else guessed or "application/octet-stream"
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else "binary"
    return mimetype, _TYPES.get(mimetype, suffix)


def reserve(world: World, user: str, name: str, size: int, alt_text: str = "") -> File:
    """Register a file whose bytes are still to come."""
    mimetype, filetype = _types(name)
    base = world.base_url
    with world.state.change():
        file_id = world.state.new_id("F")
        secret = secrets.token_hex(8)
        private = f"{base}/files-pri/{world.identity.team_id}-{file_id}"
        file = File(
            id=file_id,
            name=name,
            title=name,
            mimetype=mimetype,
            filetype=filetype,
            size=size,
            user=user,
            created=world.clock() // 1000,
            url_private=f"{private}/{secret}",
            url_private_download=f"{private}/download/{secret}",
            permalink=f"{base}/files/{user}/{file_id}",
            alt_text=alt_text,
        )
        world.state.files[file_id] = file
    return file


def store(world: World, file: File, content: bytes) -> File:
    """Take the bytes of a reserved file."""
    with world.state.change():
        stored = replace(world.state.files[file.id], size=len(content))
        world.state.contents[file.id] = content
        world.state.files[file.id] = stored
    return stored


def complete(world: World, file: File, title: str | None = None) -> File:
    """Finish an upload; from now on the file exists for others."""
    with world.state.change():
        done = replace(world.state.files[file.id], complete=True, title=title or file.title)
        world.state.files[file.id] = done
        world.feed.publish("file", {"file": file_json(done)}, [done.user])
    return done


def add(world: World, user: str, name: str, content: bytes) -> File:
    """Upload a person's file in one step, unshared."""
    return complete(world, store(world, reserve(world, user, name, len(content)), content))


def mark_shared(world: World, file: File, channel: str, ts: str) -> File:
    """Note in which message a file is shown."""
    with world.state.change():
        channels = tuple(dict.fromkeys((*file.channels, channel)))
        shared = replace(file, channels=channels, shares=(*file.shares, (channel, ts)))
        world.state.files[file.id] = shared
    return shared


def remove(world: World, file: File) -> None:
    """Delete a file and take it out of every message that shows it."""
    with world.state.change():
        world.state.files.pop(file.id)
        world.state.contents.pop(file.id, None)
        for channel, ts in file.shares:
            if message := world.state.find_message(channel, ts):
                left = tuple(item for item in message.files if item.id != file.id)
                change(world, message, replace(message, files=left), tell_app=False)
        world.feed.publish("file", {"file": file_json(file), "deleted": True})
        events.file_deleted(world, file)


def may_see(world: World, file: File, user: str) -> bool:
    """Whether a person or the bot can open a file: its owner, or a member of a channel where it is shared.

    What a person put into a form of the app (a ``file_input``) is visible to the app.
    """
    if file.user == user or (user == world.bot and file.id in world.state.submitted):
        return True
    return any(_can_look(world, world.state.channels[item], user) for item in file.channels)


def _can_look(world: World, channel: Channel, user: str) -> bool:
    open_to_people = not channel.is_private and not channel.is_im and user != world.bot
    return open_to_people or user in channel.members
