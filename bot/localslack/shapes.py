"""Workspace values as the JSON objects of Slack's API."""

from bot.localslack.model import Channel, File, JsonDict, Message, Reaction, User, UserGroup
from bot.localslack.world import World


def home_team(world: World, user: User) -> str:
    """Return the workspace that a person belongs to."""
    return user.team or world.identity.team_id


def user_json(world: World, user: User) -> JsonDict:
    """Return a user object as ``users.info`` gives it."""
    return {
        "id": user.id,
        "team_id": home_team(world, user),
        "name": user.name,
        "real_name": user.real_name,
        "deleted": False,
        "tz": user.tz,
        "tz_offset": 0,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        "is_stranger": user.team is not None,
        "updated": 0,
        "profile": {"real_name": user.real_name, "display_name": user.name, "team": home_team(world, user)},
    }


def channel_json(world: World, channel: Channel, viewer: str) -> JsonDict:
    """Return a conversation object as that member or bot sees it."""
    common: JsonDict = {"id": channel.id, "created": channel.created, "is_archived": channel.is_archived}
    if channel.is_im:
        other = next((member for member in channel.members if member != viewer), viewer)
        return {**common, "is_im": True, "is_channel": False, "is_group": False, "is_private": True, "user": other}
    return {
        **common,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_general": False,
        "is_member": viewer in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "creator": channel.creator,
        "context_team_id": world.identity.team_id,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def file_json(file: File) -> JsonDict:
    """Return a file object."""
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "pretty_type": file.filetype.upper(),
        "user": file.user,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": bool(file.channels),
        "url_private": file.url_private,
        "url_private_download": file.url_private_download,
        "permalink": file.permalink,
        "file_access": "visible",
        **({"alt_txt": file.alt_text} if file.alt_text else {}),
    }


def file_info_json(world: World, file: File) -> JsonDict:
    """Return a file object with where it is shared, as ``files.info`` gives it."""
    shares: dict[str, dict[str, list[JsonDict]]] = {}
    for channel, ts in file.shares:
        kind = "private" if world.state.channels[channel].is_private else "public"
        shares.setdefault(kind, {}).setdefault(channel, []).append({"ts": ts})
    return {**file_json(file), "channels": list(file.channels), "groups": [], "ims": [], "shares": shares}


def group_json(world: World, group: UserGroup) -> JsonDict:
    """Return a user group object."""
    return {
        "id": group.id,
        "team_id": world.identity.team_id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "description": "",
        "date_delete": 0,
        "user_count": len(group.users),
        "users": list(group.users),
    }


def reaction_json(reaction: Reaction) -> JsonDict:
    """Return one reaction with its people."""
    return {"name": reaction.name, "users": list(reaction.users), "count": len(reaction.users)}


def message_json(world: World, message: Message, *, with_metadata: bool = False) -> JsonDict:
    """Return a message object as ``conversations.history`` gives it."""
    body: JsonDict = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    body["team"] = world.identity.team_id
    names = ("subtype", "thread_ts", "bot_id", "app_id", "username")
    body |= {name: value for name in names if (value := getattr(message, name)) is not None}
    body |= _content(message)
    if message.ephemeral_to:
        body["is_ephemeral"] = True
    if message.is_reply:
        parent = world.state.find_message(message.channel, message.thread_ts or "")
        body["parent_user_id"] = parent.user if parent else ""
    if message.metadata and with_metadata:
        body["metadata"] = message.metadata
    return body | thread_summary(world, message)


def _content(message: Message) -> JsonDict:
    edited = {"user": message.user, "ts": message.edited} if message.edited else None
    found: JsonDict = {
        "blocks": list(message.blocks),
        "attachments": list(message.attachments),
        "files": [file_json(file) for file in message.files],
        "reactions": [reaction_json(item) for item in message.reactions],
        "edited": edited,
    }
    return {name: value for name, value in found.items() if value}


def thread_summary(world: World, message: Message) -> JsonDict:
    """Return the reply fields of a thread's parent; nothing for other messages."""
    replies = world.state.replies.get((message.channel, message.ts), [])
    if not replies or message.is_reply:
        return {}
    table = world.state.messages[message.channel]
    people = list(dict.fromkeys(table[ts].user for ts in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": people[:5],
        "reply_users_count": len(people),
        "latest_reply": replies[-1],
        "subscribed": False,
    }
