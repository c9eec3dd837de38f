"""What a person does on the page that the app has to answer; the browser's request ends with the acknowledgement."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from bot.localslack import acts, interactions, modals, outcomes, posting
from bot.localslack.delivery import Answer, DeliveryRecord
from bot.localslack.form import merged
from bot.localslack.model import JsonDict, Message, View
from bot.localslack.outcomes import sentence
from bot.localslack.page_state import page_view
from bot.localslack.refusal import SlackRefusal, missing
from bot.localslack.view_rules import field_errors
from bot.localslack.world import World


async def ask_app(world: World, kind: str, user: str, body: JsonDict) -> JsonDict:
    """Do one act and return the page's answer.

    Raises:
        SlackRefusal: there is no such act, or Slack would not let the person do it.
    """
    if kind not in ACTS:
        raise SlackRefusal("unknown_act", status=404)
    return await ACTS[kind](world, user, body)


async def _answer(record: DeliveryRecord) -> Answer:
    return await asyncio.wrap_future(record.answer)


def _failure(error: str | None, what: str) -> JsonDict:
    return {"ok": False, "error": error, "message": sentence(error or "", what)} if error else {}


def _text(body: JsonDict, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise missing(name)
    return value


async def _command(world: World, user: str, body: JsonDict) -> JsonDict:
    channel, name = _text(body, "channel"), _text(body, "command")
    record = interactions.command(world, user, channel, name, str(body.get("text") or ""))
    result = outcomes.after_command(world, user, channel, name, await _answer(record))
    return _failure(result.error, name)


async def _action(world: World, user: str, body: JsonDict) -> JsonDict:
    container, values = body.get("container") or {}, body.get("values") or {}
    key, value = (body.get("block_id"), _text(body, "action_id")), body.get("value")
    if container.get("type") == "view":
        view = _own_view(world, user, str(container.get("view_id")))
        record, channel = interactions.view_action(world, user, view, key, value, values), None
    else:
        message = _shown(world, user, str(container.get("channel")), str(container.get("ts")))
        record, channel = interactions.message_action(world, user, message, key, value, values), message.channel
    result = outcomes.after_action(world, user, "This", await _answer(record), channel)
    return _failure(result.error, "This")


def _shown(world: World, user: str, channel: str, ts: str) -> Message:
    posting.seen_channel(world, channel, user)
    message = posting.find_ephemeral(world, user, ts) or world.state.find_message(channel, ts)
    if message is None:
        raise SlackRefusal("message_not_found")
    return message


def _own_view(world: World, user: str, view_id: str) -> View:
    view = modals.open_view(world, view_id)
    if view.user != user:
        raise SlackRefusal("not_found")
    return view


async def _submission(world: World, user: str, body: JsonDict) -> JsonDict:
    view = _own_view(world, user, _text(body, "view_id"))
    held = merged(view.blocks, view.values, body.get("values") or {})
    if errors := field_errors(view, held):
        modals.set_errors(world, view, errors)
        return {"response_action": "errors", "errors": errors}
    record = interactions.submission(world, user, view, held)
    result = outcomes.after_submission(world, view, await _answer(record))
    shown = page_view(world, result.view) if result.action in {"update", "push"} else None
    more: JsonDict = {"response_action": result.action, "errors": result.errors, "view": shown}
    return more | _failure(result.error, view.title)


async def _close(world: World, user: str, body: JsonDict) -> JsonDict:
    acts.close(world, _own_view(world, user, _text(body, "view_id")), clear=bool(body.get("clear")))
    return {}


async def _shortcut(world: World, user: str, body: JsonDict) -> JsonDict:
    message = _shown(world, user, str(body.get("channel")), str(body["ts"])) if body.get("ts") else None
    record = interactions.shortcut(world, user, _text(body, "callback_id"), message)
    result = outcomes.after_action(world, user, "The shortcut", await _answer(record))
    return _failure(result.error, "The shortcut")


ACTS: Mapping[str, Callable[[World, str, JsonDict], Awaitable[JsonDict]]] = {
    "command": _command,
    "action": _action,
    "view_submission": _submission,
    "view_close": _close,
    "shortcut": _shortcut,
}
