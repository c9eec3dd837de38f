"""One call of the Web API: its arguments as they came by form, query or JSON, and what a method declares of itself."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.localslack.model import Channel, JsonDict, Message
from bot.localslack.refusal import SlackRefusal, missing
from bot.localslack.world import World

T = TypeVar("T")
PAGE_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of one call and the workspace it is for."""

    world: World
    args: JsonDict

    def text(self, name: str) -> str:
        """Return a required string."""
        value = self.optional(name)
        if value is None or value == "":
            raise missing(name)
        return value

    def optional(self, name: str) -> str | None:
        """Return a string, or None when it was not given."""
        value = self.args.get(name)
        return None if value is None else str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a truth value in any of the spellings that Slack takes."""
        value = self.args.get(name)
        return default if value is None else str(value).lower() in {"1", "true"}

    def integer(self, name: str, default: int) -> int:
        """Return a whole number."""
        try:
            return int(self.args.get(name) or default)
        except (TypeError, ValueError) as error:
            raise SlackRefusal(
                "invalid_arguments", (f"[ERROR] must provide an integer [json-pointer:/{name}]",)
            ) from error

    def structure(self, name: str, error: str = "invalid_arguments") -> Any:  # noqa: ANN401  JSON of any shape
        """Return a list or object that came as JSON or as text that holds JSON."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as cause:
            raise SlackRefusal(error, (f"[ERROR] not valid JSON [json-pointer:/{name}]",)) from cause

    def visible_channel(self, name: str = "channel") -> Channel:
        """Return a channel that the bot can see: public ones, and those where it is a member."""
        channel = self.world.state.channels.get(self.text(name))
        hidden = channel is not None and (channel.is_private or channel.is_im)
        if channel is None or (hidden and self.world.bot not in channel.members):
            raise SlackRefusal("channel_not_found")
        return channel

    def joined_channel(self, name: str = "channel") -> Channel:
        """Return a channel in which the bot is a member."""
        channel = self.visible_channel(name)
        if self.world.bot not in channel.members:
            raise SlackRefusal("not_in_channel")
        return channel

    def message(self, channel: Channel, name: str = "ts") -> Message:
        """Return a stored message of the channel."""
        found = self.world.state.find_message(channel.id, self.text(name))
        if found is None:
            raise SlackRefusal("message_not_found")
        return found

    def need(self, channel: Channel, family: str) -> Channel:
        """Check that the bot holds the scope of that family (``read``, ``history``) for this kind of channel."""
        kind = "im" if channel.is_im else "groups" if channel.is_private else "channels"
        scopes = self.world.manifest.scopes
        if f"{kind}:{family}" not in scopes:
            provided = ",".join(sorted(scopes))
            raise SlackRefusal("missing_scope", extra={"needed": f"{kind}:{family}", "provided": provided})
        return channel

    def page(self, items: Sequence[T], default: int) -> tuple[Sequence[T], JsonDict]:
        """Cut one page out of a list by ``cursor`` and ``limit``; return it with the metadata for the next."""
        limit = self.integer("limit", default)
        if not 1 <= limit <= PAGE_LIMIT:
            raise SlackRefusal("invalid_limit")
        start = _offset(self.optional("cursor") or "")
        rest = start + limit < len(items)
        return items[start : start + limit], {"next_cursor": f"offset:{start + limit}" if rest else ""}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    head, _, number = cursor.partition(":")
    if head != "offset" or not number.isdecimal():
        raise SlackRefusal("invalid_cursor")
    return int(number)


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Web API: who may call it, how often, and what does the work.

    Attributes:
        scopes: any one of these is enough; empty when no scope is needed.
        caller: whose token it takes: ``bot``, ``app`` or ``none``.
    """

    name: str
    run: Callable[[Call], JsonDict]
    scopes: tuple[str, ...] = ()
    tier: str = "tier3"
    caller: str = "bot"
