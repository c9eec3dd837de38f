"""Tells that the bot is alive, and at the start looks for what arrived while it was not."""

import threading
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.errors import UserError
from bot.triage.browse_cases import list_cases
from bot.triage.heartbeat import beat, last_beat
from bot.triage.save_intake import case_channels, dismiss_intake, first_delivery, tell_missed
from handlers import intake
from handlers.escaping import unescape
from handlers.office import Office
from handlers.payloads import Asker, wanted_files

BEAT_SECONDS = 20.0
LOOK_BACK_MS = 60_000
PAGE = 200
THREADS = 50

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
            messages = self._messages(channel, f"{since_ms / 1000:.6f}")
        except SlackApiError as error:
            _log.warning("channel_not_readable", channel=channel, error=error.response.get("error"))
            return 0
        kept = [one for message in messages if (one := self._keep(channel, message)) is not None]
        if kept:
            tell_missed(self.office.desk, self.team_id, channel, kept)
        return len(kept)

    def _messages(self, channel: str, oldest: str) -> list[dict[str, Any]]:
        """What was said in the channel and in the threads of its open cases since then, oldest first."""
        client, found = self.office.client, {}
        for message in client.conversations_history(channel=channel, oldest=oldest, limit=PAGE)["messages"]:
            found[message["ts"]] = message
        voice = self.office.desk.voice(self.team_id, channel)
        for line in list_cases(self.office.desk, voice, "open", limit=THREADS):
            if line.case.thread_ts is not None:
                page = client.conversations_replies(channel=channel, ts=line.case.thread_ts, oldest=oldest, limit=PAGE)
                found.update({message["ts"]: message for message in page["messages"]})
        return [found[ts] for ts in sorted(found)]

    def _keep(self, channel: str, message: dict[str, Any]) -> int | None:
        """Save one missed mention under the key that its event would have had; None if it was seen before."""
        me, text = f"<@{self.office.bot_user_id}>", str(message.get("text") or "")
        if me not in text or message.get("bot_id") or not message.get("user"):
            return None
        asker = Asker(self.team_id, str(message["user"]), channel, str(message.get("thread_ts") or ""))
        key = f"mention:{channel}:{message['ts']}"
        if asker.thread_ts:
            return self._told_only(asker, text, key)
        try:
            accounts = intake.accounts_in(unescape(text.replace(me, " ")))
            request = intake.read_request(self.office, asker, accounts, wanted_files(message))
        except UserError:
            return self._told_only(asker, text, key)
        saved = intake.keep(self.office, asker, "mention", text, request, key)
        return saved.intake.id if saved.new else None

    def _told_only(self, asker: Asker, text: str, key: str) -> int | None:
        """A command in a missed mention is not done late, only told; None if it was done in time."""
        desk = self.office.desk
        if not first_delivery(desk, asker.team_id, key):
            return None
        saved = intake.keep(self.office, asker, "mention", text, intake.Request(), key)
        if saved.new:
            dismiss_intake(desk, saved.intake.id, "told at the start")
        return saved.intake.id if saved.new else None
