"""The one place where an error becomes something that a person reads.

A `UserError` is shown to whoever asked, with what, where, a hint and their own text; anything else gets a reference
id, a log line with its stack, and one sentence. Before the ack the answer travels in it; afterwards by `replies`.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient

from bot.errors import UserError
from handlers import replies
from handlers.blocks import errors
from handlers.blocks.parts import Message
from handlers.escaping import unescape
from handlers.payloads import asker_of

_log = structlog.get_logger(__name__)

ErrorHandler = Callable[[Exception, Mapping[str, Any], BoltContext], BoltResponse]


def error_handler(client: WebClient) -> ErrorHandler:
    """The function for `App.error`."""

    def handle(error: Exception, body: Mapping[str, Any], context: BoltContext) -> BoltResponse:
        return failed(client, error, body, acked=context.ack.response is not None)

    return handle


def failed(client: WebClient, error: Exception, body: Mapping[str, Any], *, acked: bool) -> BoltResponse:
    """Show the error to the person; the response is the ack where there was none yet."""
    message = explain(error, typed_text(body))
    if not acked and body.get("type") == "view_submission":
        return _in_modal(error, message, body)
    if not acked and body.get("command"):
        return _json({"response_type": "ephemeral", "text": message.text, "blocks": list(message.blocks)})
    if not acked and body.get("event") and not isinstance(error, UserError):
        return BoltResponse(status=500, body="")
    replies.answer(client, asker_of(body), message)
    return BoltResponse(status=200, body="")


def explain(error: Exception, typed: str = "") -> Message:
    """The message for the person; what is our fault is logged with a reference id."""
    if isinstance(error, UserError):
        return errors.user_error(error, typed)
    reference = secrets.token_hex(2)
    _log.error("listener_failed", reference=reference, exc_info=error)
    return errors.our_fault(reference, typed)


def typed_text(body: Mapping[str, Any]) -> str:
    """What the person had typed, to be given back."""
    if body.get("command"):
        return unescape(f"{body['command']} {body.get('text') or ''}".strip())
    return unescape(str((body.get("event") or {}).get("text") or ""))


def _in_modal(error: Exception, message: Message, body: Mapping[str, Any]) -> BoltResponse:
    inputs = [block["block_id"] for block in body["view"].get("blocks") or () if block.get("type") == "input"]
    where = error.where if isinstance(error, UserError) else ""
    if not inputs:
        return _json({"response_action": "update", "view": errors.error_view(message)})
    return _json(
        {"response_action": "errors", "errors": {where if where in inputs else inputs[0]: message.text[:2_000]}}
    )


def _json(value: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(value), headers={"Content-Type": ["application/json"]})
