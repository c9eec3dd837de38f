"""Reactions of the app."""

from bot.localslack import posting
from bot.localslack.model import JsonDict, Message
from bot.localslack.refusal import SlackRefusal
from bot.localslack.web_api.call import Call, Method


def _target(call: Call) -> tuple[Message, str]:
    name = call.text("name").strip(":")
    if not name.replace("_", "").replace("-", "").replace("+", "").isalnum():
        raise SlackRefusal("invalid_name")
    if not call.optional("channel") or not call.optional("timestamp"):
        raise SlackRefusal("no_item_specified")
    return call.message(call.joined_channel(), "timestamp"), name


def add(call: Call) -> JsonDict:
    """Add a reaction."""
    message, name = _target(call)
    posting.react(call.world, message, call.world.bot, name)
    return {}


def remove(call: Call) -> JsonDict:
    """Take a reaction back."""
    message, name = _target(call)
    posting.unreact(call.world, message, call.world.bot, name)
    return {}


METHODS = (
    Method("reactions.add", add, ("reactions:write",), "tier3"),
    Method("reactions.remove", remove, ("reactions:write",), "tier2"),
)
