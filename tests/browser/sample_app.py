"""A small bot, made with the real slack-bolt, for the page's tests to talk to."""

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

BOT_SCOPES = [
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
    "reactions:read",
    "reactions:write",
    "usergroups:read",
    "users:read",
]

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Harbour"},
    "features": {
        "bot_user": {"display_name": "Harbour", "always_online": True},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {
                "command": "/dock",
                "description": "Bring a boat in",
                "usage_hint": "[name] | form | card",
                "should_escape": False,
            },
            {"command": "/silent", "description": "Never answers", "usage_hint": "", "should_escape": False},
        ],
        "shortcuts": [
            {"name": "Log this message", "type": "message", "callback_id": "log_message", "description": "Keep it"},
            {
                "name": "Open the harbour",
                "type": "global",
                "callback_id": "open_harbour",
                "description": "From anywhere",
            },
        ],
    },
    "oauth_config": {"scopes": {"bot": BOT_SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "app_mention", "message.channels"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def plain(text: str) -> dict[str, Any]:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> dict[str, Any]:
    """Return an option of a select."""
    return {"text": plain(text), "value": value}


def button(text: str, action: str, **more: object) -> dict[str, Any]:
    """Return a button."""
    return {"type": "button", "text": plain(text), "action_id": action, "value": "1", **more}


def entry(block: str, label: str, element: dict[str, Any], **more: object) -> dict[str, Any]:
    """Return an input block."""
    return {"type": "input", "block_id": block, "label": plain(label), "element": element, **more}


def card(count: int) -> list[dict[str, Any]]:
    """Return the blocks of a message with a counter and one of most kinds of elements."""
    confirm = {
        "title": plain("Sink it?"),
        "text": plain("No way back."),
        "confirm": plain("Sink"),
        "deny": plain("Keep"),
    }
    boats = [option("Kestrel", "kestrel"), option("Osprey", "osprey")]
    return [
        {"type": "header", "block_id": "head", "text": plain("Boats in the harbour")},
        {"type": "section", "block_id": "body", "text": {"type": "mrkdwn", "text": f"*{count}* boats counted"}},
        {"type": "divider"},
        {
            "type": "actions",
            "block_id": "acts",
            "elements": [
                button("Count one more", "count", value=str(count), style="primary"),
                button("Sink a boat", "sink", confirm=confirm, style="danger"),
                {
                    "type": "static_select",
                    "action_id": "choose",
                    "placeholder": plain("Choose a boat"),
                    "options": boats,
                },
                {
                    "type": "overflow",
                    "action_id": "more",
                    "options": [option("Paint it", "paint"), option("Sell it", "sell")],
                },
            ],
        },
    ]


def form(note: str = "") -> dict[str, Any]:
    """Return a modal with one input of most kinds."""
    ports = [option("Brest", "brest"), option("Riga", "riga")]
    blocks = [
        entry("name", "Name of the boat", {"type": "plain_text_input", "action_id": "v", "initial_value": note}),
        entry("port", "Port", {"type": "static_select", "action_id": "v", "options": ports}, optional=True),
        entry("flags", "Flags", {"type": "checkboxes", "action_id": "v", "options": ports}, optional=True),
        entry("kind", "Kind", {"type": "radio_buttons", "action_id": "v", "options": ports}, optional=True),
        entry(
            "many", "Ports of call", {"type": "multi_static_select", "action_id": "v", "options": ports}, optional=True
        ),
        entry("who", "Captain", {"type": "users_select", "action_id": "v"}, optional=True),
        entry("day", "Day", {"type": "datepicker", "action_id": "v"}, optional=True),
        entry("crew", "Crew", {"type": "number_input", "action_id": "v", "is_decimal_allowed": False}, optional=True),
        entry("papers", "Papers", {"type": "file_input", "action_id": "v", "max_files": 2}, optional=True),
        {"type": "actions", "block_id": "deeper", "elements": [button("More details", "push")]},
    ]
    return {
        "type": "modal",
        "callback_id": "boat",
        "title": plain("Dock a boat"),
        "submit": plain("Dock"),
        "close": plain("Cancel"),
        "blocks": blocks,
    }


def simple_values(state: dict[str, Any]) -> dict[str, Any]:
    """Return what a person chose, by block, in one comparable form."""
    out: dict[str, Any] = {}
    for block, actions in state["values"].items():
        for value in actions.values():
            chosen = value.get("selected_option") or {}
            out[block] = (
                value.get("value")
                or chosen.get("value")
                or [o["value"] for o in value.get("selected_options") or []]
                or value.get("selected_user")
                or value.get("selected_date")
                or [f["name"] for f in value.get("files") or []]
                or None
            )
    return out


class Harbour:
    """The listeners, and what they were told."""

    def __init__(self, client: WebClient, channel: str) -> None:
        self.client = client
        self.channel = channel
        self.docked: list[dict[str, Any]] = []
        self.pressed: list[str] = []

    def register(self, app: App) -> None:
        """Attach every listener."""
        app.command("/dock")(self.dock)
        app.command("/silent")(lambda: None)
        app.view("boat")(self.boat)
        app.action("count")(self.count)
        app.action("push")(self.push)
        app.action("choose")(self.choose)
        for action in ("sink", "more"):
            app.action(action)(self.note)
        app.shortcut("log_message")(self.log_message)
        app.shortcut("open_harbour")(self.open_harbour)
        app.event("app_home_opened")(self.home)
        app.event("app_mention")(self.mention)
        app.event("message")(lambda: None)

    def dock(self, ack: Ack, respond: Respond, command: dict[str, Any], client: WebClient) -> None:
        """Answer in the way that the text asks for."""
        text = command.get("text", "")
        if text == "form":
            ack()
            client.views_open(trigger_id=command["trigger_id"], view=form())
        elif text == "card":
            ack()
            client.chat_postMessage(channel=command["channel_id"], text="Boats", blocks=card(0))
        else:
            ack()
            respond(text=f"Docked {text}", response_type="ephemeral")

    def boat(self, ack: Ack, view: dict[str, Any], client: WebClient) -> None:
        """Refuse short names, else tell the channel."""
        values = simple_values(view["state"])
        if len(str(values["name"])) < 3:
            ack(response_action="errors", errors={"name": "At least three letters, please."})
            return
        ack()
        self.docked.append(values)
        client.chat_postMessage(channel=self.channel, text=f"A boat came in: {values['name']}")

    def count(self, ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        """Count one more boat in the same message."""
        ack()
        container = body["container"]
        client.chat_update(
            channel=container["channel_id"],
            ts=container["message_ts"],
            text="Boats",
            blocks=card(int(action["value"]) + 1),
        )

    def push(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Put a second view on top."""
        ack()
        detail = {"type": "section", "text": {"type": "mrkdwn", "text": "Length *12 m*"}}
        view = {
            "type": "modal",
            "callback_id": "details",
            "title": plain("Details"),
            "close": plain("Back"),
            "blocks": [detail],
        }
        client.views_push(trigger_id=body["trigger_id"], view=view)

    def choose(self, ack: Ack, action: dict[str, Any], respond: Respond) -> None:
        """Say what was chosen."""
        ack()
        self.pressed.append(f"choose:{action['selected_option']['value']}")
        respond(
            text=f"You chose {action['selected_option']['text']['text']}",
            response_type="ephemeral",
            replace_original=False,
        )

    def note(self, ack: Ack, action: dict[str, Any]) -> None:
        """Remember what was pressed."""
        ack()
        chosen = action.get("selected_option", {}).get("value")
        self.pressed.append(f"{action['action_id']}:{chosen}" if chosen else action["action_id"])

    def log_message(self, ack: Ack, shortcut: dict[str, Any], client: WebClient) -> None:
        """Open the form with the message's text."""
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=form(shortcut["message"]["text"]))

    def open_harbour(self, ack: Ack, shortcut: dict[str, Any], client: WebClient) -> None:
        """Open the form."""
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=form())

    def home(self, event: dict[str, Any], client: WebClient) -> None:
        """Publish the Home tab of the person who opened it."""
        text = {"type": "mrkdwn", "text": f"Welcome aboard, <@{event['user']}>"}
        client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [{"type": "section", "text": text}]}
        )

    def mention(self, event: dict[str, Any], client: WebClient) -> None:
        """Answer a mention in its thread."""
        client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="Aye aye")
