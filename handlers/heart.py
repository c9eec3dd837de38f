"""Tells that the bot is alive, and at the start looks for what arrived while it was not."""

import threading
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.errors import UserError
from bot.triage.heartbeat import beat, last_beat
from bot.triage.save_intake import case_channels, tell_missed
from handlers import intake
from handlers.escaping import unescape
from handlers.office import Office
from handlers.payloads import Asker, wanted_files

BEAT_SECONDS = 20.0
LOOK_BACK_MS = 60_000

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Heart:
    """One loop; the first round catches up."""

    office: Office
    team_id: str

    def run_forever(self, stop: threading.Event) -> None:
        """Catch up once, then beat."""
        self.catch_up()
        while not stop.is_set():
            beat(self.office.desk)
            stop.wait(BEAT_SECONDS)

    def catch_up(self) -> int:
        """Find missed requests in case channels since the last heartbeat, tell each channel once, take them up."""
        since = last_beat(self.office.desk)
        found = 0
        if since is not None:
            for channel in case_channels(self.office.desk, self.team_id):
                found += self._look(channel, since - LOOK_BACK_MS)
        beat(self.office.desk)
        taken = intake.take_up(self.office)
        if found or taken:
            _log.info("caught_up", missed=found, taken=taken)
            self.office.wake()
        return found

    def _look(self, channel: str, since_ms: int) -> int:
        try:
            page = self.office.client.conversations_history(channel=channel, oldest=f"{since_ms / 1000:.6f}", limit=200)
        except SlackApiError as error:
            _log.warning("channel_not_readable", channel=channel, error=error.response.get("error"))
            return 0
        kept = [one for message in reversed(page["messages"]) if (one := self._keep(channel, message)) is not None]
        if kept:
            tell_missed(self.office.desk, self.team_id, channel, kept)
        return len(kept)

    def _keep(self, channel: str, message: dict[str, Any]) -> int | None:
        """Save one missed mention under the key that its event would have had; None if it was seen or asks nothing."""
        me = f"<@{self.office.bot_user_id}>"
        text = str(message.get("text") or "")
        if me not in text or message.get("bot_id") or not message.get("user"):
            return None
        asker = Asker(self.team_id, str(message["user"]), channel)
        try:
            request = intake.read_request(
                self.office, asker, unescape(text.replace(me, " ")).strip(), wanted_files(message)
            )
            saved = intake.keep(self.office, asker, "mention", text, request, f"mention:{channel}:{message['ts']}")
        except UserError:
            return None
        return saved.intake.id if saved.new else None
