"""A manifest with everything that the workspace offers, and the start of a real Bolt app in it."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.localslack import LocalSlack

START = 1_767_225_600_000

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Harbour"},
    "features": {
        "bot_user": {"display_name": "harbour"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/dock", "description": "Dock a ship", "usage_hint": "NAME", "should_escape": False},
            {"command": "/call", "description": "Call someone", "should_escape": True},
        ],
        "shortcuts": [
            {"name": "New berth", "type": "global", "callback_id": "new_berth", "description": "Open a form"},
            {"name": "Log this", "type": "message", "callback_id": "log_this", "description": "Keep a message"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:join",
                "channels:read",
                "chat:write",
                "commands",
                "files:read",
                "files:write",
                "groups:history",
                "groups:read",
                "im:history",
                "im:read",
                "im:write",
                "reactions:read",
                "reactions:write",
                "usergroups:read",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "file_deleted",
                "file_shared",
                "member_joined_channel",
                "member_left_channel",
                "message.channels",
                "message.groups",
                "message.im",
                "reaction_added",
                "reaction_removed",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def without(*, scopes: tuple[str, ...] = (), events: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the manifest without some scopes and events."""
    held = [scope for scope in MANIFEST["oauth_config"]["scopes"]["bot"] if scope not in scopes]
    subscriptions = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    heard = [event for event in subscriptions if event not in events]
    return {
        **MANIFEST,
        "oauth_config": {"scopes": {"bot": held}},
        "settings": {**MANIFEST["settings"], "event_subscriptions": {"bot_events": heard}},
    }


def client(workspace: LocalSlack, token: str | None = None) -> WebClient:
    """Return the real Web API client, without retries."""
    return WebClient(token=token or workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


def bolt(workspace: LocalSlack) -> App:
    """Return a real Bolt app that talks to the workspace."""
    return App(client=client(workspace), signing_secret=workspace.signing_secret)


def plain(text: str) -> dict[str, str]:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def button(action_id: str, label: str = "Press", value: str = "v1") -> dict[str, Any]:
    """Return a button."""
    return {"type": "button", "action_id": action_id, "text": plain(label), "value": value}


def section(text: str = "hello") -> dict[str, Any]:
    """Return a section."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def actions(*elements: dict[str, Any], block_id: str = "acts") -> dict[str, Any]:
    """Return an actions block."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return an input block."""
    return {"type": "input", "block_id": block_id, "label": plain("Label"), "element": element, **more}


def modal(*blocks: dict[str, Any], callback_id: str = "form", **more: Any) -> dict[str, Any]:
    """Return a modal."""
    body = {"type": "modal", "callback_id": callback_id, "title": plain("Form"), "submit": plain("Save")}
    return {**body, "blocks": list(blocks), **more}
