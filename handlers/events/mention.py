"""A message that mentions the bot: a file or accounts open a case, a subcommand works as after /triage."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse

from bot.errors import UserError
from bot.triage.add_data import add_data
from bot.triage.browse_cases import case_of_thread
from bot.triage.save_intake import first_delivery
from handlers import intake, replies, slash
from handlers.blocks import errors
from handlers.command import Command
from handlers.escaping import unescape
from handlers.office import Office
from handlers.payloads import Mention, parse_mention

Finish = Callable[[], None]


def register(app: App, office: Office) -> None:
    """Listen to app_mention. Events are acknowledged by Bolt before a listener runs, so the saving is a middleware."""
    commands = slash.find_commands()

    def save_first(context: BoltContext, body: dict[str, Any], next: Callable[[], None]) -> BoltResponse | None:  # noqa: A002
        context["finish"] = receive(office, commands, parse_mention(body))
        next()
        return None

    def listener(context: BoltContext) -> None:
        context["finish"]()

    app.event("app_mention", middleware=[save_first])(listener)


def receive(office: Office, commands: dict[str, Command], mention: Mention) -> Finish:
    """Save what could be lost; what comes back is done after the ack."""
    try:
        office.directory.admit(mention.asker.team_id, mention.asker.user_id)
        return _receive(office, commands, mention)
    except UserError as error:
        answer = errors.user_error(error, said(office, mention))
        return lambda: _say(office, mention, answer)


def _receive(office: Office, commands: dict[str, Command], mention: Mention) -> Finish:
    text = said(office, mention)
    words = text.split()
    command = commands.get(words[0].lower()) if words else None
    if command is None and not mention.files and not words:
        command = commands["help"]
    if command is not None and not mention.files:
        return _command(office, command, mention, words[1:])
    if mention.files and mention.asker.thread_ts:
        found = case_of_thread(
            office.desk, office.person(mention.asker), mention.asker.channel_id, mention.asker.thread_ts
        )
        if found is not None:
            return _add(office, found.id, mention)
    accounts, title = intake.accounts_in(text), intake.title_of(text)
    request = intake.read_request(office, mention.asker, accounts, mention.files, title=title)
    saved = intake.keep(office, mention.asker, "mention", mention.text, request, mention.key)
    return (lambda: _open(office, saved)) if saved.new else _nothing


def _open(office: Office, saved: Any) -> None:  # noqa: ANN401
    intake.carry_out(office, saved.intake)


def _command(office: Office, command: Command, mention: Mention, words: list[str]) -> Finish:
    if not first_delivery(office.desk, mention.asker.team_id, mention.key):
        return _nothing
    return lambda: slash.tell(
        office,
        mention.asker,
        lambda: slash.run_command(office, command, mention.asker, words, mention.key),
        " ".join((command.name, *words)),
    )


def _add(office: Office, case_id: int, mention: Mention) -> Finish:
    """Saved before the ack; the use case itself drops what came twice."""
    add_data(office.desk, office.person(mention.asker), case_id, mention.files, delivery_key=mention.key)
    return office.wake


def _say(office: Office, mention: Mention, answer: Any) -> None:  # noqa: ANN401
    replies.answer(office.client, mention.asker, answer)


def said(office: Office, mention: Mention) -> str:
    """What the person wrote beside the mention, as typed."""
    return unescape(mention.text.replace(f"<@{office.bot_user_id}>", " ")).strip()


def _nothing() -> None:
    """A redelivery: it was done before."""
