"""What every listener is given: the desk of use cases, Slack's client, the directory and the plain options."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import ShoalError
from bot.model import Case, Person
from bot.triage.desk import Desk
from bot.triage.save_intake import case_channels
from handlers import failures, replies
from handlers.blocks.parts import message, section
from handlers.directory import Directory
from handlers.payloads import Asker


@dataclass(frozen=True, slots=True)
class Options:
    """Plain values out of the settings."""

    sources: frozenset[str] = frozenset()
    internal_only: bool = False
    max_upload_bytes: int = 1 << 30
    parameters: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """The parts that listeners use; holds no state of its own."""

    desk: Desk
    client: WebClient
    directory: Directory
    options: Options
    bot_user_id: str
    wake: Callable[[], None]
    later: Callable[[Callable[[], object]], object]

    def tell(self, asker: Asker, text: str) -> None:
        """Say one sentence to the person alone."""
        replies.answer(self.client, asker, message(text, [section(text)]))

    def soon(self, asker: Asker, run: Callable[[], object]) -> None:
        """Do it after the ack; what goes wrong is told to the person."""

        def guarded() -> None:
            try:
                run()
            except (ShoalError, SlackClientError, OSError) as error:
                replies.answer(self.client, asker, failures.explain(error))
            self.wake()

        self.later(guarded)

    def permalink(self, channel_id: str, ts: str | None) -> str:
        """The address of a message; "" where there is none, or none any more."""
        try:
            return str(self.client.chat_getPermalink(channel=channel_id, message_ts=ts)["permalink"]) if ts else ""
        except SlackApiError:
            return ""

    def readers(self, case: Case) -> tuple[int, int | None]:
        """How many people read the case's thread, and how many of them are of other organisations (None: not known)."""
        directory, channel_id = self.directory, case.channel_id
        people = directory.members(channel_id) - {self.bot_user_id}
        return len(people), directory.outsiders(case.team_id, channel_id)

    def person(self, asker: Asker, *channels: str) -> Person:
        """Who asks, with their rights in the channel of the request and in further channels that matter."""
        return self.directory.person(asker.team_id, asker.user_id, (asker.channel_id, *channels))

    def person_everywhere(self, asker: Asker) -> Person:
        """Who asks, with their rights in every channel that has a case."""
        return self.person(asker, *case_channels(self.desk, asker.team_id))
