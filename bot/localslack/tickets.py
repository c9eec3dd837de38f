"""Trigger ids and response URLs: short permissions that Slack hands out with an interaction."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.localslack.refusal import SlackRefusal

TRIGGER_LIFE_MS = 3_000
RESPONSE_LIFE_MS = 30 * 60_000
RESPONSE_USES = 5


@dataclass(slots=True)
class Trigger:
    """The right to open one modal for one person."""

    user: str
    expires: int
    view_id: str | None
    used: bool = False


@dataclass(slots=True)
class ResponseTicket:
    """The right to answer one interaction a few times."""

    user: str
    channel: str
    message_ts: str | None
    thread_ts: str | None
    is_ephemeral: bool
    expires: int
    uses: int = 0


@dataclass(slots=True)
class Tickets:
    """Hands out triggers and response URLs and checks them when they come back."""

    clock: Callable[[], int]
    _triggers: dict[str, Trigger] = field(default_factory=dict)
    _responses: dict[str, ResponseTicket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def new_trigger(self, user: str, view_id: str | None = None) -> str:
        """Return a trigger id that lives three seconds; ``view_id`` is the modal that it may push onto."""
        name = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        with self._lock:
            self._triggers[name] = Trigger(user, self.clock() + TRIGGER_LIFE_MS, view_id)
        return name

    def use_trigger(self, name: str) -> Trigger:
        """Spend a trigger id.

        Raises:
            SlackRefusal: unknown, too old, or already exchanged for a view.
        """
        with self._lock:
            trigger = self._triggers.get(name)
            if trigger is None:
                raise SlackRefusal("invalid_trigger_id")
            if trigger.used:
                raise SlackRefusal("exchanged_trigger_id")
            if self.clock() > trigger.expires:
                raise SlackRefusal("expired_trigger_id")
            trigger.used = True
            return trigger

    def new_response(
        self, user: str, channel: str, message_ts: str | None, thread_ts: str | None, *, is_ephemeral: bool
    ) -> str:
        """Return the secret part of a response URL."""
        name = secrets.token_hex(12)
        expires = self.clock() + RESPONSE_LIFE_MS
        with self._lock:
            self._responses[name] = ResponseTicket(user, channel, message_ts, thread_ts, is_ephemeral, expires)
        return name

    def use_response(self, name: str) -> ResponseTicket:
        """Spend one use of a response URL.

        Raises:
            SlackRefusal: unknown, older than 30 minutes, or used five times.
        """
        with self._lock:
            ticket = self._responses.get(name)
            if ticket is None:
                raise SlackRefusal("invalid_url", status=404)
            if self.clock() > ticket.expires:
                raise SlackRefusal("expired_url", status=404)
            if ticket.uses >= RESPONSE_USES:
                raise SlackRefusal("used_url", status=404)
            ticket.uses += 1
            return ticket
