"""What the app's manifest allows: scopes, events, commands, shortcuts; parsed once, at the border."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EVENT_SCOPES: dict[str, str] = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "file_deleted": "files:read",
    "file_shared": "files:read",
    "member_joined_channel": "channels:read|groups:read",
    "member_left_channel": "channels:read|groups:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
}
"""The events that this workspace sends, each with the scope that Slack asks for (alternatives parted by ``|``)."""


class ManifestError(ValueError):
    """The manifest asks for something that Slack would not accept at installation."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command of the manifest."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool
    url: str | None


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A global or message shortcut of the manifest."""

    name: str
    kind: str
    callback_id: str
    description: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of an app manifest that a workspace acts on."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    home_enabled: bool
    messages_enabled: bool
    request_url: str | None

    def command(self, name: str) -> Command | None:
        """Return the command of that name, slash included."""
        return next((item for item in self.commands if item.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """Return the shortcut with that callback id."""
        return next((item for item in self.shortcuts if item.callback_id == callback_id), None)


def parse_manifest(raw: Mapping[str, Any]) -> Manifest:
    """Read a manifest (the dict of its YAML or JSON form).

    Raises:
        ManifestError: what Slack would refuse at installation.
    """
    features, settings = raw.get("features") or {}, raw.get("settings") or {}
    home, events = features.get("app_home") or {}, settings.get("event_subscriptions") or {}
    name = (raw.get("display_information") or {}).get("name") or "App"
    manifest = Manifest(
        name=name,
        bot_name=(features.get("bot_user") or {}).get("display_name") or name,
        scopes=frozenset(((raw.get("oauth_config") or {}).get("scopes") or {}).get("bot") or ()),
        events=frozenset(events.get("bot_events") or ()),
        commands=tuple(_command(item) for item in features.get("slash_commands") or ()),
        shortcuts=tuple(_shortcut(item) for item in features.get("shortcuts") or ()),
        home_enabled=bool(home.get("home_tab_enabled")),
        messages_enabled=bool(home.get("messages_tab_enabled", True)),
        request_url=events.get("request_url"),
    )
    _check(manifest)
    return manifest


def _command(item: Mapping[str, Any]) -> Command:
    return Command(
        command=item["command"],
        description=item.get("description") or "",
        usage_hint=item.get("usage_hint") or "",
        should_escape=bool(item.get("should_escape", False)),
        url=item.get("url"),
    )


def _shortcut(item: Mapping[str, Any]) -> Shortcut:
    return Shortcut(item["name"], item["type"], item["callback_id"], item.get("description") or "")


def _check(manifest: Manifest) -> None:
    _check_events(manifest)
    _check_commands(manifest)
    for shortcut in manifest.shortcuts:
        if shortcut.kind not in {"global", "message"}:
            raise ManifestError(f"shortcut {shortcut.name!r}: type is global or message")
        if not shortcut.name or len(shortcut.name) > 24:
            raise ManifestError(f"shortcut {shortcut.name!r}: a name of at most 24 characters is required")


def _check_events(manifest: Manifest) -> None:
    for event in sorted(manifest.events):
        if event not in EVENT_SCOPES:
            raise ManifestError(f"bot_events: {event} is not an event of this workspace")
        wanted = EVENT_SCOPES[event].split("|")
        if wanted != [""] and not manifest.scopes.intersection(wanted):
            raise ManifestError(f"bot_events: {event} needs the scope {' or '.join(wanted)}")


def _check_commands(manifest: Manifest) -> None:
    if (manifest.commands or manifest.shortcuts) and "commands" not in manifest.scopes:
        raise ManifestError("slash_commands and shortcuts need the scope commands")
    for command in manifest.commands:
        if not command.command.startswith("/") or len(command.command) > 32:
            raise ManifestError(f"slash command {command.command!r}: a slash and at most 32 characters")
        if not command.description or len(command.description) > 2000:
            raise ManifestError(
                f"slash command {command.command}: a description of at most 2000 characters is required"
            )
