"""Message shortcuts "Triage this file" and "Triage these accounts": saved, acknowledged, then a case opens."""

from collections.abc import Callable

from bot.errors import InputError
from bot.model import RightRole
from handlers import intake, replies, slash
from handlers.acts import Shortcut
from handlers.escaping import unescape
from handlers.office import Office
from handlers.payloads import Mention


def save_file(office: Office, mention: Mention) -> Callable[[], None]:
    """The files of the message."""
    if not mention.files:
        raise InputError("This message has no file.", hint="Use Triage these accounts for handles, or /triage upload.")
    return _keep(office, mention, intake.read_request(office, mention.asker, "", mention.files))


def save_accounts(office: Office, mention: Mention) -> Callable[[], None]:
    """The accounts that the message names; words around them are left alone."""
    text = intake.accounts_in(unescape(mention.text))
    return _keep(office, mention, intake.read_request(office, mention.asker, text))


def _keep(office: Office, mention: Mention, request: intake.Request) -> Callable[[], None]:
    saved = intake.keep(office, mention.asker, mention.callback_id, mention.text, request, mention.key)

    def then() -> None:
        if saved.new:
            replies.answer(office.client, mention.asker, slash.saved_note(request))
            intake.carry_out(office, saved.intake)

    return then


SHORTCUTS = (
    Shortcut("triage_file", save_file, needs=RightRole.ANALYST, of_case=False),
    Shortcut("triage_accounts", save_accounts, needs=RightRole.ANALYST, of_case=False),
)
