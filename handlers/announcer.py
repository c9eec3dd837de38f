"""Outbox rows become Slack messages: one leased loop per channel, in order, each posted once.

A posted message has no idempotency key, so ours is in its metadata: after a try whose answer was lost, the thread is
read back before anything is posted again. Status cards are edited in place, at a bounded pace, the latest content wins.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

import httpx
import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import Conflict, LeaseLost, NotFound
from bot.model import OutboxMessage
from bot.triage.announce import (
    ChannelClaim,
    claim_channel,
    extend_channel,
    mark_failed,
    mark_posted,
    mark_tried,
    release_channel,
    retry_backoff,
)
from bot.triage.browse_clusters import picture
from bot.triage.desk import Desk
from handlers.blocks.notices.delivery import perhaps_again
from handlers.blocks.parts import Message
from handlers.ids import METADATA_EVENT
from handlers.pace import EditPace
from handlers.pictures import delete_own, upload

Render = Callable[[OutboxMessage], Message]

POLL_SECONDS = 0.2
LONGEST_HOLD = 3.0
SERVER_ERROR = 500
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
HOPELESS = frozenset(
    {"invalid_blocks", "msg_blocks_too_long", "msg_too_long", "invalid_arguments", "no_text", "invalid_metadata_format"}
)

_log = structlog.get_logger(__name__)


class _Wait(Exception):
    """Slack wants us to wait before the next call for this channel."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(slots=True)
