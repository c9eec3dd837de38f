"""Answers that only the person who asked can see, by the way that is open: response_url, an ephemeral, a message."""

from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from handlers.blocks.parts import Message
from handlers.payloads import Asker

_log = structlog.get_logger(__name__)


def answer(client: WebClient, asker: Asker, message: Message) -> bool:
    """Show the message to the person alone; says whether any way worked."""
    if asker.response_url and _by_url(asker.response_url, message, asker):
        return True
    return _ephemeral(client, asker, message) or _direct(client, asker, message)


def _by_url(url: str, message: Message, asker: Asker) -> bool:
    """`respond()` raises on no 4xx, so its status is looked at."""
    extra: dict[str, Any] = {"thread_ts": asker.thread_ts} if asker.thread_ts else {}
    body = {
        "response_type": "ephemeral",
        "replace_original": False,
        "text": message.text,
        "blocks": list(message.blocks),
        "unfurl_links": False,
        "unfurl_media": False,
        **extra,
    }
    status = WebhookClient(url).send_dict(body).status_code
    if status != 200:
        _log.warning("response_url_refused", status=status)
    return status == 200


def _ephemeral(client: WebClient, asker: Asker, message: Message) -> bool:
    if not asker.channel_id:
        return False
    try:
        client.chat_postEphemeral(
            channel=asker.channel_id,
            user=asker.user_id,
            thread_ts=asker.thread_ts or None,
            text=message.text,
            blocks=list(message.blocks),
        )
    except SlackApiError as error:
        _log.warning("ephemeral_refused", error=error.response.get("error"))
        return False
    return True


def _direct(client: WebClient, asker: Asker, message: Message) -> bool:
    try:
        client.chat_postMessage(
            channel=asker.user_id,
            text=message.text,
            blocks=list(message.blocks),
            unfurl_links=False,
            unfurl_media=False,
        )
    except SlackApiError as error:
        _log.warning("direct_message_refused", error=error.response.get("error"))
        return False
    return True
