"""`/triage ...`: a subcommand, the upload modal, or accounts to open a case with."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

import handlers.commands
from bot.errors import InputError, UserError
from bot.registry import discover
from bot.triage.save_intake import first_delivery
from handlers import intake, replies
from handlers.acts import show_modal
from handlers.blocks import errors, upload
from handlers.blocks.parts import Block, Message, message, section
from handlers.command import Ask, Command
from handlers.escaping import unescape
from handlers.office import Office
from handlers.payloads import Asker, Slash, parse_slash
from handlers.rights import need


def find_commands() -> dict[str, Command]:
    """All subcommands by the word that calls them."""
    return {command.name: command for command in discover(handlers.commands, "COMMAND").values()}


def register(app: App, office: Office) -> None:
    """Listen to /triage."""
    commands = find_commands()

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        take(office, commands, parse_slash(body), ack)

    app.command("/triage")(listener)


def take(office: Office, commands: dict[str, Command], slash: Slash, ack: Ack) -> None:
    """Answer one slash command; what can be lost is saved before the ack."""
    office.directory.admit(slash.asker.team_id, slash.asker.user_id)
    typed = unescape(slash.text)
    words = typed.split()
    first = words[0].lower() if words else "upload"
    if first == "upload":
        ack()
        show_modal(office, slash.asker, lambda: _upload_form(office, commands["upload"], slash.asker))
    elif first in commands:
        ack()
        if first_delivery(office.desk, slash.asker.team_id, slash.key):
            tell(
                office,
                slash.asker,
                lambda: run_command(office, commands[first], slash.asker, words[1:], slash.key),
                typed,
            )
    else:
        check_subcommand(first)
        request = intake.read_request(office, slash.asker, typed)
        saved = intake.keep(office, slash.asker, "command", f"/triage {typed}", request, slash.key)
        note = saved_note(request)
        ack(text=note.text, blocks=list(note.blocks))
        if saved.new:
            intake.carry_out(office, saved.intake)


def _upload_form(office: Office, command: Command, asker: Asker) -> Block:
    need(office, asker, command)
    return upload.form(asker.channel_id)


def check_subcommand(first: str) -> None:
    """Refuse a bare word: accounts have a mark of their own, so it was meant as a subcommand."""
    if first.isalpha():
        raise InputError(
            f"There is no subcommand '{first[:40]}'.",
            hint=f"/triage help lists what there is. Accounts are written with @ or their platform. {intake.EXAMPLE}",
        )


def run_command(office: Office, command: Command, asker: Asker, words: list[str], key: str) -> Message:
    """Run a subcommand and wake those who post."""
    answer = command.run(office, Ask(asker, tuple(words), key))
    office.wake()
    return answer


def tell(office: Office, asker: Asker, run: Callable[[], Message], typed: str) -> None:
    """Show the person the answer, or what was wrong with their words."""
    try:
        answer = run()
    except UserError as error:
        answer = errors.user_error(error, f"/triage {typed}")
    replies.answer(office.client, asker, answer)


def saved_note(request: intake.Request) -> Message:
    """What the ack says of a saved request."""
    text = f"Saved: {request.summary()}. The case's thread follows in this channel."
    return message(text, [section(text)])