class Announcer:
    """Posts what is due. `timer` is monotonic seconds; the client must not repeat calls by itself."""

    desk: Desk
    client: WebClient
    http: httpx.Client
    render: Render
    timer: Callable[[], float]
    pace: EditPace
    bot_user_id: str
    _held: list[tuple[float, ChannelClaim]] = field(default_factory=list)

    def run_forever(self, stop: threading.Event, wake: threading.Event) -> None:
        """Post until told to stop; `wake` says that there is something new."""
        while not stop.is_set():
            if not self.run_once():
                wake.wait(POLL_SECONDS)
                wake.clear()
        for _, claim in self._held:
            self._give_back(claim)
        self._held.clear()

    def run_once(self) -> bool:
        """Serve one channel; False if nothing was due."""
        self._let_go()
        claim = claim_channel(self.desk)
        if claim is None:
            return False
        try:
            hold = self._serve(claim)
        except LeaseLost:
            return True
        if hold > 0:
            self._held.append((self.timer() + min(hold, LONGEST_HOLD), claim))
        else:
            self._give_back(claim)
        return True

    def _let_go(self) -> None:
        due = [claim for until, claim in self._held if until <= self.timer()]
        self._held = [(until, claim) for until, claim in self._held if until > self.timer()]
        for claim in due:
            self._give_back(claim)

    def _give_back(self, claim: ChannelClaim) -> None:
        with suppress(LeaseLost):  # it ran out meanwhile: there is nothing to give back
            release_channel(self.desk, claim)

    def _serve(self, claim: ChannelClaim) -> float:
        """Deliver the channel's messages in order; returns seconds for which the channel has to rest."""
        hold = 0.0
        for message in claim.messages:
            extend_channel(self.desk, claim)
            try:
                hold = max(hold, self._deliver(claim, message))
            except _Wait as wait:
                return wait.seconds
        return hold

    def _deliver(self, claim: ChannelClaim, message: OutboxMessage) -> float:
        if message.kind == "root" and message.ts is not None:
            wait = self.pace.wait(message.key)
            if wait > 0:
                return wait
        if message.ts is None and message.kind != "picture":
            wait = self.pace.post(message.channel_id)
            if wait > 0:
                raise _Wait(wait)
        try:
            ts, payload = self._put(claim, message)
        except (Conflict, NotFound) as error:  # a purged case is told of no more
            mark_failed(self.desk, claim, message, error.text, retry_at=None)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            _log.error("message_not_rendered", kind=message.kind, key=message.key, exc_info=error)
            mark_failed(self.desk, claim, message, type(error).__name__, retry_at=None)
        except SlackApiError as error:
            self._refused(claim, message, error)
        except (OSError, HTTPException, SlackClientError, httpx.HTTPError) as error:
            self._again(claim, message, type(error).__name__)
        else:
            mark_posted(self.desk, claim, message, ts, payload=payload)
        return 0.0

    def _put(self, claim: ChannelClaim, message: OutboxMessage) -> tuple[str, dict[str, Any] | None]:
        if message.kind == "picture":
            voice = self.desk.voice(message.team_id, message.channel_id)
            found = picture(self.desk, voice, int(message.content["picture_id"]))
            return "", {"file_id": upload(self.client, self.http, found)}
        if message.kind == "delete_file":
            delete_own(self.client, str(message.content["file_id"]))
            return "", None
        shown = self.render(message)
        if message.ts is not None:
            return self._edit(message, shown), None
        if _to_one_person(message):
            shown = perhaps_again(shown) if message.payload.get("tried") else shown
            mark_tried(self.desk, claim, message, tried=True)
        elif message.attempts > 1:
            earlier = self._find(message)
            if earlier:
                return self._edit(message, shown, earlier), None
        posted = self.client.chat_postMessage(
            channel=message.channel_id,
            thread_ts=message.thread_ts or None,
            unfurl_links=False,
            unfurl_media=False,
            **_content(message, shown),
        )
        return str(posted["ts"]), None

    def _edit(self, message: OutboxMessage, shown: Message, ts: str | None = None) -> str:
        place = ts or message.ts or ""
        self.client.chat_update(channel=message.channel_id, ts=place, **_content(message, shown))
        return place

    def _find(self, message: OutboxMessage) -> str:
        """The message that an earlier try may have posted, by our key in its metadata; "" if there is none."""
        cursor = ""
        while True:
            page = self._page(message, cursor)
            for found in page["messages"]:
                data = found.get("metadata") or {}
                ours = found.get("user") == self.bot_user_id and data.get("event_type") == METADATA_EVENT
                if ours and (data.get("event_payload") or {}).get("key") == message.key:
                    return str(found["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return ""

    def _page(self, message: OutboxMessage, cursor: str) -> Any:  # noqa: ANN401
        more: dict[str, Any] = {"cursor": cursor, "limit": 200, "include_all_metadata": True}
        if message.thread_ts:
            return self.client.conversations_replies(channel=message.channel_id, ts=message.thread_ts, **more)
        oldest = f"{message.created_at / 1000 - 60:.6f}"
        return self.client.conversations_history(channel=message.channel_id, oldest=oldest, **more)

    def _refused(self, claim: ChannelClaim, message: OutboxMessage, error: SlackApiError) -> None:
        status, code = _answer_of(error)
        _log.warning("slack_refused", kind=message.kind, key=message.key, error=code, status=status)
        if _to_one_person(message) and status < SERVER_ERROR:
            mark_tried(self.desk, claim, message, tried=bool(message.payload.get("tried")))
        if status == 429:
            raise _Wait(retry_after(error))
        if code in HOPELESS or (message.ts is not None and code in GONE):
            mark_failed(self.desk, claim, message, code, retry_at=None)
            return
        self._again(claim, message, code)

    def _again(self, claim: ChannelClaim, message: OutboxMessage, error: str) -> None:
        """Try again soon; the row stays first in its channel, so the order holds."""
        mark_failed(self.desk, claim, message, error, retry_at=self.desk.now())
        raise _Wait(retry_backoff(message.attempts) / 1000)


def _to_one_person(message: OutboxMessage) -> bool:
    """A direct message cannot be read back: after a lost answer it may come twice, and then says so."""
    return message.channel_id[:1] not in {"C", "G", "D"}


def _content(message: OutboxMessage, shown: Message) -> dict[str, Any]:
    metadata = {"event_type": METADATA_EVENT, "event_payload": {"key": message.key}}
    return {"text": shown.text, "blocks": list(shown.blocks), "metadata": metadata}


def retry_after(error: SlackApiError) -> float:
    """The seconds that Slack asks us to wait; 1 where it does not say."""
    response = error.response
    if isinstance(response, dict):
        return 1.0
    headers = {str(name).lower(): value for name, value in (response.headers or {}).items()}
    value = headers.get("retry-after", "1")
    return float(value[0] if isinstance(value, list) else value)


def _answer_of(error: SlackApiError) -> tuple[int, str]:
    response = error.response
    status = response.get("status") if isinstance(response, dict) else response.status_code
    return int(status or 0), str(response.get("error") or "no_answer")
