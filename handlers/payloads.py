"""Slack's payloads, parsed once at the border into values; nothing in them is a proof of any right."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.triage.open_case import WantedFile
from handlers.ids import Ref, parse_ref

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where an answer can be given."""

    team_id: str
    user_id: str
    channel_id: str = ""
    thread_ts: str = ""
    trigger_id: str = ""
    response_url: str = ""


@dataclass(frozen=True, slots=True)
class Click:
    """A press on a button or a choice from a menu, in a message or in a view."""

    asker: Asker
    action_id: str
    ref: Ref
    key: str
    view_id: str = ""
    view_type: str = ""
    home: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted modal: simple values by action id."""

    asker: Asker
    callback_id: str
    ref: Ref
    key: str
    view_id: str
    below: str
    values: Mapping[str, Any]

    def asker_in(self, channel_id: str) -> Asker:
        """The same person, in the channel that the modal was opened from (whose membership is asked from Slack)."""
        return replace(self.asker, channel_id=channel_id)

    def text(self, action_id: str) -> str:
        """A typed text or a chosen value; "" where nothing was given."""
        value = self.values.get(action_id)
        return value.strip() if isinstance(value, str) else ""

    def chosen(self, action_id: str) -> tuple[str, ...]:
        """The ticked boxes."""
        value = self.values.get(action_id)
        return tuple(value) if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Slash:
    """A slash command as it was typed."""

    asker: Asker
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A message that mentions the bot, or on which a shortcut was used."""

    asker: Asker
    text: str
    ts: str
    files: tuple[WantedFile, ...]
    key: str
    callback_id: str = ""


def asker_of(body: Body) -> Asker:
    """Who sent any interactive payload or event, and from where."""
    event, container = body.get("event") or {}, body.get("container") or {}
    message = body.get("message") or {}
    return Asker(
        team_id=_team(body),
        user_id=_id(body.get("user")) or body.get("user_id") or _id(event.get("user")),
        channel_id=_id(body.get("channel"))
        or body.get("channel_id")
        or event.get("channel")
        or container.get("channel_id")
        or "",
        thread_ts=message.get("thread_ts") or container.get("thread_ts") or event.get("thread_ts") or "",
        trigger_id=body.get("trigger_id") or "",
        response_url=body.get("response_url") or "",
    )


def parse_click(body: Body) -> Click:
    """Read a block_actions payload (its first action: Slack sends one)."""
    action, asker, view = body["actions"][0], asker_of(body), body.get("view") or {}
    chosen = action.get("selected_option") or {}
    place = view.get("id") or (body.get("container") or {}).get("message_ts") or ""
    return Click(
        asker=asker,
        action_id=action["action_id"],
        ref=parse_ref(action.get("value") or chosen.get("value") or ""),
        key=f"click:{place}:{asker.user_id}:{action['action_id']}:{action.get('action_ts', '')}",
        view_id=view.get("id") or "",
        view_type=view.get("type") or "",
        home=view.get("type") == "home" or parse_ref(view.get("private_metadata") or "").home == 1,
    )


def parse_submission(body: Body) -> Submission:
    """Read a view_submission payload."""
    view = body["view"]
    values = {
        action_id: _simple(element)
        for block in ((view.get("state") or {}).get("values") or {}).values()
        for action_id, element in block.items()
    }
    return Submission(
        asker=asker_of(body),
        callback_id=view["callback_id"],
        ref=parse_ref(view.get("private_metadata") or ""),
        key=f"view:{view['id']}:{view.get('hash', '')}",
        view_id=view["id"],
        below=view.get("previous_view_id") or "",
        values=values,
    )


def parse_slash(body: Body) -> Slash:
    """Read a slash command."""
    return Slash(asker_of(body), (body.get("text") or "").strip(), f"command:{body.get('trigger_id', '')}")


def parse_mention(body: Body) -> Mention:
    """Read an app_mention event; its key is the message itself, so a later look into the channel finds the same key."""
    event, asker = body["event"], asker_of(body)
    key = f"mention:{asker.channel_id}:{event['ts']}"
    return Mention(asker, event.get("text") or "", event["ts"], wanted_files(event), key)


def parse_shortcut(body: Body) -> Mention:
    """Read a message shortcut."""
    message, asker = body["message"], asker_of(body)
    key = f"shortcut:{body['callback_id']}:{asker.channel_id}:{message['ts']}:{body.get('action_ts', '')}"
    return Mention(asker, message.get("text") or "", message["ts"], wanted_files(message), key, body["callback_id"])


def wanted_files(message: Body) -> tuple[WantedFile, ...]:
    """The files of a message, by name for people and id for the download."""
    return tuple(
        WantedFile(name=item.get("name") or "file", slack_file_id=item["id"], size=int(item.get("size") or 0))
        for item in message.get("files") or ()
        if item.get("id") and item.get("mode") != "tombstone"
    )


def _team(body: Body) -> str:
    return _id(body.get("team")) or body.get("team_id") or _id(body.get("user"), "team_id")


def _id(value: object, name: str = "id") -> str:
    if isinstance(value, str):
        return value if name == "id" else ""
    return str(value.get(name) or "") if isinstance(value, Mapping) else ""


def _simple(element: Body) -> Any:  # noqa: ANN401
    if "selected_options" in element:
        return tuple(item["value"] for item in element["selected_options"] or ())
    if "files" in element:
        return wanted_files(element)
    if "selected_option" in element:
        return (element["selected_option"] or {}).get("value") or ""
    return element.get("value") or element.get("selected_date") or element.get("selected_user") or ""
